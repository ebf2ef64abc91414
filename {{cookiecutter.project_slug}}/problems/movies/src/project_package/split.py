"""Three ways to hold interactions back, from the kindest to the strictest."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import DataError

from .interactions import TIME, USER

Rows = NDArray[np.int64]


def last_of_each_user(table: pd.DataFrame, share: float) -> NDArray[np.bool_]:
    """Return which rows are the last ``share`` of their user's, in the order of the table.

    The number is rounded down, but is one or more for a user with two or more rows. A user with a
    single row keeps it for learning.
    """
    users = table.groupby(USER, sort=False)
    number = users[USER].transform("size")
    held = np.maximum(np.floor(share * number), number > 1)
    return (users.cumcount(ascending=False) < held).to_numpy()


def by_user(table: pd.DataFrame, share: float) -> NDArray[np.bool_]:
    """Return which rows to hold back: each user's newest; rows come oldest first."""
    return last_of_each_user(table, share)


def by_date(table: pd.DataFrame, share: float) -> NDArray[np.bool_]:
    """Return which rows to hold back: the newest of all, whoever they are from.

    Raises:
        DataError: All rows are of one moment.
    """
    times = table[TIME].to_numpy()
    cut = np.quantile(times, 1 - share, method="higher")
    if cut == times.min():
        raise DataError("all interactions are of one moment, so none can be held back by time")
    return times >= cut


def at_random(table: pd.DataFrame, share: float, seed: int) -> NDArray[np.bool_]:
    """Return which rows to hold back: as many of each user as by time, but any of them."""
    order = np.random.default_rng(seed).permutation(len(table))
    held = np.empty(len(table), bool)
    held[order] = last_of_each_user(table.iloc[order], share)
    return held


def rolling(table: pd.DataFrame, number: int, share: float) -> list[tuple[Rows, Rows]]:
    """Return (training, validation) row numbers, each pair older than the one before.

    The first validation part is each user's newest share; the second is the newest share of what
    the first leaves for training, and so on. Nothing newer than a validation part is learned from
    that user.

    Args:
        table: Rows oldest first.
        number: Of the pairs.
        share: Of each user's rows.
    """
    cuts, rows = [], np.arange(len(table))
    for _ in range(number):
        held = by_user(table.iloc[rows], share)
        cuts.append((rows[~held], rows[held]))
        rows = rows[~held]
    return cuts
