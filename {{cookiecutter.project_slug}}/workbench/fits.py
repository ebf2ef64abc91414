"""Fit every job on every fold once: what two jobs have in common is not fitted again."""

import json
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from .files import FOLDS, existing, plain, save_parquet
from .models import Candidates
from .parallel import run_tasks

__all__ = ["Fits", "Fold", "Job", "fit_once", "fitted_before", "keep_fits", "members"]


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

    ``fit_rows`` are the numbers of the rows that it was fitted on; ``fit_s`` is in seconds,
    ``predict_ms`` in milliseconds a row; neither holds the steps that learn nothing.
    """

    predicted: NDArray[np.float64]
    fit_rows: NDArray[np.int64]
    fit_s: float = 0.0
    predict_ms: float = 0.0


Fits = dict[str, list[Fold]]
FitFold = Callable[[list[Job], int, int, int], list[Fold]]


def members(job: Job) -> list[Job]:
    """Return the jobs that ``job`` is made of: itself, but for a blend."""
    names = job.candidates[job.name].get("members", [job.name])
    return [job._replace(name=name, candidates={name: job.candidates[name]}) for name in names]


def fit_once(
    fit_fold: FitFold, jobs: Sequence[Job], config: DictConfig, title: str, known: Fits
) -> Fits:
    """Return the folds of all that the jobs are made of, by key.

    Args:
        fit_fold: A function of a module, of jobs that share an encoding, the number of a fold, how
            many folds there are, and the seed.
        jobs: What to fit; those of a blend are its members.
        config: The resolved configuration.
        title: What the progress bar says.
        known: Folds that were fitted before.
    """
    parts = {part.key: part for job in jobs for part in members(job) if part.key not in known}
    together: dict[str, list[Job]] = {}
    for part in parts.values():
        together.setdefault(part.encoding, []).append(part)
    numbers, fits = range(config.folds), dict(known)
    tasks = [(some, n, config.folds, config.seed) for n in numbers for some in together.values()]
    for (some, *_), folds in zip(
        tasks, run_tasks(fit_fold, tasks, config.compute, title), strict=True
    ):
        for part, fold in zip(some, folds, strict=True):
            fits.setdefault(part.key, []).append(fold)
    return fits


def single(config: DictConfig) -> dict[str, str]:
    """Return the candidates that are no blend, each with its key."""
    candidates = plain(config.candidates)
    names = [name for name, each in candidates.items() if "members" not in each]
    return {name: Job(name, candidates).key for name in names}


def keep_fits(fits: Fits, config: DictConfig) -> None:
    """Write the predictions of each candidate for all rows in each fold, for ``fitted_before``."""
    kept = {
        f"{name}/{number}": fold.predicted
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
        key: [Fold(kept[f"{name}/{n}"].to_numpy(), rows) for n, rows in enumerate(fit_rows)]
        for name, key in single(config).items()
    }
