"""What only an amount has: how far off a prediction may be, and which rows are worst."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from workbench.statistics import proportion

from .data import ROW, TARGET, told
from .facts import NAMES, Bin, Errors, Range, Worst
from .models import reach

WORST = 5
LEAST_IN_BIN = 10  # rows: a mean of fewer would say too much of one
BINS = 10

Array = NDArray[np.float64]


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


def range_around(
    known: Array, out_of_fold: Array, tests: tuple[Array, Array], level: float
) -> Range:
    """Return the range around a prediction, and the share of test rows for which it held.

    Args:
        known: Targets of the training rows.
        out_of_fold: Their predictions by models not fitted on them.
        tests: Targets of the test rows, and their predictions.
        level: Share of the rows that the range should hold for.
    """
    factor = told()["metric"] == "rmse_log"
    far = reach(on_scale(known), on_scale(out_of_fold), level)
    actual, predicted = (on_scale(each) for each in tests)
    inside = int((np.abs(actual - predicted) <= far).sum())
    return Range(
        level=level,
        reach=float(np.exp(far)) if factor else far,
        factor=factor,
        held=proportion(inside, len(actual)),
    )


def bins(actual: Array, predicted: Array) -> list[Bin]:
    """Return the means of predicted and observed in equally large bins by the prediction."""
    number = max(1, min(BINS, len(actual) // LEAST_IN_BIN))
    order = np.argsort(predicted, kind="stable")
    return [
        Bin(rows=len(rows), predicted=predicted[rows].mean(), observed=actual[rows].mean())
        for rows in np.array_split(order, number)
    ]


def special(
    config: DictConfig,
    tables: tuple[pd.DataFrame, pd.DataFrame],
    predicted: Array,
    out_of_fold: Array,
) -> dict[str, Any]:
    """Return the facts that only an amount has.

    Args:
        config: The resolved configuration.
        tables: Training and test rows.
        predicted: What the chosen model says of the test rows.
        out_of_fold: Predictions of the training rows by models not fitted on them.
    """
    known, actual = (each[TARGET].to_numpy() for each in tables)
    return {
        "metric_name": NAMES[told()["metric"]].format(config.data.target),
        "errors": worst_cases(tables[1], predicted),
        "prediction_range": range_around(
            known, out_of_fold, (actual, predicted), config.range_level
        ),
        "bins": bins(actual, predicted),
        "median_target": float(np.median(known)),
    }
