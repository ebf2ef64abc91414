"""Permutation importance by topic: shuffle the columns of one topic together, score again.

Columns that say nearly the same (garage cars, garage area) cover for each other when shuffled one
by one, so both look unimportant; a topic has no such cover.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator

from .metrics import headline, worse_by
from .records import Importance
from .task import predict


def shuffled(table: pd.DataFrame, columns: Sequence[str], rng: np.random.Generator) -> pd.DataFrame:
    """Return the table with some columns moved, together, to other rows."""
    order = rng.permutation(len(table))
    return table.assign(**{column: table[column].to_numpy()[order] for column in columns})


def importance(
    model: BaseEstimator,
    table: pd.DataFrame,
    actual: pd.Series,
    topics: Mapping[str, Sequence[str]],
    repeats: int,
    seed: int,
) -> list[Importance]:
    """Return how much worse the headline metric gets for each topic, largest first.

    All shuffled copies are predicted in one call, which is much faster than one call each.

    Args:
        model: The fitted model.
        table: Test rows, shape (n_rows, n_columns).
        actual: Their true values, shape (n_rows,).
        topics: The columns of each topic; every column in exactly one.
        repeats: Shuffles of each topic.
        seed: Of the shuffles.

    Source:
        Breiman, Random Forests, Machine Learning 45 (2001), section 10.
    """
    rng = np.random.default_rng(seed)
    copies = [shuffled(table, list(each), rng) for each in topics.values() for _ in range(repeats)]
    predicted = predict(model, pd.concat(copies, ignore_index=True))
    before = headline(actual, predict(model, table))
    growth = np.array(
        [worse_by(headline(actual, part), before) for part in np.split(predicted, len(copies))]
    ).reshape(len(topics), repeats)
    found = [
        Importance(
            topic=topic,
            columns=list(columns),
            increase=float(each.mean()),
            sd=float(each.std(ddof=1)),
        )
        for (topic, columns), each in zip(topics.items(), growth, strict=True)
    ]
    return sorted(found, key=lambda each: -each.increase)
