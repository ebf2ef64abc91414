"""Where the model is weak: parts of the test set, its worst single rows, and what it leans on."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.importance import importance_of_topics
from workbench.own.slices import ways_to_cut
from workbench.records import Importance
from workbench.slices import parts

from .data import ROW, TARGET, read_table, told
from .facts import AmountSlice, Errors, Worst
from .metrics import METRICS, headline, with_interval
from .models import predict

WORST = 5

Array = NDArray[np.float64]


def slices(
    tables: tuple[pd.DataFrame, pd.DataFrame],
    leaned_on: list[Importance],
    predicted: Array,
    least: int,
    seed: int,
) -> list[AmountSlice]:
    """Return the error on each part of the test set that is large enough, worst first.

    Args:
        tables: Training and test rows; the bands of a number are quartiles of training.
        leaned_on: The columns by importance: the strongest ones cut the test set.
        predicted: Of the test rows.
        least: Rows that a part needs.
        seed: Of the intervals.
    """
    train, test = (read_table(each) for each in tables)
    columns = [each.topic for each in leaned_on]
    actual, found = tables[1][TARGET].to_numpy(), []
    for part in parts(ways_to_cut(train[columns], test[columns], least), least):
        y, y_hat = actual[part.rows], predicted[part.rows]
        found.append(
            AmountSlice(
                **part.named,
                score=with_interval(headline, y, y_hat, seed),
                bias=METRICS["bias"](y, y_hat),
            )
        )
    return sorted(found, key=lambda each: -each.score.value)


def on_scale(amounts: Array) -> Array:
    """Return amounts on the scale of the headline."""
    return np.log(amounts) if told()["metric"] == "rmse_log" else amounts


def worst_cases(test: pd.DataFrame, predicted: Array) -> Errors:
    """Return how much of the squared error a few rows carry, and which rows of the file these are.

    Their values stay with the author, who can look them up by the number.
    """
    actual = test[TARGET].to_numpy()
    squared = (on_scale(predicted) - on_scale(actual)) ** 2
    top = np.argsort(-squared, kind="stable")[:WORST]
    worst = [
        Worst(row=int(test[ROW].iloc[i]) + 1, error=float(f"{predicted[i] - actual[i]:.2g}"))
        for i in top
    ]
    total = float(squared.sum())
    share = float(squared[top].sum()) / total if total else 0.0
    return Errors(top=len(top), top_share=share, worst=worst)


def importance(model: BaseEstimator, test: pd.DataFrame, config: DictConfig) -> list[Importance]:
    """Return by how much the error grows when one column is shuffled, largest first."""
    table = read_table(test).reset_index(drop=True)
    return importance_of_topics(
        lambda rows: predict(model, rows),
        lambda predicted: float(headline(test[TARGET], predicted)),
        table,
        {str(name): [str(name)] for name in table},
        config.importance_repeats,
        config.seed,
    )
