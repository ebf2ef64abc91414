"""Choose a model: the same folds for all, paired differences, one rule, then tuning.

The test set is not read here: it could not score a model that was chosen on it.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.model_selection import ParameterGrid, ParameterSampler

from workbench.files import TRAIN, existing, plain
from workbench.fits import Fits, Fold, Job, Learner, fit_once, fitted_before, keep_fits, members
from workbench.models import changed, kept_settings
from workbench.records import Candidate, Comparison, CurvePoint, Estimate, Pick, Trial
from workbench.statistics import interval
from workbench.tuning import Scores, Tuned, search_record

from .data import folds, read
from .features import steps
from .metrics import GREATER_IS_BETTER, headline, headline_draws
from .models import finish, mean_prediction, predict

RULE = "the simplest candidate that the paired interval cannot tell from the best one"

Array = NDArray[np.float64]
Rows = NDArray[np.int64]


@cache
def training_table() -> tuple[pd.DataFrame, pd.Series]:
    """Read the training table, once a process."""
    return read(existing(TRAIN, "prepare"))


@cache
def training_folds(number: int, seed: int) -> list[tuple[Rows, Rows]]:
    """Cut the training table into folds, once a process."""
    return folds(*training_table(), number, seed)


def fold_numbers(config: DictConfig) -> Rows:
    """Return the number of the fold that each training row is held back in, shape (n_rows,)."""
    found = np.empty(len(training_table()[1]), int)
    for number, (_, rows) in enumerate(training_folds(config.folds, config.seed)):
        found[rows] = number
    return found


LEARNER = Learner(training_table, training_folds, steps, finish, predict)


def blend(parts: Sequence[Fold]) -> Fold:
    """Return the fold of the mean of models that were fitted on the same rows."""
    return parts[0]._replace(
        predicted=mean_prediction([part.predicted for part in parts]),
        fit_s=sum(part.fit_s for part in parts),
        predict_ms=sum(part.predict_ms for part in parts),
    )


def scores_of(job: Job, fits: Fits, config: DictConfig) -> Scores:
    """Return the scores of a job whose folds are fitted; a blend predicts its members' mean.

    ``cv`` is of the out-of-fold predictions taken together, so each row counts the same.
    """
    target = training_table()[1]
    held = [rows for _, rows in training_folds(config.folds, config.seed)]
    of_members = [fits[member.key] for member in members(job)]
    parts = [blend(each) for each in zip(*of_members, strict=True)]
    predicted = np.empty(len(target))
    for part, rows in zip(parts, held, strict=True):
        predicted[rows] = part.predicted[rows]

    def score(part: Fold, rows: Rows) -> float:
        known = part.predicted[rows]
        return math.nan if np.isnan(known).any() else headline(target.iloc[rows], known)

    return Scores(
        predicted,
        headline(target, predicted),
        [score(part, rows) for part, rows in zip(parts, held, strict=True)],
        float(np.mean([score(part, part.fit_rows) for part in parts])),
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
    fits = fit_once(LEARNER, jobs, config, title, known or {})
    return [scores_of(job, fits, config) for job in jobs]


def behind(ours: Any, theirs: Any) -> Any:
    """Return how far one score is behind another, numbers or arrays; above zero: it is worse."""
    return theirs - ours if GREATER_IS_BETTER else ours - theirs


def draws(predicted: Array, config: DictConfig) -> Array:
    """Return the headline metric of out-of-fold predictions on resampled rows, paired by seed."""
    return headline_draws(training_table()[1], predicted, config.seed)


def judge(scores: Mapping[str, Scores], config: DictConfig) -> list[Candidate]:
    """Return a record for every candidate, best cross-validated score first.

    Differences are paired: both candidates are scored on the same resampled rows.
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
    fits = fit_once(LEARNER, list(jobs.values()), config, "compare", {})
    keep_fits(fits, config)
    scores = {name: scores_of(job, fits, config) for name, job in jobs.items()}
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
    known = fitted_before(config, [rows for rows, _ in training_folds(config.folds, config.seed)])
    space = job.candidates[name].get("space", {})
    asked = settings(space, config.search, config.seed)
    jobs = [Job(name, changed(name, job.candidates, params)) for params in asked]
    kept, *scores = cross_validate([job, *jobs], config, f"tune {name}", known)
    ranked = sorted(scores, key=lambda each: each.cv, reverse=GREATER_IS_BETTER)
    best = ranked[0] if ranked else kept
    drawn = [draws(each.predicted, config) for each in (kept, best)]
    gain = interval(behind(kept.cv, best.cv), behind(*drawn))
    trials = [Trial(params=p, cv=each.cv) for p, each in zip(asked, scores, strict=True)]
    search = search_record(name, config.search.method, space, trials, kept.cv, (best.cv, gain))
    if search.kept == "tuned":
        kept = best
    cv = interval(kept.cv, draws(kept.predicted, config))
    after = kept_settings(job.candidates, search)
    return Tuned(name, after, kept.predicted, cv, kept.train, search)


def learning_curve(tuned: Tuned, config: DictConfig) -> list[CurvePoint]:
    """Return the score with a part of the training rows; the last point is the full model."""
    jobs = [Job(tuned.name, tuned.candidates, share) for share in config.learning_curve]
    scores = cross_validate(jobs, config, "learning curve")
    parts = [CurvePoint(rows=each.rows, cv=each.cv, train=each.train) for each in scores]
    full = round(scores[-1].rows / config.learning_curve[-1])
    return [*parts, CurvePoint(rows=full, cv=tuned.cv.value, train=tuned.train)]
