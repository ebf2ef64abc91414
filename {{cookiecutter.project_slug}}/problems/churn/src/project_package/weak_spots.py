"""Where the model is weak: parts of the test set, its surest mistakes, and what it leans on."""

from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.importance import importance_of_topics
from workbench.records import Importance

from .data import KEY, read_table
from .evaluate import Evaluation
from .facts import Blanked, Case, Mistakes
from .metrics import headline
from .models import predict

SHOWN = 4  # mistakes of each kind
REPEATS = 5  # draws of the cells that are emptied


def ranges(values: pd.Series, edges: list[float], unit: str) -> pd.Series:
    """Return the range that each number falls into, as readable text in order."""
    sizes = [f"{edge:,.0f}" for edge in edges]
    between = [f"{low} to {high} {unit}" for low, high in pairwise(sizes)]
    labels = [f"up to {sizes[0]} {unit}", *between, f"above {sizes[-1]} {unit}"]
    return pd.cut(values, [-np.inf, *edges, np.inf], labels=labels)


def levels(values: pd.Series, how: DictConfig) -> pd.Series:
    """Return the level of each row as ordered categories.

    Args:
        values: One column of the table, without gaps.
        how: Its entry in conf/data/: ``cuts`` and ``unit`` for a number; ``names`` for codes.
    """
    if "cuts" in how:
        return ranges(values, list(how.cuts), how.unit)
    if "names" in how:
        return values.map(dict(how.names)).astype(pd.CategoricalDtype(list(how.names.values())))
    return values.astype("category")


def by_column(table: pd.DataFrame, columns: DictConfig) -> dict[str, pd.Series]:
    """Return, for each column that conf/data/ names, its label there and the level of each row."""
    return {how.label: levels(table[column], how) for column, how in columns.items()}


def mistakes(data: Evaluation) -> Mistakes:
    """Return the positives with the lowest probability and the negatives with the highest."""

    def cases(rows: NDArray[np.int64]) -> list[Case]:
        shown = data.test[list(data.config.data.shown)]
        return [
            Case(
                row=int(data.test[KEY].iloc[i]),
                said=float(data.probability[i]),
                facts=shown.iloc[i].to_dict(),
            )
            for i in rows[:SHOWN]
        ]

    order = np.argsort(data.probability, kind="stable")
    positive = data.actual[order] == 1
    return Mistakes(missed=cases(order[positive]), false_alarms=cases(order[~positive][::-1]))


def importance(data: Evaluation, model: BaseEstimator) -> list[Importance]:
    """Return what average precision loses when the columns of one topic are shuffled together."""

    def error(table: pd.DataFrame) -> float:
        return -headline(data.actual, predict(model, table))

    config = data.config
    return importance_of_topics(
        error, read_table(data.test), config.data.topics, config.importance_repeats, config.seed
    )


def blanked(data: Evaluation, model: BaseEstimator) -> Blanked:
    """Return the score when a share of the test cells is emptied, which training never saw."""
    table, share = read_table(data.test), data.config.blank_share
    rng = np.random.default_rng(data.config.seed)
    scores = [
        headline(data.actual, predict(model, table.mask(rng.random(table.shape) < share)))
        for _ in range(REPEATS)
    ]
    mean = float(np.mean(scores))
    return Blanked(
        share=share,
        average_precision=mean,
        sd=float(np.std(scores, ddof=1)),
        loss=headline(data.actual, data.probability) - mean,
    )
