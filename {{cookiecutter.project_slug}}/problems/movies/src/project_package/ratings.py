"""The other reading of "recommender": predict the stars that a user would give a film."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .interactions import ITEM, USER, History
from .popularity import views
from .recommender import Recommender


def damped(
    groups: NDArray[np.int64], values: NDArray[np.float64], number: int, damping: float
) -> NDArray[np.float64]:
    """Return the mean of each group, pulled to zero as if ``damping`` more values were zero."""
    sums, counts = np.bincount(groups, values, number), np.bincount(groups, minlength=number)
    return sums / np.maximum(counts + damping, 1e-9)


class DampedMeans(Recommender):
    """The mean of all ratings, plus what the film gets above it, plus what the user gives above.

    As a recommender it offers the films with the highest expected rating.

    Args:
        film_damping: Ratings at the mean that every film has in addition.
        user_damping: The same for every user.
    """

    def __init__(self, film_damping: float = 5.0, user_damping: float = 10.0) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.film_damping = film_damping
        self.user_damping = user_damping

    def learn(self, past: History) -> None:
        """Learn the means, shapes (n_items,) and (n_users,), and what they leave unexplained."""
        self.mean_ = float(past.ratings.mean())
        self.ends_ = past.ratings.min(), past.ratings.max()
        rest = past.ratings - self.mean_
        self.films_ = damped(past.columns, rest, len(past.items), self.film_damping)

    def leanings(self, past: History) -> NDArray[np.float64]:
        """Return by how much each user rates above what the films get, shape (n_users,)."""
        rest = past.ratings - self.mean_ - self.films_[past.columns]
        return damped(past.rows, rest, len(past.users), self.user_damping)

    def scores(
        self, past: History, rows: NDArray[np.int64], moments: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the expected stars."""
        return self.mean_ + self.films_ + self.leanings(past)[rows, None]

    def predict_ratings(self, pairs: pd.DataFrame) -> NDArray[np.float64]:
        """Return the expected stars of each pair of ``user`` and ``item``, shape (n_pairs,).

        For a user or film that the fit has not seen the part that is missing is left out.
        """
        past = self.history_
        rows = past.users.get_indexer(pd.Index(pairs[USER]))
        columns = past.items.get_indexer(pd.Index(pairs[ITEM]))
        films = np.where(columns >= 0, self.films_[columns], 0)
        users = np.where(rows >= 0, self.leanings(past)[rows], 0)
        found = self.mean_ + films + users
        both = (rows >= 0) & (columns >= 0)
        asked, place = np.unique(rows[both], return_inverse=True)
        stars = self.scores(past, asked, np.zeros(len(asked)))
        found[both] = stars[place, columns[both]]
        return np.clip(found, *self.ends_)


class RatingNeighbours(DampedMeans):
    """The damped means, corrected by how the user rated similar films.

    Args:
        film_damping: As for ``DampedMeans``.
        user_damping: As for ``DampedMeans``.
        least_views: Films with fewer have no neighbours: there is too little to compare.
        shrinkage: Pulls the similarity of films with few common viewers to zero.

    Source:
        Koren, Factor in the Neighbors: Scalable and Accurate Collaborative Filtering, ACM
        Transactions on Knowledge Discovery from Data 4 (2010), with all positive neighbours.
    """

    def __init__(
        self,
        film_damping: float = 5.0,
        user_damping: float = 10.0,
        least_views: int = 5,
        shrinkage: float = 20.0,
    ) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        super().__init__(film_damping, user_damping)
        self.least_views = least_views
        self.shrinkage = shrinkage

    def rest(self, past: History) -> NDArray[np.float64]:
        """Return what the means leave unexplained of each rating, shape (n_interactions,)."""
        return (
            past.ratings - self.mean_ - self.films_[past.columns] - self.leanings(past)[past.rows]
        )

    def learn(self, past: History) -> None:
        """Compare the films by the residuals of their common viewers."""
        super().learn(past)
        self.common_ = int((views(past) >= self.least_views).sum())  # films come most watched first
        watched = past.matrix[:, : self.common_].astype(np.float32)
        rest = past.spread(self.rest(past))[:, : self.common_].astype(np.float32)
        similar, together = (rest.T @ rest).toarray(), (watched.T @ watched).toarray()
        length = np.maximum(np.sqrt(similar.diagonal()), np.float32(1e-4))
        similar /= length[:, None] * length
        similar *= together / (together + np.float32(self.shrinkage))
        np.fill_diagonal(similar, 0)
        self.similar_ = np.maximum(similar, 0, out=similar)

    def scores(
        self, past: History, rows: NDArray[np.int64], moments: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the expected stars."""
        found = super().scores(past, rows, moments)
        rest = past.spread(self.rest(past))[rows, : self.common_]
        weights = past.matrix[rows, : self.common_] @ self.similar_
        found[:, : self.common_] += (rest @ self.similar_) / (weights + 1)
        return found
