"""What every recommender does: fit on interactions, score all films, leave out what was seen."""

from collections.abc import Iterator
from typing import NamedTuple, Self

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.base import BaseEstimator

from workbench.errors import DataError
from workbench.recommendation.ranking import NOTHING, top

from .data import DAY, ITEM, RATING, TIME, USER, Array, Rows, by_views

LENGTH = 20  # films in a list: the metrics look at the first ten or at all
BLOCK = 1000  # requests scored at a time: memory stays small however many there are

Seen = tuple[Rows, Rows]  # the rows and columns of the films that were watched


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
    rows: Rows
    columns: Rows
    times: Array
    ratings: Array

    def spread(self, values: Array) -> sparse.csr_matrix:
        """Return one value an interaction as a matrix, shape (n_users, n_items)."""
        shape = (len(self.users), len(self.items))
        return sparse.csr_matrix((values, (self.rows, self.columns)), shape=shape)

    @property
    def matrix(self) -> sparse.csr_matrix:
        """Who watched what: 1 or 0, shape (n_users, n_items)."""
        watched = self.spread(np.ones(len(self.rows)))
        watched.data[:] = 1  # a film watched twice is a film watched
        return watched

    @property
    def views(self) -> Array:
        """How many users watched each film, shape (n_items,)."""
        return np.asarray(self.matrix.sum(axis=0)).ravel()


def history(table: pd.DataFrame, items: pd.Index | None = None) -> History:
    """Return a table as positions.

    Args:
        table: Columns ``user`` and ``item``; ``timestamp`` and ``rating`` if they are known. Rows
            without times are taken as oldest first.
        items: The films that count, in order; by default all of the table, most watched first.
            Interactions with any other film are ignored.

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


def recent_views(past: History, moments: Array, half_life_days: float) -> Array:
    """Return the views of each film up to each moment, old ones counting less.

    A view counts half after ``half_life_days``, a quarter after twice as long. Views after the
    moment do not count: at that time nobody knew of them.

    Args:
        past: Interactions, oldest first.
        moments: Seconds since 1970, shape (n_requests,).
        half_life_days: Above zero.

    Returns:
        Shape (n_requests, n_items).
    """
    until = np.searchsorted(past.times, moments, side="right")
    found = np.empty((len(moments), len(past.items)))
    running, start, clock = np.zeros(len(past.items)), 0, past.times[0]
    for i in np.argsort(moments, kind="stable"):
        new, now = slice(start, max(start, until[i])), max(clock, moments[i])
        weights = 0.5 ** ((now - past.times[new]) / DAY / half_life_days)
        running *= 0.5 ** ((now - clock) / DAY / half_life_days)
        running += np.bincount(past.columns[new], weights, len(past.items))
        start, clock = new.stop, now
        found[i] = running
    return found


class Recommender(BaseEstimator):
    """Base of all recommenders; one of them says how it learns and how it scores films."""

    newcomer_half_life_ = 365.0  # days, of the views that rank films for users without a history

    def fit(self, X: pd.DataFrame) -> Self:
        """Learn from interactions.

        Args:
            X: One row an interaction: ``user``, ``item``, ``timestamp`` in seconds, and the stars
                in ``rating``, at which only models of ratings look.

        Raises:
            DataError: There are no rows.
        """
        self.history_ = history(X)
        self.learn(self.history_)
        return self

    def learn(self, past: History) -> None:
        """Keep what ``scores`` needs."""

    def scores(self, past: History, rows: Rows, moments: Array) -> Array:
        """Return how much each user would like each film: higher is better, any scale.

        Args:
            past: Whose history to go by; its films are those of the fit.
            rows: Positions of the users in ``past``, shape (n_requests,).
            moments: When each of them asks, seconds since 1970.

        Returns:
            Shape (n_requests, n_items).
        """
        raise NotImplementedError

    @property
    def newcomer_rule(self) -> str:
        """What a user without a history is offered, in words."""
        days = f"{self.newcomer_half_life_:g} days"
        return f"what was popular at that moment (a view counts half after {days})"

    def newcomer_scores(self, moments: Array) -> Array:
        """Return the scores for users without a history: what was popular at each moment."""
        return recent_views(self.history_, moments, self.newcomer_half_life_)

    def blocks(
        self, asked: pd.DataFrame, interactions: pd.DataFrame | None = None
    ) -> Iterator[tuple[Array, Seen]]:
        """Give the scores of all films for ``BLOCK`` requests at a time, and where the seen are.

        Args:
            asked: As for ``recommend``.
            interactions: As for ``recommend``.
        """
        past = self.history_
        if interactions is not None:
            past = history(interactions, self.history_.items)
        watched, n_items = past.matrix, len(past.items)
        now = np.full(len(asked), self.history_.times[-1])
        moments = asked[TIME].to_numpy(float) if TIME in asked else now
        rows = past.users.get_indexer(pd.Index(asked[USER]))
        for start in range(0, len(asked), BLOCK):
            some, when = rows[start : start + BLOCK], moments[start : start + BLOCK]
            found, known = np.empty((len(some), n_items)), some >= 0
            seen = watched[some[known]].nonzero()
            if known.any():
                found[known] = self.scores(past, some[known], when[known])
            if not known.all():
                found[~known] = self.newcomer_scores(when[~known])
            yield found, (np.flatnonzero(known)[seen[0]], seen[1])

    def recommend(
        self, asked: pd.DataFrame, length: int = LENGTH, interactions: pd.DataFrame | None = None
    ) -> Rows:
        """Return the films to offer, without those that the user has watched.

        A user without a history gets what was popular at that moment. Films that the fit has not
        seen are ignored in a history: nothing is known of them.

        Args:
            asked: One row a request: ``user``, and ``timestamp`` unless it is now, the moment of
                the last interaction that the fit has seen.
            length: Films in a list.
            interactions: What those users watched, for users who came after the fit; by default
                the interactions of the fit.

        Returns:
            Ids, shape (n_requests, length), best first; ``NOTHING`` where all films were seen.
        """
        found = [np.empty((0, length), int)]
        for scores, seen in self.blocks(asked, interactions):
            scores[seen] = -np.inf
            found.append(top(scores, length))
        return self.ids(np.concatenate(found))

    def predict(self, X: pd.DataFrame) -> Rows:
        """Return a list of film ids for each request, shape (n_requests, LENGTH), best first."""
        return self.recommend(X)

    def ids(self, columns: Rows) -> Rows:
        """Return the ids of films by their positions; ``NOTHING`` stays."""
        return np.where(columns == NOTHING, NOTHING, self.history_.items.to_numpy()[columns])


class ProfileRecommender(Recommender):
    """Base of recommenders that see of a user only which films were watched."""

    def profiles(self, past: History) -> sparse.csr_matrix:
        """Return how much each watched film counts, shape (n_users, n_items)."""
        return past.matrix

    def score_profiles(self, profiles: sparse.csr_matrix) -> Array:
        """Return the scores of all films for each profile, shape of ``profiles``."""
        raise NotImplementedError

    def scores(self, past: History, rows: Rows, moments: Array) -> Array:
        """Return the scores of the users' profiles; the moment does not matter."""
        return self.score_profiles(self.profiles(past)[rows])
