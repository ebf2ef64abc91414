"""Users and films as short vectors whose product says who likes what."""

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares
from numpy.typing import NDArray
from scipy import sparse
from sklearn.decomposition import TruncatedSVD

from .interactions import History
from .recommender import ProfileRecommender


class PureSVD(ProfileRecommender):
    """The truncated singular value decomposition of watched-or-not, zeros taken at face value.

    Args:
        factors: Length of the vectors.
        random_state: Of the approximate decomposition.

    Source:
        Cremonesi, Koren and Turrin, Performance of Recommender Algorithms on Top-N Recommendation
        Tasks (RecSys 2010).
    """

    def __init__(self, factors: int = 16, random_state: int | None = None) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.factors = factors
        self.random_state = random_state

    def learn(self, past: History) -> None:
        """Decompose; a table with fewer users or films than factors gets as many as it can."""
        watched = past.matrix
        factors = min(self.factors, *watched.shape)
        svd = TruncatedSVD(factors, random_state=self.random_state)
        self.films_ = svd.fit(watched).components_  # (factors, n_items)

    def score_profiles(self, profiles: sparse.csr_matrix) -> NDArray[np.float64]:
        """Return the profiles as the few vectors can tell them."""
        return (profiles @ self.films_.T) @ self.films_


class ALS(ProfileRecommender):
    """Alternating least squares in which an unwatched film is a weak no, not an unknown.

    Args:
        factors: Length of the vectors.
        regularization: Penalty of their squared length.
        alpha: How much more a watched film weighs than an unwatched one.
        iterations: Rounds over users and films.
        random_state: Of the first vectors.

    Source:
        Hu, Koren and Volinsky, Collaborative Filtering for Implicit Feedback Datasets (ICDM 2008).
    """

    def __init__(
        self,
        factors: int = 32,
        regularization: float = 5.0,
        alpha: float = 2.0,
        iterations: int = 15,
        random_state: int | None = None,
    ) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.factors = factors
        self.regularization = regularization
        self.alpha = alpha
        self.iterations = iterations
        self.random_state = random_state

    def learn(self, past: History) -> None:
        """Fit with one thread and in double precision.

        More threads change the order of sums, and so the last digits. In single precision other
        processors' last digits move near ties: one film in fifty changed its place.
        """
        self.model_ = AlternatingLeastSquares(
            factors=self.factors,
            regularization=self.regularization,
            alpha=self.alpha,
            iterations=self.iterations,
            random_state=self.random_state,
            num_threads=1,
            dtype=np.float64,
        )
        self.model_.fit(past.matrix.astype(np.float32), show_progress=False)

    def score_profiles(self, profiles: sparse.csr_matrix) -> NDArray[np.float64]:
        """Return the scores of vectors made for these profiles with the films held fixed."""
        users = self.model_.recalculate_user(
            np.arange(profiles.shape[0]), profiles.astype(np.float32)
        )
        return np.asarray(users @ self.model_.item_factors.T, float)
