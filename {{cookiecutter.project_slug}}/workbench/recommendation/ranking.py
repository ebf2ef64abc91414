"""The highest scores of each row, in an order that repeats, and the rows of a few users."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["NOTHING", "Grouped", "in_turn", "top"]

NOTHING = -1  # in place of a column, where a row has too few
TIME = "timestamp"


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


def in_turn(asked: pd.DataFrame, at_once: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the order in which to answer requests, and the order that puts the answers back.

    Those that do not fit into one block come oldest first: what was popular then goes on from one
    block to the next, and no block has to go through all of it.

    Args:
        asked: One row a request, with its moment unless it is now.
        at_once: Requests in a block.
    """
    several = TIME in asked and len(asked) > at_once
    turns = np.argsort(asked[TIME].to_numpy() if several else np.arange(len(asked)), kind="stable")
    return turns, np.argsort(turns)


class Grouped:
    """Rows by their group, so that those of a few groups are found without a look at all.

    >>> Grouped(np.array([1, 0, 2, 1])).members(np.array([1, 2]))
    array([0, 2, 3])
    """

    def __init__(self, groups: NDArray[np.int64]) -> None:
        """Sort the rows by group, a number from 0 on, once."""
        self.order = np.argsort(groups, kind="stable")
        self.starts = np.searchsorted(groups[self.order], np.arange(groups.max(initial=-1) + 2))

    def members(self, groups: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the numbers of the rows of some groups, ascending."""
        found = [self.order[self.starts[each] : self.starts[each + 1]] for each in groups]
        return np.sort(np.concatenate([np.empty(0, np.int64), *found]))
