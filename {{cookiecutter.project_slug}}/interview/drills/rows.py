"""The project's own rows in one shape for every drill; `own_rows.py` of the problem fills it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

MOST = 400  # rows: enough to be real, few enough to be quick


class Rows(NamedTuple):
    """Some rows of the training set, in their order."""

    X: np.ndarray  # (n, d), numbers without gaps, no column constant
    number: np.ndarray  # (n,), something to estimate
    label: np.ndarray  # (n,), 0 or 1, both occur
    group: np.ndarray  # (n,), whole numbers: rows that belong together have the same
    texts: list[str]  # n of them, some may be empty
    views: list[tuple[int, int]]  # (who, what), each pair once


def spread(table: pd.DataFrame) -> pd.DataFrame:
    """Return at most MOST rows, evenly spread over the table."""
    step = -(-len(table) // MOST)
    return table.iloc[::step].reset_index(drop=True)


def numbers(table: pd.DataFrame) -> np.ndarray:
    """Return the columns that hold numbers; a gap becomes the column's mean."""
    found = table.select_dtypes(["number", "bool"]).astype(float)
    found = found.loc[:, found.nunique() > 1]
    return found.fillna(found.mean()).to_numpy()


def standardized(X: np.ndarray) -> np.ndarray:
    """Return columns with mean 0 and standard deviation 1."""
    return (X - X.mean(axis=0)) / X.std(axis=0)


def codes(*columns: pd.Series) -> list[np.ndarray]:
    """Return each column as whole numbers, one for each value, in the order of the values."""
    return [pd.factorize(column, sort=True)[0] for column in columns]
