"""Where the model is weak: parts of the test set, its worst single cases, and what it leans on."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.importance import importance_of_topics
from workbench.records import Importance
from workbench.slices import parts

from .data import NAME, TARGET, groups
from .facts import Part, WorstCase
from .features import seen
from .metrics import headline, with_interval
from .models import predict

WORST = 3


def slices(test: pd.DataFrame, predicted: NDArray[np.float64], least: int, seed: int) -> list[Part]:
    """Return the error on each part with at least ``least`` rows, worst first.

    Raises:
        ConfigError: A way to cut has no part with so many rows.
    """
    actual, found = test[TARGET].to_numpy(), []
    for part in parts(groups(test), least):
        score = with_interval(headline, actual[part.rows], predicted[part.rows], seed)
        found.append(Part(**part.named, score=score))
    return sorted(found, key=lambda each: -each.score.value)


def worst_cases(test: pd.DataFrame, predicted: NDArray[np.float64]) -> list[WorstCase]:
    """Return the rows with the largest errors."""
    order = np.argsort(-np.abs(predicted - test[TARGET].to_numpy()), kind="stable")[:WORST]
    return [
        WorstCase(name=row[NAME], actual=float(row[TARGET]), predicted=float(predicted[i]))
        for i, (_, row) in zip(order, test.iloc[order].iterrows(), strict=True)
    ]


def importance(model: BaseEstimator, test: pd.DataFrame, config: DictConfig) -> list[Importance]:
    """Return by how much the error grows when one column is shuffled, largest first."""
    table = seen(test)
    return importance_of_topics(
        lambda rows: predict(model, rows),
        lambda predicted: float(headline(test[TARGET], predicted)),
        table,
        {str(name): [str(name)] for name in table},
        config.importance_repeats,
        config.seed,
    )
