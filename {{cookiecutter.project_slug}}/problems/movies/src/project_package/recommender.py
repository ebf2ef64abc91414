"""What every recommender does: fit on interactions, rank all films, leave out what was seen."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator

from .interactions import TIME, USER, History, history, require
from .popularity import recent_views

LENGTH = 20  # films in a list: the metrics look at the first ten or at all
NOTHING = -1  # in place of a film, where a user has seen all there is
NEWCOMER_HALF_LIFE_DAYS = 365.0  # of the views that rank films for a user without a history


def best(scores: NDArray[np.float64], length: int) -> NDArray[np.int64]:
    """Return the columns of the highest scores of each row, best first.

    Ties go to the column that comes first. Only scores that reach the last place are sorted: a
    full sort of all films takes ten times as long.

    Args:
        scores: Shape (n_rows, n_columns); minus infinity is never taken.
        length: Columns wanted in each row.

    Returns:
        Positions, shape (n_rows, length); ``NOTHING`` where a row has too few.

    >>> best(np.array([[1.0, 3.0, 3.0, -np.inf]]), 4)
    array([[ 1,  2,  0, -1]])
    """
    kept = min(length, scores.shape[1])
    least = np.partition(scores, -kept, axis=1)[:, -kept, None]
    rows, columns = np.nonzero((scores >= least) & (scores > -np.inf))
    order = np.lexsort((columns, -scores[rows, columns], rows))
    rows, columns = rows[order], columns[order]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    found = np.full((len(scores), length), NOTHING)
    fits = place < length
    found[rows[fits], place[fits]] = columns[fits]
    return found


def fading(half_life_days: float) -> str:
    """Return in words that recent views count most."""
    return f"what was popular at that moment (a view counts half after {half_life_days:g} days)"


class Recommender(BaseEstimator):
    """Base of all recommenders; one of them says how it learns and how it scores films."""

    def fit(self, X: pd.DataFrame, y: object = None) -> "Recommender":
        """Learn from interactions.

        Args:
            X: One row an interaction: ``user``, ``item``, ``timestamp`` in seconds.
            y: Stars, shape (n_interactions,); only models of ratings look at them.

        Raises:
            DataError: A column is missing or there are no rows.
        """
        self.history_ = history(X if y is None else X.assign(rating=np.asarray(y)))
        self.learn(self.history_)
        return self

    def learn(self, past: History) -> None:
        """Keep what ``scores`` needs."""

    def scores(
        self, past: History, rows: NDArray[np.int64], moments: NDArray[np.float64]
    ) -> NDArray[np.float64]:
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
        return fading(NEWCOMER_HALF_LIFE_DAYS)

    def newcomer_scores(self, moments: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the scores for users without a history: what was popular at each moment."""
        return recent_views(self.history_, moments, NEWCOMER_HALF_LIFE_DAYS)

    def predict(self, X: pd.DataFrame) -> NDArray[np.int64]:
        """Return a list of film ids for each request, shape (n_requests, LENGTH), best first."""
        return self.recommend(X)

    def recommend(
        self,
        asked: pd.DataFrame,
        length: int = LENGTH,
        interactions: pd.DataFrame | None = None,
        hide_seen: bool = True,
    ) -> NDArray[np.int64]:
        """Return the films to offer.

        A user without a history gets what was popular at that moment. Films that the fit has not
        seen are ignored in a history: nothing is known of them.

        Args:
            asked: One row a request: ``user``, and ``timestamp`` unless it is now, the moment of
                the last interaction that the fit has seen.
            length: Films in a list.
            interactions: What those users watched, for users who came after the fit; by default
                the interactions of the fit.
            hide_seen: Leave out what the user has watched.

        Returns:
            Ids, shape (n_requests, length), best first; ``NOTHING`` where all films were seen.

        Raises:
            DataError: A column is missing.
        """
        require(asked, [USER])
        past = self.history_
        if interactions is not None:
            past = history(interactions, self.history_.items)
        now = np.full(len(asked), self.history_.times[-1])
        moments = asked[TIME].to_numpy(float) if TIME in asked else now
        rows = past.users.get_indexer(pd.Index(asked[USER]))
        known = rows >= 0
        found = np.empty((len(asked), len(past.items)))
        if known.any():
            found[known] = self.scores(past, rows[known], moments[known])
            seen = past.matrix[rows[known]]
            if hide_seen:
                found[np.flatnonzero(known)[seen.nonzero()[0]], seen.nonzero()[1]] = -np.inf
        if not known.all():
            found[~known] = self.newcomer_scores(moments[~known])
        return named(best(found, length), self.history_.items)


def named(columns: NDArray[np.int64], items: pd.Index) -> NDArray[np.int64]:
    """Return the ids of films by their positions; ``NOTHING`` stays."""
    return np.where(columns == NOTHING, NOTHING, items.to_numpy()[columns])


class ProfileRecommender(Recommender):
    """Base of recommenders that see of a user only which films were watched."""

    def profiles(self, past: History) -> sparse.csr_matrix:
        """Return how much each watched film counts, shape (n_users, n_items)."""
        return past.matrix

    def score_profiles(self, profiles: sparse.csr_matrix) -> NDArray[np.float64]:
        """Return the scores of all films for each profile, shape of ``profiles``."""
        raise NotImplementedError

    def scores(
        self, past: History, rows: NDArray[np.int64], moments: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the scores of the users' profiles; the moment does not matter."""
        return self.score_profiles(self.profiles(past)[rows])
