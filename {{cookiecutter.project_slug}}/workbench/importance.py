"""Permutation importance by topic: shuffle the columns of one topic together, score again.

Columns that say nearly the same (garage cars, garage area) cover for each other when shuffled one
by one, so both look unimportant; a topic has no such cover.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .parallel import shown
from .records import Importance

__all__ = ["importance_of_topics"]

ROWS = (
    20_000  # at most in one prediction: shuffled copies go together, which saves most of the time
)
NOTHING = 1e-12  # of the score: what the order of a sum changes


def shuffled(table: pd.DataFrame, columns: Sequence[str], rng: np.random.Generator) -> pd.DataFrame:
    """Return the table with some columns in another order, moved together."""
    order = rng.permutation(len(table))
    moved = table.copy()
    for column in columns:
        moved[column] = table[column].to_numpy()[order]
    return moved


def importance_of_topics(
    predict: Callable[[pd.DataFrame], NDArray[Any]],
    error: Callable[[NDArray[Any]], float],
    table: pd.DataFrame,
    topics: Mapping[str, Sequence[str]],
    repeats: int,
    seed: int,
) -> list[Importance]:
    """Return how much worse the score gets for each topic, largest first.

    Args:
        predict: From rows to outcomes, each from its own row alone.
        error: The score of the outcomes of all rows, as an error: lower is better.
        table: Test rows, shape (n_rows, n_columns).
        topics: The columns of each topic; every column in exactly one.
        repeats: Shuffles of each topic.
        seed: Of the shuffles.

    Source:
        Breiman, Random Forests, Machine Learning 45 (2001), section 10.
    """
    rng, before = np.random.default_rng(seed), error(predict(table))
    copies = (shuffled(table, columns, rng) for columns in topics.values() for _ in range(repeats))
    errors: list[float] = []
    together = max(1, ROWS // len(table))
    blocks = iter(lambda: list(islice(copies, together)), [])
    for block in shown(blocks, "importance", -(-len(topics) * repeats // together)):
        rows = block[0] if len(block) == 1 else pd.concat(block, ignore_index=True)
        outcomes = predict(rows)
        errors += [error(part) for part in np.split(outcomes, len(block))]
    growth = np.reshape(errors, (len(topics), repeats)) - before
    growth[np.abs(growth) < NOTHING * abs(before)] = 0
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
