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
from .metrics import headline_error
from .models import build
from .parallel import run_tasks
from .task import folds, mean_prediction, read


class Job(NamedTuple):
    """What to fit on each fold; the defaults are the honest, full fit."""

    name: str
    candidates: Mapping[str, Any]
    share: float = 1.0
    drop: tuple[str, ...] = ()
    shuffle_target: bool = False
    training_error: bool = True  # it costs a prediction of all fitted rows; else it is NaN


class Fold(NamedTuple):
    """One fitted fold: predictions for its validation rows and for the rows it was fitted on."""

    rows: NDArray[np.int64]
    predicted: NDArray[np.float64]
    fit_target: NDArray[np.float64]
    fit_predicted: NDArray[np.float64]
    fit_s: float
    predict_ms: float


class Scores(NamedTuple):
    """All folds of one job: out-of-fold predictions, shape (n_rows,), and errors."""

    predicted: NDArray[np.float64]
    cv: float
    folds: list[float]
    train: float
    fit_s: float
    predict_ms: float


@lru_cache(maxsize=1)
def training_rows(n_folds: int, seed: int) -> tuple[pd.DataFrame, pd.Series, list[Any]]:
    """Read the training table and cut its folds, once a process."""
    table, target = read(TRAIN)
    return table, target, folds(target, n_folds, seed)


def fit_fold(job: Job, number: int, n_folds: int, seed: int) -> Fold:
    """Fit one job without fold ``number`` and predict that fold.

    Raises:
        ConfigError: The estimator refuses its settings.
    """
    table, target, cuts = training_rows(n_folds, seed)
    fit_rows, rows = cuts[number]
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
    predicted = model.predict(X.iloc[rows])
    per_row = (time.perf_counter() - fitted) / len(rows) * 1000
    fit_predicted = np.full(len(y), np.nan)
    if job.training_error:
        fit_predicted = model.predict(X.iloc[fit_rows])
    return Fold(rows, predicted, y.to_numpy(), fit_predicted, fitted - start, per_row)


def members(job: Job) -> list[Job]:
    """Return the jobs whose mean prediction is that of ``job``: itself, but for a blend."""
    names = job.candidates[job.name].get("members", [job.name])
    return [job._replace(name=name, candidates={name: job.candidates[name]}) for name in names]


def blend(parts: Sequence[Fold]) -> Fold:
    """Return the fold of the mean of models that were fitted on the same rows."""
    return parts[0]._replace(
        predicted=mean_prediction([part.predicted for part in parts]),
        fit_predicted=mean_prediction([part.fit_predicted for part in parts]),
        fit_s=sum(part.fit_s for part in parts),
        predict_ms=sum(part.predict_ms for part in parts),
    )


def collect(parts: Sequence[Fold], target: pd.Series) -> Scores:
    """Put the folds of one job together."""
    predicted = np.empty(len(target))
    for part in parts:
        predicted[part.rows] = part.predicted
    return Scores(
        predicted,
        headline_error(target, predicted),
        [headline_error(target.iloc[part.rows], part.predicted) for part in parts],
        float(np.mean([headline_error(part.fit_target, part.fit_predicted) for part in parts])),
        float(np.median([part.fit_s for part in parts])),
        float(np.median([part.predict_ms for part in parts])),
    )


def cross_validate(jobs: Sequence[Job], config: DictConfig, title: str) -> list[Scores]:
    """Return the scores of every job, all on the same folds, in the order of ``jobs``.

    The error of a job is that of its out-of-fold predictions taken together, so each row counts
    the same. A blend predicts the mean of its members, so a member is fitted once for all the
    blends and trials that have it with the same settings.
    """
    needed = {repr(part): part for job in jobs for part in members(job)}
    numbers = range(config.folds)
    tasks = [(part, n, config.folds, config.seed) for part in needed.values() for n in numbers]
    done = iter(run_tasks(fit_fold, tasks, config.compute, title))
    fitted = {key: [next(done) for _ in numbers] for key in needed}
    _, target, _ = training_rows(config.folds, config.seed)
    return [
        collect([blend([fitted[repr(m)][n] for m in members(job)]) for n in numbers], target)
        for job in jobs
    ]
