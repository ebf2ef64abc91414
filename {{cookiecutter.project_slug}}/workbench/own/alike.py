"""Columns that say nearly the same, which cover for each other when only one is shuffled."""

from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["alike"]

SAME_ORDER = 0.95  # rank correlation of two columns of numbers, whatever its sign
SAME_LEVELS = 0.9  # of the information in the column that has more of it
MOST_LEVELS = 50  # of a column that is compared by its levels
MOST_ROWS = 5000  # looked at
NAMED, WIDE = 2, 30  # columns in the name of a group, and letters that they may take


def same_order(numbers: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which pairs of columns of numbers order the rows alike; a gap is in the middle."""
    ranks = numbers.astype(float).rank()
    ranks = ranks.fillna(ranks.mean()).fillna(0)
    with np.errstate(divide="ignore", invalid="ignore"):  # a column with one value
        found = np.corrcoef(ranks.to_numpy(), rowvar=False)
    return np.abs(np.atleast_2d(np.nan_to_num(found))) >= SAME_ORDER


def entropy(counts: NDArray[np.int64]) -> float:
    """Return the entropy of counts, in nats."""
    shares = counts[counts > 0] / counts.sum()
    return float(-(shares * np.log(shares)).sum())


def same_levels(one: NDArray[np.int64], other: NDArray[np.int64]) -> bool:
    """Return whether two columns of level numbers are nearly one in other words.

    >>> same_levels(np.array([0, 0, 1, 1, 2]), np.array([2, 2, 0, 0, 1]))
    True
    >>> same_levels(np.array([0, 0, 1, 1, 2]), np.array([0, 0, 1, 1, 1]))
    False
    """
    alone = [entropy(np.bincount(each)) for each in (one, other)]
    both = entropy(np.bincount(one * (int(other.max()) + 1) + other))
    return max(alone) > 0 and sum(alone) - both >= SAME_LEVELS * max(alone)


def called(columns: list[str]) -> str:
    """Return the name of a group of columns.

    >>> called(["area"]), called(["area", "rooms", "beds"])
    ('area', 'area + rooms + 1 more')
    >>> called(["size_of_the_living_area", "size_of_the_living_area_in_feet"])
    'size_of_the_living_area + 1 more'
    """
    shown = columns[:NAMED] if len(" + ".join(columns[:NAMED])) <= WIDE else columns[:1]
    more = [f"{len(columns) - len(shown)} more"] if len(columns) > len(shown) else []
    return " + ".join([*shown, *more])


def alike(table: pd.DataFrame) -> dict[str, list[str]]:
    """Return the columns, those that say nearly the same as an earlier one in a group with it.

    Args:
        table: Training rows, numbers or words.
    """
    rows = table.head(MOST_ROWS)
    numbers = [str(name) for name in rows.select_dtypes("number")]
    order = same_order(rows[numbers]) if numbers else np.empty((0, 0), bool)
    pairs = {(numbers[i], numbers[j]) for i, j in np.argwhere(np.triu(order, 1))}
    codes = {str(name): pd.factorize(rows[name], use_na_sentinel=False)[0] for name in rows}
    few = [name for name, each in codes.items() if 0 < each.max(initial=0) < MOST_LEVELS]
    for one, other in combinations(few, 2):
        if not {one, other} <= set(numbers) and same_levels(codes[one], codes[other]):
            pairs.add((one, other))
    groups: dict[str, list[str]] = {}
    for name in map(str, table):
        first = next((each for each in groups if (each, name) in pairs), name)
        groups.setdefault(first, []).append(name)
    return {called(columns): columns for columns in groups.values()}
