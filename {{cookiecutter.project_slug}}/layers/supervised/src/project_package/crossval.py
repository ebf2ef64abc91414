"""Cross-validation, one (model, fold) task at a time, on the same folds for everybody."""

import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from hydra.errors import HydraException
from numpy.typing import NDArray
from omegaconf import DictConfig

from .errors import ConfigError
from .files import TRAIN
from .metrics import headline, headline_draws
from .models import build
from .parallel import run_tasks
from .task import folds, mean_prediction, predict, read

OUTCOME = "prediction"  # of a row, out of fold: another metric can score it, too


class Job(NamedTuple):
    """What to fit on each fold; the defaults are the honest, full fit."""

    name: str
    candidates: Mapping[str, Any]
    share: float = 1.0
    drop: tuple[str, ...] = ()
    shuffle_target: bool = False
    training_error: bool = True  # it costs a prediction of all fitted rows


class Fold(NamedTuple):
    """One fitted fold: predictions for its validation rows and for the rows it was fitted on."""

    rows: NDArray[np.int64]
    predicted: NDArray[np.float64]
    fit_target: NDArray[np.float64]
    fit_predicted: NDArray[np.float64] | None
    fit_s: float
    predict_ms: float


class Scores(NamedTuple):
    """All folds of one job: its out-of-fold predictions, shape (n_rows,), and their scores."""

    outcomes: NDArray[np.float64]
    cv: float
    folds: list[float]
    train: float | None
    fit_s: float
    predict_ms: float
    rows: int  # that a fold was fitted on


@lru_cache(maxsize=1)
def training_table() -> tuple[pd.DataFrame, pd.Series]:
    """Read the training table, once a process."""
    return read(TRAIN)


@lru_cache(maxsize=1)
def training_folds(number: int, seed: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Cut the training table into folds, once a process."""
    return folds(*training_table(), number, seed)


def held_back(config: DictConfig) -> list[NDArray[np.int64]]:
    """Return the row numbers that each fold is scored on."""
    return [rows for _, rows in training_folds(config.folds, config.seed)]


def score(outcomes: NDArray[np.float64]) -> float:
    """Return the headline metric of out-of-fold predictions, shape (n_rows,)."""
    return headline(training_table()[1], outcomes)


def resampled(outcomes: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Return their headline metric on resampled rows, shape (RESAMPLES,); paired by the seed."""
    return headline_draws(training_table()[1], outcomes, seed)


def fit_fold(job: Job, number: int, n_folds: int, seed: int) -> Fold:
    """Fit one job without fold ``number`` and predict that fold.

    Raises:
        ConfigError: The estimator refuses its settings.
    """
    table, target = training_table()
    fit_rows, rows = training_folds(n_folds, seed)[number]
    rng = np.random.default_rng([seed, number])
    fit_rows = np.sort(rng.permutation(fit_rows)[: round(job.share * len(fit_rows))])
    X, y = table.drop(columns=list(job.drop)), target.iloc[fit_rows]
    if job.shuffle_target:
        y = pd.Series(rng.permutation(y), index=y.index)
    start = time.perf_counter()
    try:
        model = build(job.name, job.candidates).fit(X.iloc[fit_rows], y)
    except (ValueError, TypeError, HydraException) as error:
        cause = error.__cause__ if isinstance(error, HydraException) else None
        reason = str(cause or error).splitlines()[0]
        raise ConfigError(f"conf/model/{job.name}.yaml cannot be fitted: {reason}") from error
    fitted = time.perf_counter()
    predicted = predict(model, X.iloc[rows])
    per_row = (time.perf_counter() - fitted) / len(rows) * 1000
    fit_predicted = predict(model, X.iloc[fit_rows]) if job.training_error else None
    return Fold(rows, predicted, y.to_numpy(), fit_predicted, fitted - start, per_row)


def members(job: Job) -> list[Job]:
    """Return the jobs whose mean prediction is that of ``job``: itself, but for a blend."""
    names = job.candidates[job.name].get("members", [job.name])
    return [job._replace(name=name, candidates={name: job.candidates[name]}) for name in names]


def blend(parts: Sequence[Fold]) -> Fold:
    """Return the fold of the mean of models that were fitted on the same rows."""
    seen = [part.fit_predicted for part in parts if part.fit_predicted is not None]
    return parts[0]._replace(
        predicted=mean_prediction([part.predicted for part in parts]),
        fit_predicted=mean_prediction(seen) if len(seen) == len(parts) else None,
        fit_s=sum(part.fit_s for part in parts),
        predict_ms=sum(part.predict_ms for part in parts),
    )


def collect(parts: Sequence[Fold], target: pd.Series) -> Scores:
    """Put the folds of one job together."""
    predicted = np.empty(len(target))
    for part in parts:
        predicted[part.rows] = part.predicted
    training = [
        headline(part.fit_target, part.fit_predicted)
        for part in parts
        if part.fit_predicted is not None
    ]
    return Scores(
        predicted,
        headline(target, predicted),
        [headline(target.iloc[part.rows], part.predicted) for part in parts],
        float(np.mean(training)) if training else None,
        float(np.median([part.fit_s for part in parts])),
        float(np.median([part.predict_ms for part in parts])),
        round(np.mean([len(part.fit_target) for part in parts])),
    )


def cross_validate(jobs: Sequence[Job], config: DictConfig, title: str) -> list[Scores]:
    """Return the scores of every job, all on the same folds, in the order of ``jobs``.

    The score of a job is that of its out-of-fold predictions taken together, so each row counts
    the same. A blend predicts the mean of its members, so a member is fitted once for all the
    blends and trials that have it with the same settings.
    """
    needed = {repr(part): part for job in jobs for part in members(job)}
    numbers = range(config.folds)
    tasks = [(part, n, config.folds, config.seed) for part in needed.values() for n in numbers]
    done = iter(run_tasks(fit_fold, tasks, config.compute, title))
    fitted = {key: [next(done) for _ in numbers] for key in needed}
    target = training_table()[1]
    return [
        collect([blend([fitted[repr(m)][n] for m in members(job)]) for n in numbers], target)
        for job in jobs
    ]
