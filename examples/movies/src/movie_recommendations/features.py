"""What a recommender sees: interactions as positions of users and items, and views by item."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from workbench.errors import DataError
from workbench.recommendation.fading import Fading

from .data import DAY, ITEM, RATING, TIME, USER, Array, Rows

HEAD = 0.1  # of the items, the most popular: the head of the long tail
FEW = 5  # an item with fewer views is in the tail
VISITS = ["one day", "longer"]


def by_views(table: pd.DataFrame) -> pd.Series:
    """Return the number of users by item id, most popular first; ties by id."""
    views = table[ITEM].value_counts().sort_index()
    return views.sort_values(ascending=False, kind="stable")


def head_items(table: pd.DataFrame) -> pd.Index:
    """Return the most popular tenth of the items."""
    ranked = by_views(table).index
    return ranked[: max(1, round(HEAD * len(ranked)))]


def by_popularity(table: pd.DataFrame, new: pd.Series) -> dict[str, pd.Index]:
    """Return the items from popular to never taken: ``head``, ``middle``, ``tail`` and ``new``.

    Args:
        table: What the model learned from.
        new: Items, those without a view among them.
    """
    views, least = by_views(table), head_items(table)
    rest = views.drop(least)
    middle, tail = rest.index[rest >= FEW], rest.index[rest < FEW]
    return {
        "head": least,
        "middle": middle,
        "tail": tail,
        "new": pd.Index(new.unique()).difference(views.index),
    }


def share_of_head(table: pd.DataFrame) -> pd.Series:
    """Return which share of each user's items is of the popular ones, by user id."""
    return table[ITEM].isin(head_items(table)).groupby(table[USER]).mean()


def visit(table: pd.DataFrame) -> pd.Series:
    """Return whether all that is known of each user is of one day, by user id."""
    times = table.groupby(USER)[TIME]
    short = times.max() - times.min() < DAY
    return pd.Series(pd.Categorical(np.where(short, *VISITS), VISITS), short.index)


class History(NamedTuple):
    """Interactions, oldest first, with the positions of their users and items.

    Attributes:
        users: Ids, shape (n_users,).
        items: Ids, most popular first, so that a tie in a stable order goes to the popular item.
        rows: Position of the user of each interaction, shape (n_interactions,).
        columns: Position of the item.
        times: Seconds since 1970; the number of the row if the table has no times.
        ratings: Stars, or 1 if the table has none.
    """

    users: pd.Index
    items: pd.Index
    rows: Rows
    columns: Rows
    times: Array
    ratings: Array

    def spread(self, values: Array) -> sparse.csr_matrix:
        """Return one value an interaction as a matrix, shape (n_users, n_items)."""
        shape = (len(self.users), len(self.items))
        return sparse.csr_matrix((values, (self.rows, self.columns)), shape=shape)

    def of(self, users: Rows, kept: Rows) -> "History":
        """Return the interactions ``kept``, those of some users, by position, ascending."""
        rows, columns = np.searchsorted(users, self.rows[kept]), self.columns[kept]
        times, ratings = self.times[kept], self.ratings[kept]
        return History(self.users[users], self.items, rows, columns, times, ratings)

    @property
    def matrix(self) -> sparse.csr_matrix:
        """Who took what: 1 or 0, shape (n_users, n_items)."""
        taken = self.spread(np.ones(len(self.rows)))
        taken.data[:] = 1  # an item taken twice is an item taken
        return taken

    @property
    def views(self) -> Array:
        """How many users took each item, shape (n_items,)."""
        return np.asarray(self.matrix.sum(axis=0)).ravel()


def history(table: pd.DataFrame, items: pd.Index | None = None) -> History:
    """Return a table as positions.

    Args:
        table: Columns ``user`` and ``item``; ``timestamp`` and ``rating`` if they are known. Rows
            without times are taken as oldest first.
        items: The items that count, in order; by default all of the table, most popular first.
            Interactions with any other item are ignored.

    Raises:
        DataError: There is no interaction at all.
    """
    if items is None and table.empty:
        raise DataError("there are no interactions to learn from")
    if TIME in table:
        table = table.sort_values(TIME, kind="stable")
    if items is None:
        items = by_views(table).index
    columns = items.get_indexer(pd.Index(table[ITEM]))
    table, columns = table[columns >= 0], columns[columns >= 0]
    rows, users = pd.factorize(table[USER], sort=True)
    times = table[TIME] if TIME in table else np.arange(len(table))
    ratings = table[RATING] if RATING in table else np.ones(len(table))
    return History(
        pd.Index(users), items, rows, columns, np.asarray(times, float), np.asarray(ratings, float)
    )


def recent_views(
    past: History, moments: Array, half_life_days: float, known: Fading | None = None
) -> Array:
    """Return the views of each item up to each moment, old ones counting less.

    A view counts half after ``half_life_days``, a quarter after twice as long. Views after the
    moment do not count: at that time nobody knew of them.

    Args:
        past: Interactions, oldest first.
        moments: Seconds since 1970, shape (n_requests,).
        half_life_days: Above zero.
        known: The fading of this history, if moments are asked for part by part.

    Returns:
        Shape (n_requests, n_items).
    """
    until = np.searchsorted(past.times, moments, side="right")
    return (known or Fading(past, half_life_days)).at(moments, until)
