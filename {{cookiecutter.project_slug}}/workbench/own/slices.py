"""Ways to cut a test set that nobody named: levels of columns, and bands of numbers."""

from itertools import pairwise

import numpy as np
import pandas as pd

__all__ = ["WHOLE", "ways_to_cut"]

MOST_COLUMNS = 6
MOST_LEVELS = 8
OTHER = "other"
WHOLE, ALL = "test set", "all rows"  # the one part, where no column gives two


def number(value: float) -> str:
    """Return a number with three digits.

    >>> number(1234.5), number(0.12345), number(200)
    ('1,230', '0.123', '200')
    """
    return f"{float(f'{value:.3g}'):,.10g}"


def bands(values: pd.Series, training: pd.Series) -> pd.Series:
    """Return the band of each value, cut at the quartiles of training."""
    cuts = np.unique(training.dropna().quantile([0.25, 0.5, 0.75]))
    ends = [number(cut) for cut in cuts]
    inner = [f"{low} to {high}" for low, high in pairwise(ends)]
    labels = [f"up to {ends[0]}", *inner, f"above {ends[-1]}"]
    if len(set(labels)) < len(labels):
        labels = [f"part {place + 1}" for place in range(len(labels))]
    return pd.cut(values, [-np.inf, *cuts, np.inf], labels=labels)


def levels(values: pd.Series, least: int) -> pd.Series:
    """Return the level of each value; those with fewer rows than ``least`` share one."""
    named = values.astype(object).where(values.notna(), "empty").astype(str)
    named = named.str.removesuffix(".0")
    large = named.map(named.value_counts()) >= least
    return named.where(large, OTHER).astype("category")


def ways_to_cut(train: pd.DataFrame, test: pd.DataFrame, least: int) -> dict[str, pd.Series]:
    """Return for each of the first columns the part that each test row is in, as categories.

    If no column gives two parts that are large enough there is one way: all rows.

    Args:
        train: Training rows, in the order in which columns should be tried.
        test: Test rows with the same columns.
        least: Rows that a part needs.
    """
    found: dict[str, pd.Series] = {}
    seen: set[bytes] = set()  # columns that say the same cut the same parts
    for name in test:
        values, training = test[name], train[name]
        few = training.nunique() <= MOST_LEVELS
        numeric = pd.api.types.is_numeric_dtype(values)
        parts = bands(values, training) if numeric and not few else levels(values, least)
        same = pd.factorize(parts)[0].tobytes()
        if (parts.value_counts() >= least).sum() > 1 and same not in seen:
            seen.add(same)
            found[str(name)] = parts.reset_index(drop=True)
        if len(found) == MOST_COLUMNS:
            break
    return found or {WHOLE: pd.Series([ALL] * len(test), dtype="category")}
