"""Permutation importance by topic: shuffle the columns of one topic together, score again.

Columns that say nearly the same (garage cars, garage area) cover for each other when shuffled one
by one, so both look unimportant; a topic has no such cover.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from .records import Importance

__all__ = ["importance_of_topics"]


def importance_of_topics(
    error: Callable[[pd.DataFrame], float],
    table: pd.DataFrame,
    topics: Mapping[str, Sequence[str]],
    repeats: int,
    seed: int,
) -> list[Importance]:
    """Return how much worse the score gets for each topic, largest first.

    Args:
        error: The score of a table, as an error: lower is better.
        table: Test rows, shape (n_rows, n_columns).
        topics: The columns of each topic; every column in exactly one.
        repeats: Shuffles of each topic.
        seed: Of the shuffles.

    Source:
        Breiman, Random Forests, Machine Learning 45 (2001), section 10.
    """
    rng, before, found = np.random.default_rng(seed), error(table), []
    for topic, columns in topics.items():
        growth = np.empty(repeats)
        for number in range(repeats):
            order = rng.permutation(len(table))
            moved = {column: table[column].to_numpy()[order] for column in columns}
            growth[number] = error(table.assign(**moved)) - before
        found.append(
            Importance(
                topic=topic,
                columns=list(columns),
                increase=float(growth.mean()),
                sd=float(growth.std(ddof=1)),
            )
        )
    return sorted(found, key=lambda each: -each.increase)
