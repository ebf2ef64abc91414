"""The highest scores of each row, in an order that repeats."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["NOTHING", "top"]

NOTHING = -1  # in place of a column, where a row has too few


def top(scores: NDArray[np.float64], length: int) -> NDArray[np.int64]:
    """Return the columns of the highest scores of each row, best first.

    Ties go to the column that comes first. Only scores that reach the last place are sorted: a
    full sort of all columns takes ten times as long.

    Args:
        scores: Shape (n_rows, n_columns); minus infinity is never taken.
        length: Columns wanted in each row.

    Returns:
        Positions, shape (n_rows, length); ``NOTHING`` where a row has too few.

    >>> top(np.array([[1.0, 3.0, 3.0, -np.inf]]), 4)
    array([[ 1,  2,  0, -1]])
    """
    kept = min(length, scores.shape[1])
    least = np.partition(scores, -kept, axis=1)[:, -kept, None]
    rows, columns = np.nonzero(scores >= np.maximum(least, np.finfo(float).min))
    order = np.lexsort((columns, -scores[rows, columns], rows))
    rows, columns = rows[order], columns[order]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    found = np.full((len(scores), length), NOTHING)
    fits = place < length
    found[rows[fits], place[fits]] = columns[fits]
    return found
