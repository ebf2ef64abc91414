"""Films that the same people watch: neighbours by cosine similarity."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .interactions import History
from .popularity import views
from .recommender import ProfileRecommender

BLOCK = 1000  # films compared with all others at a time: bounds the memory


class ItemNeighbours(ProfileRecommender):
    """Score a film by its similarity to the watched ones, over its nearest neighbours only.

    Args:
        neighbours: Of each film; similarities below the last of them count as zero.
        shrinkage: Added to the denominator, so that two films with one common viewer are not twins.

    Source:
        Deshpande and Karypis, Item-Based Top-N Recommendation Algorithms, ACM Transactions on
        Information Systems 22 (2004).
    """

    def __init__(self, neighbours: int = 200, shrinkage: float = 10.0) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.neighbours = neighbours
        self.shrinkage = shrinkage

    def block(self, together: sparse.csr_matrix, start: int) -> sparse.csr_matrix:
        """Return the neighbours of the films from ``start`` on, shape (BLOCK, n_items)."""
        similar = together[start : start + BLOCK].toarray()
        own = np.arange(len(similar))
        length = np.sqrt(together.diagonal())
        similar /= length[start : start + BLOCK, None] * length + self.shrinkage
        similar[own, start + own] = 0
        kept = min(self.neighbours, similar.shape[1])
        similar[similar < np.partition(similar, -kept, axis=1)[:, -kept, None]] = 0
        return sparse.csr_matrix(similar)

    def learn(self, past: History) -> None:
        """Compare all films, shape (n_items, n_items), a block at a time."""
        if self.neighbours < 1:
            raise ValueError(f"neighbours must be one or more, got {self.neighbours}")
        together = (past.matrix.T @ past.matrix).tocsr()
        starts = range(0, len(views(past)), BLOCK)
        self.similar_ = sparse.vstack([self.block(together, start) for start in starts]).tocsr()

    def score_profiles(self, profiles: sparse.csr_matrix) -> NDArray[np.float64]:
        """Return the sum of similarities to the watched films."""
        return (profiles @ self.similar_.T).toarray()
