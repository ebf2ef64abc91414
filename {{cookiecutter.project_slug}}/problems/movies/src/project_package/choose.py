"""Choose a model: validation by time, paired differences, one rule, then tuning.

The test set is not read here: it could not score a model that was chosen on it.
"""

import math
import time
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from hydra.errors import HydraException
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.model_selection import ParameterGrid, ParameterSampler

from workbench.files import TRAIN, existing, plain
from workbench.fits import Fits, Fold, Job, fit_once, fitted_before, keep_fits
from workbench.models import changed, kept_settings, refused
from workbench.records import Candidate, Comparison, CurvePoint, Estimate, Pick, Search, Trial
from workbench.statistics import interval

from .data import ITEM, RATING, USER, folds, requests
from .metrics import GREATER_IS_BETTER, headline, hits, mean_draws
from .models import build
from .recommender import LENGTH, Recommender, best

RULE = "the simplest candidate that the paired interval cannot tell from the best one"

Array = NDArray[np.float64]
Rows = NDArray[np.int64]


class Scores(NamedTuple):
    """All folds of one job: the mean score of each user that any fold asks for, and their means."""

    predicted: Array
    cv: float
    folds: list[float]
    train: float  # NaN where the fit was not asked for it
    fit_s: float
    predict_ms: float
    rows: int  # users that a fold was fitted on


class Tuned(NamedTuple):
    """The chosen model with the settings to go on with, and what the search found."""

    name: str
    candidates: dict[str, Any]
    predicted: Array
    cv: Estimate
    train: float
    search: Search


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
    return folds(training_table(), number, share)


def positions(rows: Rows) -> Rows:
    """Return the positions in ``users`` of those that rows of the training table are from."""
    return users().get_indexer(pd.Index(training_table()[USER].iloc[rows].unique()))


def rows_held(config: DictConfig) -> Rows:
    """Return how many rows of each user the folds hold back, for the users that have any."""
    held = [rows for _, rows in training_folds(config.folds, config.data.test_share)]
    counts = training_table()[USER].iloc[np.concatenate(held)].value_counts()
    return counts.sort_index().to_numpy()


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
        whole.append(best(scores, LENGTH))
        scores[seen] = -np.inf
        offered.append(best(scores, LENGTH))
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
        model = build(job.name, job.candidates).fit(taught.drop(columns=RATING), taught[RATING])
        fitted = time.perf_counter()
        offered, whole = both_lists(model, asked, known)
    except (ValueError, TypeError, HydraException) as error:
        raise refused(job.name, error) from error
    predict_s = time.perf_counter() - fitted
    outcome, place = np.full((2, len(users())), np.nan), users().get_indexer(pd.Index(asked[USER]))
    outcome[0, place] = headline(*hits(offered, asked[USER], held))
    if not job.shuffle_target:
        outcome[1, place] = headline(*hits(whole, asked[USER], known))
    learned = users().get_indexer(pd.Index(taught[USER].unique()))
    return Fold(outcome.ravel(), learned, fitted - start, predict_s / len(asked) * 1000)


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
    fit = partial(fit_fold, share=config.data.test_share)
    fits = fit_once(fit, jobs, config, title, known or {})
    return [collect(fits[job.key]) for job in jobs]


def compared_before(config: DictConfig) -> Fits:
    """Return the folds that ``compare`` has fitted, by the key of their job."""
    cuts = training_folds(config.folds, config.data.test_share)
    return fitted_before(config, [positions(rows) for rows, _ in cuts])


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
    order = sorted(scores, key=lambda name: behind(scores[name].cv, 0.0))
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
    chosen = min(
        (c for c in candidates if c.within_noise),
        key=lambda c: (c.simplicity, behind(c.cv.value, 0.0)),
    )
    runner_up = next(c for c in candidates if c.key != chosen.key)
    return Pick(key=chosen.key, best=candidates[0].key, runner_up=runner_up.key, rule=RULE)


def compare(config: DictConfig) -> tuple[Comparison, dict[str, Scores]]:
    """Cross-validate every candidate, keep the fits for ``tune``, and pick one."""
    candidates = plain(config.candidates)
    jobs = {name: Job(name, candidates) for name in candidates}
    fit = partial(fit_fold, share=config.data.test_share)
    fits = fit_once(fit, list(jobs.values()), config, "compare", {})
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


def edges(params: dict[str, Any], space: dict[str, list[Any]]) -> list[str]:
    """Return the parameters whose value is the first or last that could be tried."""
    return [
        name
        for name, value in params.items()
        if len(space[name]) > 2 and value in (space[name][0], space[name][-1])
    ]


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
    trials = [Trial(params=p, cv=each.cv) for p, each in zip(asked, scores, strict=True)]
    found: dict[str, Any] = {"size": 0, "default": kept.cv, "kept": "default", "edges": []}
    if trials:
        best = min(range(len(trials)), key=lambda i: behind(trials[i].cv, 0.0))
        drawn = [draws(each.predicted, config) for each in (kept, scores[best])]
        gain = interval(behind(kept.cv, scores[best].cv), behind(*drawn))
        found |= {"size": math.prod(len(values) for values in space.values()), "gain": gain}
        found |= {"best": trials[best], "edges": edges(asked[best], space)}
        if gain.low > 0:
            kept, found["kept"] = scores[best], "tuned"
    search = Search(model=name, method=config.search.method, trials=trials, **found)
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
