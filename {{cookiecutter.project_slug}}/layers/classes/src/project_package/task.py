"""What only classes have: calibration and decisions of two, the confusion of several.

A threshold is chosen only if conf/data/own.yaml says what an error costs, on out-of-fold
probabilities of the training rows.
"""

from typing import Any

import numpy as np
import pandas as pd
from omegaconf import DictConfig

from workbench.classification.calibration import calibration
from workbench.classification.decisions import decisions
from workbench.classification.lift import lift
from workbench.classification.records import Worth
from workbench.statistics import proportion

from . import metrics
from .data import ROW, TARGET, told
from .facts import GREATER_IS_BETTER, NAMES, OfClass
from .metrics import Array, Classes, Payoff, cells, f1_of

WORST = 5
HALF = 0.5  # the threshold where nobody has said what an error costs


def per_class(actual: Classes, predicted: Array, names: list[str]) -> list[OfClass]:
    """Return precision, recall and F1 of each of several classes, of which the likeliest counts."""
    number = len(names)
    confusion = cells(actual, predicted).sum(axis=0).reshape(number, number)
    return [
        OfClass(
            name=name,
            rows=int(confusion[i].sum()),
            predicted=int(confusion[:, i].sum()),
            precision=proportion(confusion[i, i], confusion[:, i].sum()),
            recall=proportion(confusion[i, i], confusion[i].sum()),
            f1=float(f1_of(confusion)[i]),
        )
        for i, name in enumerate(names)
    ]


def worst_rows(test: pd.DataFrame, predicted: Array) -> list[int]:
    """Return which rows of the file got the lowest probability of their true class.

    Their values stay with the author, who can look them up by the number.
    """
    losses = metrics.log_losses(test[TARGET].to_numpy(int), predicted)
    order = np.argsort(-losses, kind="stable")[:WORST]
    return [int(row) + 1 for row in test[ROW].iloc[order]]


def of_two(
    actual: Classes, probability: Array, known: Classes, out_of_fold: Array, config: DictConfig
) -> dict[str, Any]:
    """Return what only two classes have: calibration, lift and, with payoffs, decisions."""
    found: dict[str, Any] = {"lift": lift(actual, probability, config.lift_share, config.seed)}
    cut = HALF
    if worth := config.data.get("payoff"):
        payoff = Payoff(*(float(worth[name]) for name in Payoff._fields))
        cut = payoff.best_threshold(known, out_of_fold)
        found["worth"] = Worth(**payoff._asdict(), unit=worth.unit)
        found["decisions"] = decisions(actual, probability, cut, payoff, config.seed)
    found["calibration"] = calibration(actual, probability, probability >= cut, config.seed)
    return found


def of_several(actual: Classes, predicted: Array, names: list[str]) -> dict[str, Any]:
    """Return what only several classes have: each class, and which is taken for which."""
    number = len(names)
    confusion = cells(actual, predicted).sum(axis=0).reshape(number, number)
    return {
        "per_class": per_class(actual, predicted, names),
        "confusion": confusion.astype(int).tolist(),
    }


def special(
    config: DictConfig,
    tables: tuple[pd.DataFrame, pd.DataFrame],
    predicted: Array,
    out_of_fold: Array,
) -> dict[str, Any]:
    """Return the facts that only classes have.

    Args:
        config: The resolved configuration.
        tables: Training and test rows.
        predicted: What the chosen model says of the test rows.
        out_of_fold: Predictions of the training rows by models not fitted on them.
    """
    known, actual = (each[TARGET].to_numpy(int) for each in tables)
    names = told()["classes"]
    found = {
        "metric_name": NAMES[told()["metric"]],
        "better": "higher" if GREATER_IS_BETTER else "lower",
        "classes": names,
        "shares": [float(np.mean(known == number)) for number in range(len(names))],
        "slice_metric": "accuracy" if metrics.several() else "ROC AUC",
        "worst_rows": worst_rows(tables[1], predicted),
    }
    if metrics.several():
        return {**found, **of_several(actual, predicted, names)}
    return {**found, **of_two(actual, predicted, known, out_of_fold, config)}
