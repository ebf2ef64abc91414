"""Is the score too good? Fits that should fail, and columns that may say too much."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.records import Check
from workbench.tuning import Tuned

from .folds import training_data, training_folds
from .metrics import roc_auc
from .models import RateByColumn, build, predict

MOST_WHEN_SHUFFLED = 0.55  # ROC AUC: above, rows leak into each other
MOST_FROM_ONE = 0.9  # of what the model has above one half: above, one column is the answer


def auc(make: Callable[[], BaseEstimator], target: pd.Series, config: DictConfig) -> float:
    """Return the out-of-fold ROC AUC of a model on raw rows, fitted to and scored on ``target``."""
    table, predicted = training_data()[0], np.empty(len(target))
    for fit_rows, rows in training_folds(config.folds, config.seed):
        model = make().fit(table.iloc[fit_rows], target.iloc[fit_rows])
        predicted[rows] = predict(model, table.iloc[rows])
    return roc_auc(target, predicted)


def checks(tuned: Tuned, config: DictConfig) -> list[Check]:
    """Return one record a check, from cross-validation on the training rows.

    The shuffled classes are both learned and scored: against the true ones a model that learned
    noise may score anything, because all columns lean one way or the other.
    """
    table, target = training_data()
    whole = roc_auc(target, tuned.predicted)
    alone = {name: auc(partial(RateByColumn, name), target, config) for name in map(str, table)}
    strongest = max(alone, key=lambda column: alone[column])
    shuffled = pd.Series(np.random.default_rng(config.seed).permutation(target))
    model = partial(build, tuned.name, tuned.candidates)
    return [
        Check.below(
            MOST_WHEN_SHUFFLED,
            "shuffled target",
            "Does the pipeline score above chance when the classes are shuffled?",
            "ROC AUC with shuffled classes (random: 0.5)",
            auc(model, shuffled, config),
        ),
        Check.below(
            MOST_FROM_ONE,
            "one column",
            "Does a single column nearly give the answer away?",
            f"share of the model's AUC gain over random from {strongest} alone",
            (alone[strongest] - 0.5) / (whole - 0.5),
        ),
        Check.below(
            config.data.too_good,
            "too good",
            "Is the score suspiciously good for this table?",
            "cross-validated ROC AUC",
            whole,
        ),
    ]
