"""Choose a model: validation by time, paired differences, one rule, then tuning.

The test set is not read here: it could not score a model that was chosen on it.
"""

import time
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from hydra.errors import HydraException
from omegaconf import DictConfig
from sklearn.model_selection import ParameterGrid, ParameterSampler

from workbench.files import TRAIN, existing, plain
from workbench.fits import Fits, Fold, Job, fitted_before, keep_fits
from workbench.models import changed, kept_settings, refused
from workbench.parallel import run_tasks
from workbench.recommendation.ranking import top
from workbench.records import Candidate, Comparison, CurvePoint, Estimate, Pick, Trial
from workbench.statistics import interval
from workbench.tuning import Scores, Tuned, search_record

from .data import ITEM, USER, Array, Rows, requests, rolling
from .metrics import GREATER_IS_BETTER, headline, hits, mean_draws
from .models import build
from .recommender import LENGTH, Recommender

RULE = "the simplest candidate that the paired interval cannot tell from the best one"


@cache
def training_table() -> pd.DataFrame:
    """Read the training table, once a process."""
    return pd.read_parquet(existing(TRAIN, "prepare"))


@cache
def users() -> pd.Index:
    """Return the ids of all users of the training table, in order."""
    return pd.Index(np.sort(training_table()[USER].unique()))


@cache
def training_folds(number: int, share: float) -> list[tuple[Rows, Rows]]:
    """Cut the training table into rolling folds, once a process."""
    return rolling(training_table(), number, share)


def rows_held(config: DictConfig) -> Rows:
    """Return how many rows of each user the folds hold back, for the users that have any."""
    held = [rows for _, rows in training_folds(config.folds, config.data.test_share)]
    counts = training_table()[USER].iloc[np.concatenate(held)].value_counts()
    return np.asarray(counts.sort_index(), np.int64)


