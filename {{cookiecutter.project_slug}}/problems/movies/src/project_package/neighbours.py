"""Films that the same people watch: neighbours by cosine similarity."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .interactions import History
from .popularity import views
from .recommender import ProfileRecommender


class ItemNeighbours(ProfileRecommender):
    """Score a film by its similarity to the watched ones, over its nearest neighbours only.

    Args:
        neighbours: Of each film; similarities below the last of them count as zero.
        shrinkage: Added to the denominator, so that two films with one common viewer are not twins.
        least_views: Films with fewer have no neighbours: there is too little to compare, and the
            memory grows with the square of the films compared.

    Source:
        Deshpande and Karypis, Item-Based Top-N Recommendation Algorithms, ACM Transactions on
        Information Systems 22 (2004).
    """

    def __init__(
        self, neighbours: int = 200, shrinkage: float = 10.0, least_views: int = 3
    ) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.neighbours = neighbours
        self.shrinkage = shrinkage
        self.least_views = least_views

    def learn(self, past: History) -> None:
        """Compare the films that have enough viewers, shape (n_common, n_common)."""
        if self.neighbours < 1:
            raise ValueError(f"neighbours must be one or more, got {self.neighbours}")
        common = int((views(past) >= self.least_views).sum())  # films come most watched first
        watched = past.matrix[:, :common].astype(np.float32)  # half the memory, digits to spare
        similar = (watched.T @ watched).toarray()
        length = np.sqrt(similar.diagonal())
        similar /= length[:, None] * length + np.float32(self.shrinkage)
        np.fill_diagonal(similar, 0)
        kept = min(self.neighbours, common)
        if kept:
            similar[similar < np.partition(similar, -kept, axis=1)[:, -kept, None]] = 0
        self.similar_ = sparse.csr_matrix(similar)

    def score_profiles(self, profiles: sparse.csr_matrix) -> NDArray[np.float64]:
        """Return the sum of similarities to the watched films, zero for films not compared."""
        found, common = np.zeros(profiles.shape), self.similar_.shape[0]
        found[:, :common] = (profiles[:, :common] @ self.similar_.T).toarray()
        return found
