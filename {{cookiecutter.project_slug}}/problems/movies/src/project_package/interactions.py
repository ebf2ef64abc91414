"""Who watched what and when: a table of ratings as positions of users and films."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from workbench.errors import DataError

USER, ITEM, RATING, TIME = "user", "item", "rating", "timestamp"
DAY = 86_400  # seconds


class History(NamedTuple):
    """Interactions, oldest first, with the positions of their users and films.

    Attributes:
        users: Ids, shape (n_users,).
        items: Ids, most watched first, so that a tie in a stable order goes to the popular film.
        rows: Position of the user of each interaction, shape (n_interactions,).
        columns: Position of the film.
        times: Seconds since 1970; the number of the row if the table has no times.
        ratings: Stars, or 1 if the table has none.
    """

    users: pd.Index
    items: pd.Index
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    times: NDArray[np.float64]
    ratings: NDArray[np.float64]

    def spread(self, values: NDArray[np.float64]) -> sparse.csr_matrix:
        """Return one value an interaction as a matrix, shape (n_users, n_items)."""
        shape = (len(self.users), len(self.items))
        return sparse.csr_matrix((values, (self.rows, self.columns)), shape=shape)

    @property
    def matrix(self) -> sparse.csr_matrix:
        """Who watched what: 1 or 0, shape (n_users, n_items)."""
        watched = self.spread(np.ones(len(self.rows)))
        watched.data[:] = 1  # a film watched twice is a film watched
        return watched


def require(table: pd.DataFrame, columns: Sequence[str]) -> None:
    """Refuse a table that lacks a column.

    Raises:
        DataError: Names the columns that are missing.
    """
    if missing := [column for column in columns if column not in table]:
        raise DataError(f"the interactions have no column {', '.join(missing)}")


def history(table: pd.DataFrame, items: pd.Index | None = None) -> History:
    """Return a table as positions.

    Args:
        table: Columns ``user`` and ``item``; ``timestamp`` and ``rating`` if they are known. Rows
            without times are taken as oldest first.
        items: The films that count, in order; by default all of the table, most watched first.
            Interactions with any other film are ignored.

    Raises:
        DataError: A column is missing, or there is no interaction at all.
    """
    require(table, [USER, ITEM])
    if items is None and table.empty:
        raise DataError("there are no interactions to learn from")
    if TIME in table:
        table = table.sort_values(TIME, kind="stable")
    if items is None:
        views = table[ITEM].value_counts().sort_index()
        items = views.sort_values(ascending=False, kind="stable").index
    columns = items.get_indexer(pd.Index(table[ITEM]))
    table, columns = table[columns >= 0], columns[columns >= 0]
    rows, users = pd.factorize(table[USER], sort=True)
    times = table[TIME] if TIME in table else np.arange(len(table))
    ratings = table[RATING] if RATING in table else np.ones(len(table))
    return History(
        pd.Index(users), items, rows, columns, np.asarray(times, float), np.asarray(ratings, float)
    )


def last_seen(past: History) -> NDArray[np.float64]:
    """Return the time of each user's last interaction, seconds since 1970, shape (n_users,)."""
    last = np.full(len(past.users), -np.inf)
    np.maximum.at(last, past.rows, past.times)
    return last


def requests(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row a user: who asks, and when, which is right after the last interaction."""
    return table.groupby(USER)[[TIME]].max().reset_index()
