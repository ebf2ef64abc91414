"""Fit every job on every fold once: what two jobs have in common is not fitted again."""

import json
import time
from collections.abc import Callable, Sequence
from functools import lru_cache, reduce
from itertools import dropwhile, takewhile
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from hydra.errors import HydraException
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer

from .files import FOLDS, existing, plain, save_parquet
from .models import Candidates, Steps, estimator, refused
from .parallel import run_tasks
from .tuning import as_cells, from_cells

__all__ = ["Fits", "Fold", "Job", "Learner", "fit_once", "fitted_before", "keep_fits", "members"]

Rows = NDArray[np.int64]


class Job(NamedTuple):
    """What to fit on each fold; the defaults are the honest, full fit."""

    name: str
    candidates: Candidates
    share: float = 1.0
    drop: tuple[str, ...] = ()
    shuffle_target: bool = False

    @property
    def columns(self) -> str:
        """What conf/model/ says of the columns, as JSON."""
        return json.dumps(self.candidates[self.name]["columns"])

    @property
    def encoding(self) -> str:
        """What decides which rows and columns the estimator gets, as JSON."""
        return json.dumps([self.columns, self.share, self.drop, self.shuffle_target])

    @property
    def key(self) -> str:
        """What decides the outcome: of two jobs with the same key one is fitted."""
        return json.dumps([self.encoding, self.candidates[self.name]["estimator"]])


class Fold(NamedTuple):
    """One fitted fold: a prediction for each row, NaN for those that the fit was not asked for.

    A prediction is a number, or a row of them, as ``Learner.predict`` gives it.

    ``fit_rows`` are the numbers of the rows that it was fitted on; ``fit_s`` is in seconds,
    ``predict_ms`` in milliseconds a row; neither holds the steps that learn nothing.
    """

    predicted: NDArray[np.float64]
    fit_rows: NDArray[np.int64]
    fit_s: float = 0.0
    predict_ms: float = 0.0


class Learner(NamedTuple):
    """What a fit needs of the package: functions of modules, so that a worker can import them.

    Attributes:
        read: Returns the training table and its target.
        folds: From how many folds and the seed to the numbers of (training, validation) rows.
        steps: From a candidate's ``columns`` to the steps before its estimator. The first ones, as
            long as they are ``FunctionTransformer``, treat each row on its own: they are run once.
        finish: From an estimator to one that learns and predicts the target as it is read.
        predict: From a fitted model and rows to what is scored: a number for each row, or
            a row of numbers such as the probabilities of the classes.
    """

    read: Callable[[], tuple[pd.DataFrame, pd.Series]]
    folds: Callable[[int, int], list[tuple[Rows, Rows]]]
    steps: Steps
    finish: Callable[[BaseEstimator], BaseEstimator]
    predict: Callable[[BaseEstimator, Any], NDArray[np.float64]]


Fits = dict[str, list[Fold]]


class Encoded(NamedTuple):
    """One fold as estimators get it: ``X`` and ``y`` to fit on, ``unseen`` to predict.

    ``fit_rows`` and ``held`` are the numbers of their rows; encoding them took ``fit_s`` and
    ``predict_s`` seconds.
    """

    X: Any
    y: pd.Series
    unseen: Any
    fit_rows: Rows
    held: Rows
    fit_s: float
    predict_s: float


def learns_nothing(step: tuple[str, BaseEstimator]) -> bool:
    """Return whether a step does the same to a row whatever the other rows are."""
    return isinstance(step[1], FunctionTransformer)


@lru_cache(maxsize=4)
def row_by_row(learner: Learner, columns: str, drop: tuple[str, ...]) -> pd.DataFrame:
    """Return the training rows after the steps that learn nothing from them, once a process."""
    first = takewhile(learns_nothing, learner.steps(json.loads(columns)))
    table = learner.read()[0].drop(columns=list(drop))
    return reduce(lambda rows, step: step[1].transform(rows), first, table)