def lesson(job: Job, known: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the interactions that a job may learn from.

    A share is of the users, each with the whole history; films can be dealt out at random.
    """
    ids = known[USER].unique()
    kept = known[known[USER].isin(rng.permutation(ids)[: round(job.share * len(ids))])]
    return kept.assign(item=rng.permutation(kept[ITEM])) if job.shuffle_target else kept


def both_lists(model: Recommender, asked: pd.DataFrame, known: pd.DataFrame) -> tuple[Rows, Rows]:
    """Return the lists to offer, and those with what was watched left in; films are scored once."""
    offered, whole = [], []
    for scores, seen in model.blocks(asked, known):
        whole.append(top(scores, LENGTH))
        scores[seen] = -np.inf
        offered.append(top(scores, LENGTH))
    return model.ids(np.concatenate(offered)), model.ids(np.concatenate(whole))


def fit_fold(job: Job, number: int, n_folds: int, seed: int, share: float) -> Fold:
    """Fit one job on what fold ``number`` knows; score its lists on what came after.

    All users of the fold are asked for, whoever the fit has learned from. The outcome is the score
    of each user's list, then that of the list of known films, each NaN for users not asked for,
    shape (2 * n_users,).

    Raises:
        ConfigError: The estimator refuses its settings.
    """
    table = training_table()
    known, held = (table.iloc[rows] for rows in training_folds(n_folds, share)[number])
    taught, asked = lesson(job, known, np.random.default_rng([seed, number])), requests(known, held)
    start = time.perf_counter()
    try:
        model = build(job.name, job.candidates).fit(taught)
        fitted = time.perf_counter()
        offered, whole = both_lists(model, asked, known)
    except (ValueError, TypeError, HydraException) as error:
        raise refused(job.name, error) from error
    predict_ms = (time.perf_counter() - fitted) / len(asked) * 1000
    outcome, place = np.full((2, len(users())), np.nan), users().get_indexer(pd.Index(asked[USER]))
    outcome[0, place] = headline(*hits(offered, asked[USER], held))
    if not job.shuffle_target:
        outcome[1, place] = headline(*hits(whole, asked[USER], known))
    return Fold(outcome.ravel(), taught[USER].unique(), fitted - start, predict_ms)


def collect(parts: Sequence[Fold]) -> Scores:
    """Put the folds of one job together; a user counts once, with the mean over the folds."""
    held, seen = np.stack([part.predicted.reshape(2, -1) for part in parts], axis=1)
    asked = ~np.isnan(held)
    by_user = np.nanmean(held[:, asked.any(axis=0)], axis=0)
    return Scores(
        by_user,
        float(by_user.mean()),
        [float(each[rows].mean()) for each, rows in zip(held, asked, strict=True)],
        float(np.mean([each[rows].mean() for each, rows in zip(seen, asked, strict=True)])),
        float(np.median([part.fit_s for part in parts])),
        float(np.median([part.predict_ms for part in parts])),
        round(np.mean([len(part.fit_rows) for part in parts])),
    )


def fit_folds(jobs: Sequence[Job], config: DictConfig, title: str, known: Fits) -> Fits:
    """Return the folds of all jobs, by key; of two with the same key one is fitted."""
    todo = {
        job.key: job._replace(candidates={job.name: job.candidates[job.name]})
        for job in jobs
        if job.key not in known
    }
    numbers, settled = range(config.folds), (config.folds, config.seed, config.data.test_share)
    tasks = [(job, number, *settled) for job in todo.values() for number in numbers]
    done = iter(run_tasks(fit_fold, tasks, config.compute, title))
    return {**known, **{key: [next(done) for _ in numbers] for key in todo}}


def cross_validate(
    jobs: Sequence[Job], config: DictConfig, title: str, known: Fits | None = None
) -> list[Scores]:
    """Return the scores of every job, all on the same folds, in the order of ``jobs``.

    Args:
        jobs: What to fit.
        config: The resolved configuration.
        title: What the progress bar says.
        known: Folds that were fitted before.
    """
    fits = fit_folds(jobs, config, title, known or {})
    return [collect(fits[job.key]) for job in jobs]


def compared_before(config: DictConfig) -> Fits:
    """Return the folds that ``compare`` has fitted, by the key of their job."""
    ids, cuts = training_table()[USER], training_folds(config.folds, config.data.test_share)
    return fitted_before(config, [ids.iloc[rows].unique() for rows, _ in cuts])


def behind(ours: Any, theirs: Any) -> Any:
    """Return how far one score is behind another, numbers or arrays; above zero: it is worse."""
    return theirs - ours if GREATER_IS_BETTER else ours - theirs


def draws(predicted: Array, config: DictConfig) -> Array:
    """Return the mean score of resampled users, paired by the seed."""
    return mean_draws(predicted, config.seed)


def judge(scores: Mapping[str, Scores], config: DictConfig) -> list[Candidate]:
    """Return a record for every candidate, best cross-validated score first.

    Differences are paired: both candidates are scored on the same resampled users.
    """
    order = sorted(scores, key=lambda name: scores[name].cv, reverse=GREATER_IS_BETTER)
    drawn = {name: draws(each.predicted, config) for name, each in scores.items()}

    def gap(name: str, other: str) -> Estimate | None:
        """Return by how much ``name`` is behind ``other``."""
        if name == other:
            return None
        value = behind(scores[name].cv, scores[other].cv)
        return interval(value, behind(drawn[name], drawn[other]))

    records = []
    for name in order:
        each, about, to_best = scores[name], config.candidates[name], gap(name, order[0])
        records.append(
            Candidate(
                key=name,
                **{key: about[key] for key in ("label", "family", "simplicity", "why")},
                cv=interval(each.cv, drawn[name]),
                folds=each.folds,
                fold_sd=float(np.std(each.folds, ddof=1)),
                train=each.train,
                to_best=to_best,
                to_baseline=gap(name, config.baseline),
                within_noise=to_best is None or to_best.low <= 0,
            )
        )
    return records


def pick(candidates: list[Candidate]) -> Pick:
    """Return the simplest candidate within noise of the best; ``candidates`` come best first."""
    chosen = min((c for c in candidates if c.within_noise), key=lambda c: c.simplicity)
    runner_up = next(c for c in candidates if c.key != chosen.key)
    return Pick(key=chosen.key, best=candidates[0].key, runner_up=runner_up.key, rule=RULE)


def compare(config: DictConfig) -> tuple[Comparison, dict[str, Scores]]:
    """Cross-validate every candidate, keep the fits for ``tune``, and pick one."""
    candidates = plain(config.candidates)
    jobs = {name: Job(name, candidates) for name in candidates}
    fits = fit_folds(list(jobs.values()), config, "compare", {})
    keep_fits(fits, config)
    scores = {name: collect(fits[job.key]) for name, job in jobs.items()}
    judged = judge(scores, config)
    return Comparison(baseline=config.baseline, candidates=judged, pick=pick(judged)), scores


def settings(space: dict[str, list[Any]], search: DictConfig, seed: int) -> list[dict[str, Any]]:
    """Return the settings to try: all of them, or a random sample without repetition.

    Args:
        space: The values of each parameter, in order.
        search: ``method`` (none, grid or random) and, for random, ``trials``.
        seed: Of the random sample.
    """
    if search.method == "none" or not space:
        return []
    if search.method == "grid" or len(ParameterGrid(space)) <= search.trials:
        return list(ParameterGrid(space))
    return list(ParameterSampler(space, search.trials, random_state=seed))


def tune(comparison: Comparison, config: DictConfig) -> Tuned:
    """Search around the candidate named in params.yaml, or else the pick, on the same folds.

    Tuned settings are kept only if the paired interval shows a gain: the best of many trials looks
    better than it is, so a gain within noise is no reason to leave the settings in conf/.
    """
    name = comparison.pick.key if config.model == "auto" else config.model
    job = Job(name, plain(config.candidates))
    space = job.candidates[name].get("space", {})
    asked = settings(space, config.search, config.seed)
    jobs = [Job(name, changed(name, job.candidates, params)) for params in asked]
    kept, *scores = cross_validate([job, *jobs], config, f"tune {name}", compared_before(config))
    ranked = sorted(scores, key=lambda each: each.cv, reverse=GREATER_IS_BETTER)
    best = ranked[0] if ranked else kept
    drawn = [draws(each.predicted, config) for each in (kept, best)]
    gain = interval(behind(kept.cv, best.cv), behind(*drawn))
    trials = [Trial(params=p, cv=each.cv) for p, each in zip(asked, scores, strict=True)]
    search = search_record(name, config.search.method, space, trials, kept.cv, (best.cv, gain))
    if search.kept == "tuned":
        kept = best
    cv = interval(kept.cv, draws(kept.predicted, config))
    return Tuned(
        name, kept_settings(job.candidates, search), kept.predicted, cv, kept.train, search
    )


def learning_curve(tuned: Tuned, config: DictConfig) -> list[CurvePoint]:
    """Return the score with a part of the training users; the last point is the full model."""
    jobs = [Job(tuned.name, tuned.candidates, share) for share in config.learning_curve]
    scores = cross_validate(jobs, config, "learning curve")
    parts = [CurvePoint(rows=each.rows, cv=each.cv, train=each.train) for each in scores]
    full = round(scores[-1].rows / config.learning_curve[-1])
    return [*parts, CurvePoint(rows=full, cv=tuned.cv.value, train=tuned.train)]
