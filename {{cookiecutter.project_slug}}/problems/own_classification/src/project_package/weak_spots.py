"""Where the model is weak: parts of the test set, its worst single rows, and what it leans on."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.importance import importance_of_topics
from workbench.own.classes import ClassSlice
from workbench.own.form import form_of
from workbench.own.slices import ways_to_cut
from workbench.records import Importance
from workbench.slices import parts

from .data import ROW, TARGET, read_table
from .metrics import Array, apart, headline
from .models import predict

WORST = 5


def slices(
    tables: tuple[pd.DataFrame, pd.DataFrame],
    leaned_on: list[Importance],
    predicted: Array,
    least: int,
    seed: int,
) -> list[ClassSlice]:
    """Return how well each part of the test set is told apart that is large enough, worst first.

    Args:
        tables: Training and test rows; the bands of a number are quartiles of training.
        leaned_on: The columns by importance: the strongest ones cut the test set.
        predicted: Of the test rows.
        least: Rows that a part needs.
        seed: Of the intervals.
    """
    train, test = (read_table(each) for each in tables)
    columns, actual = [each.topic for each in leaned_on], tables[1][TARGET].to_numpy(int)
    cuts = [ways_to_cut(train[columns], test[columns], least), ways_to_cut(train[[]], test[[]], 1)]
    for ways in cuts:
        found = [
            ClassSlice(**part.named, score=score)
            for part in parts(ways, least if ways is cuts[0] else 1)
            if (score := apart(actual[part.rows], predicted[part.rows], seed))
        ]
        if found:
            break
    return sorted(found, key=lambda each: each.score.value)


def worst_rows(model: BaseEstimator, test: pd.DataFrame) -> list[int]:
    """Return which rows of the file got the lowest probability of their true class.

    Their values stay with the author, who can look them up by the number.
    """
    probabilities = model.predict_proba(read_table(test))
    given = probabilities[np.arange(len(test)), test[TARGET].to_numpy(int)]
    order = np.argsort(given, kind="stable")[:WORST]
    return [int(row) + 1 for row in test[ROW].iloc[order]]


def importance(model: BaseEstimator, test: pd.DataFrame, config: DictConfig) -> list[Importance]:
    """Return by how much the score falls when one column is shuffled, largest first."""
    table = read_table(test).reset_index(drop=True)

    def loss(predicted: NDArray[np.float64]) -> float:
        return -headline(test[TARGET], predicted)

    return importance_of_topics(
        lambda rows: predict(model, rows),
        loss,
        table,
        {str(name): [str(name)] for name in table},
        config.importance_repeats,
        config.seed,
    )


def weak_spots(
    model: BaseEstimator,
    tables: tuple[pd.DataFrame, pd.DataFrame],
    predicted: Array,
    config: DictConfig,
) -> dict[str, Any]:
    """Return what the facts say of it, by field.

    Args:
        model: The chosen one.
        tables: Training and test rows.
        predicted: Of the test rows.
        config: The resolved configuration.
    """
    train, test = tables
    leaned_on = importance(model, test, config)
    by_part = slices(tables, leaned_on, predicted, config.slice_min_rows, config.seed)
    return {
        "slices": by_part,
        "worst_slice": by_part[0],
        "importance": leaned_on,
        "form": form_of(read_table(train)),
        "worst_rows": worst_rows(model, test),
    }
