"""A linear model of films by films, solved in closed form."""

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from .interactions import History
from .recommender import ProfileRecommender


class EASE(ProfileRecommender):
    """Ridge regression of every film on all others, with a zero for each film on itself.

    The published form inverts a matrix of films by films. With fewer users than films the same
    weights come from a matrix of users by users: for watched-or-not ``X``, penalty ``c`` and
    ``K = (X X' + c I)^-1`` the published inverse is ``P = (I - X' K X) / c``. The score of a film
    is ``-(w P) / diag(P)`` for a profile ``w`` without it, which needs no matrix of films by films.

    Args:
        penalty: Of the squared weights, above zero.
        half_life: Films after which a watched one counts half, newest first; none: all the same.

    Source:
        Steck, Embarrassingly Shallow Autoencoders for Sparse Data (WWW 2019); the form by users is
        the matrix inversion lemma.
    """

    def __init__(self, penalty: float = 400.0, half_life: float | None = None) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.penalty = penalty
        self.half_life = half_life

    def profiles(self, past: History) -> sparse.csr_matrix:
        """Return 1 for the film a user watched last, less for the ones before."""
        if self.half_life is None:
            return past.matrix
        order = np.argsort(past.rows[::-1], kind="stable")  # by user, newest first
        place = np.arange(len(order)) - np.searchsorted(
            past.rows[::-1][order], past.rows[::-1][order]
        )
        weights = np.empty(len(order))
        weights[len(order) - 1 - order] = 0.5 ** (place / self.half_life)
        return past.spread(weights)

    def learn(self, past: History) -> None:
        """Solve for the inverse, shape (n_users, n_users), and the diagonal, shape (n_items,)."""
        if self.penalty <= 0:
            raise ValueError(f"penalty must be above zero, got {self.penalty}")
        self.watched_ = past.matrix
        gram = (self.watched_ @ self.watched_.T).toarray()
        self.inverse_ = linalg.inv(gram + self.penalty * np.eye(len(gram)))
        explained = self.watched_.multiply(self.inverse_ @ self.watched_).sum(axis=0)
        self.diagonal_ = 1 - np.asarray(explained).ravel()

    def score_profiles(self, profiles: sparse.csr_matrix) -> NDArray[np.float64]:
        """Return the scores; that of a watched film lacks its own share."""
        alike = (profiles @ self.watched_.T).toarray()
        found = (alike @ self.inverse_) @ self.watched_ / self.diagonal_
        rows, columns = profiles.nonzero()
        own = np.asarray(profiles[rows, columns]).ravel()
        found[rows, columns] -= own * (1 - self.diagonal_[columns]) / self.diagonal_[columns]
        return found
