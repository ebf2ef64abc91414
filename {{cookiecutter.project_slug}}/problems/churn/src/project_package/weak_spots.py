"""Where the model is weak: parts of the test set, its surest mistakes, and what it leans on."""

from itertools import pairwise

import numpy as np
import pandas as pd
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


def levels(values: pd.Series, how: DictConfig) -> pd.Series:
    """Return the level of each row as ordered categories; a number is cut into readable ranges.

    Args:
        values: One column of the table, without gaps.
        how: Its entry in conf/data/: ``cuts`` and ``unit`` for a number; ``names`` for codes.
    """
    if "names" in how:
        return values.map(dict(how.names)).astype(pd.CategoricalDtype(list(how.names.values())))
    if "cuts" not in how:
        return values.astype("category")
    edges = [f"{edge:,.0f}" for edge in how.cuts]
    between = [f"{low} to {high} {how.unit}" for low, high in pairwise(edges)]
    labels = [f"up to {edges[0]} {how.unit}", *between, f"above {edges[-1]} {how.unit}"]
    return pd.cut(values, [-np.inf, *how.cuts, np.inf], labels=labels)


def by_column(table: pd.DataFrame, columns: DictConfig) -> dict[str, pd.Series]:
    """Return, for each column that conf/data/ names, its label there and the level of each row."""
    return {how.label: levels(table[column], how) for column, how in columns.items()}


def mistakes(data: Evaluation) -> Mistakes:
    """Return the positives with the lowest probability and the negatives with the highest."""

    def case(i: int) -> Case:
        shown = {str(column): data.test[column][i] for column in data.config.data.shown}
        return Case(row=int(data.test[KEY][i]), said=float(data.probability[i]), facts=shown)

    order = np.argsort(data.probability, kind="stable")
    positive = data.actual[order] == 1
    return Mistakes(
        missed=[case(i) for i in order[positive][:SHOWN]],
        false_alarms=[case(i) for i in order[~positive][::-1][:SHOWN]],
    )


def importance(data: Evaluation, model: BaseEstimator) -> list[Importance]:
    """Return what average precision loses when the columns of one topic are shuffled together."""
    config = data.config
    return importance_of_topics(
        lambda table: predict(model, table),
        lambda said: -headline(data.actual, said),
        read_table(data.test),
        config.data.topics,
        config.importance_repeats,
        config.seed,
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
