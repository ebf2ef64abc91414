"""Which part of one column a row falls into: what a person looks up without a model."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["EMPTY", "cuts_of", "part_of"]

EMPTY = "empty"


def cuts_of(values: pd.Series, parts: int) -> NDArray[np.float64] | None:
    """Return where a column of numbers is cut into equally large parts, None for another column."""
    if not pd.api.types.is_numeric_dtype(values):
        return None
    inner = np.linspace(0, 1, parts + 1)[1:-1]
    return np.unique(values.dropna().quantile(inner))


def part_of(values: pd.Series, cuts: NDArray[np.float64] | None) -> pd.Series:
    """Return the part of each row, numbered from 0; an empty cell is a part of its own."""
    known, cells = values.notna().to_numpy(), values.to_numpy()
    found = cells if cuts is None else np.digitize(cells.astype(float), cuts)
    return pd.Series(np.where(known, found.astype(object), EMPTY)).astype(str)
