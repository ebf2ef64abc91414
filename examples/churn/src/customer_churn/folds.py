"""How a model is scored without the test set: the same folds for all, each row predicted unseen."""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from workbench.files import TRAIN, existing
from workbench.fits import Fits, Fold, Job, Learner, fit_once, fitted_before, members
from workbench.tuning import Scores

from .data import folds, read
from .features import steps
from .metrics import headline, headline_draws
from .models import finish, mean_prediction, predict

Array = NDArray[np.float64]
Rows = NDArray[np.int64]


@cache
def training_data() -> tuple[pd.DataFrame, pd.Series]:
    """Read the training table, once a process."""
    return read(existing(TRAIN, "prepare"))


@cache
def training_folds(number: int, seed: int) -> list[tuple[Rows, Rows]]:
    """Cut the training table into folds, once a process."""
    return folds(*training_data(), number, seed)


def held_back(config: DictConfig) -> Rows:
    """Return the number of the fold that each training row is held back in, shape (n_rows,)."""
    found = np.empty(len(training_data()[1]), int)
    for number, (_, rows) in enumerate(training_folds(config.folds, config.seed)):
        found[rows] = number
    return found


LEARNER = Learner(training_data, training_folds, steps, finish, predict)


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
    target = training_data()[1]
    held = [rows for _, rows in training_folds(config.folds, config.seed)]
    of_members = [fits[member.key] for member in members(job)]
    parts = [blend(each) for each in zip(*of_members, strict=True)]
    predicted = np.empty(parts[0].predicted.shape)
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


def fit_folds(jobs: Sequence[Job], config: DictConfig, title: str, known: Fits) -> Fits:
    """Return the folds of all that the jobs are made of, by key; none is fitted twice."""
    return fit_once(LEARNER, jobs, config, title, known)


def compared_before(config: DictConfig) -> Fits:
    """Return the folds that ``compare`` has fitted, by the key of their job."""
    return fitted_before(config, [rows for rows, _ in training_folds(config.folds, config.seed)])


def draws(predicted: Array, config: DictConfig) -> Array:
    """Return the headline metric of out-of-fold predictions on resampled rows, paired by seed."""
    return headline_draws(training_data()[1], predicted, config.seed)