def encode(learner: Learner, job: Job, number: int, n_folds: int, seed: int) -> Encoded:
    """Return a fold encoded as a job wants it; the steps that learn are fitted without the fold."""
    fit_rows, held = learner.folds(n_folds, seed)[number]
    rng = np.random.default_rng([seed, number])
    fit_rows = np.sort(rng.permutation(fit_rows)[: round(job.share * len(fit_rows))])
    y = learner.read()[1].iloc[fit_rows]
    if job.shuffle_target:
        y = pd.Series(rng.permutation(y), index=y.index)
    table = row_by_row(learner, job.columns, job.drop)
    learning = dropwhile(learns_nothing, learner.steps(json.loads(job.columns)))
    encoder = Pipeline([*learning, ("end", "passthrough")])
    start = time.perf_counter()
    X = encoder.fit_transform(table.iloc[fit_rows], y)
    fitted = time.perf_counter()
    unseen = encoder.transform(table.iloc[held])
    return Encoded(X, y, unseen, fit_rows, held, fitted - start, time.perf_counter() - fitted)


def fit_one(learner: Learner, job: Job, part: Encoded) -> Fold:
    """Fit one job on an encoded fold; predict the rows held back and, to compare, those of the fit.

    Raises:
        ConfigError: The estimator refuses its settings.
    """
    start = time.perf_counter()
    try:
        model = learner.finish(estimator(job.name, job.candidates)).fit(part.X, part.y)
    except (ValueError, TypeError, HydraException) as error:
        raise refused(job.name, error) from error
    fitted = time.perf_counter()
    said = learner.predict(model, part.unseen)
    predicted = np.full((len(learner.read()[1]), *said.shape[1:]), np.nan)
    predicted[part.held] = said
    predict_s = time.perf_counter() - fitted + part.predict_s
    if not job.shuffle_target:
        predicted[part.fit_rows] = learner.predict(model, part.X)
    fit_s = fitted - start + part.fit_s
    return Fold(predicted, part.fit_rows, fit_s, predict_s / len(part.held) * 1000)


def fit_fold(
    learner: Learner, jobs: Sequence[Job], number: int, n_folds: int, seed: int
) -> list[Fold]:
    """Fit jobs that share an encoding without fold ``number``, whose rows are encoded once."""
    part = encode(learner, jobs[0], number, n_folds, seed)
    return [fit_one(learner, job, part) for job in jobs]


def members(job: Job) -> list[Job]:
    """Return the jobs that ``job`` is made of: itself, but for a blend."""
    names = job.candidates[job.name].get("members", [job.name])
    return [job._replace(name=name, candidates={name: job.candidates[name]}) for name in names]


def fit_once(
    learner: Learner, jobs: Sequence[Job], config: DictConfig, title: str, known: Fits
) -> Fits:
    """Return the folds of all that the jobs are made of, by key.

    Args:
        learner: What a fit needs of the package.
        jobs: What to fit; those of a blend are its members.
        config: The resolved configuration.
        title: What the progress bar says.
        known: Folds that were fitted before.
    """
    parts = {part.key: part for job in jobs for part in members(job) if part.key not in known}
    together: dict[str, list[Job]] = {}
    for part in parts.values():
        together.setdefault(part.encoding, []).append(part)
    tasks = [
        (learner, some, number, config.folds, config.seed)
        for number in range(config.folds)
        for some in together.values()
    ]
    fits = {**known, **{key: [] for key in parts}}
    done = run_tasks(fit_fold, tasks, config.compute, title, rows=len(learner.read()[1]))
    for (_, some, *_), folds in zip(tasks, done, strict=True):
        for part, fold in zip(some, folds, strict=True):
            fits[part.key].append(fold)
    return fits


def single(config: DictConfig) -> dict[str, str]:
    """Return the candidates that are no blend, each with its key."""
    candidates = plain(config.candidates)
    names = [name for name, each in candidates.items() if "members" not in each]
    return {name: Job(name, candidates).key for name in names}


def keep_fits(fits: Fits, config: DictConfig) -> None:
    """Write the predictions of each candidate for all rows in each fold, for ``fitted_before``."""
    kept = {
        f"{name}/{number}": as_cells(fold.predicted)
        for name, key in single(config).items()
        for number, fold in enumerate(fits[key])
    }
    save_parquet(FOLDS, pd.DataFrame(kept))


def fitted_before(config: DictConfig, fit_rows: Sequence[NDArray[np.int64]]) -> Fits:
    """Return the folds that ``keep_fits`` has written, by key.

    Args:
        config: The resolved configuration.
        fit_rows: The rows that each fold was fitted on.
    """
    kept = pd.read_parquet(existing(FOLDS, "compare"))
    return {
        key: [Fold(from_cells(kept[f"{name}/{n}"]), rows) for n, rows in enumerate(fit_rows)]
        for name, key in single(config).items()
    }
