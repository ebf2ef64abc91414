"""A step between a table and an estimator: the logarithm of skewed columns."""

from typing import Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, OneToOneFeatureMixin, TransformerMixin

__all__ = ["LogSkewed"]


class LogSkewed(OneToOneFeatureMixin, TransformerMixin, BaseEstimator):
    """Take ``log(1 + x)`` of the columns that are skewed and never negative.

    Args:
        threshold: Absolute skewness above which a column counts as skewed.
    """

    def __init__(self, threshold: float = 0.75) -> None:
        """Keep the setting; scikit-learn clones estimators by it."""
        self.threshold = threshold

    def fit(self, X: NDArray[np.float64], y: object = None) -> Self:
        """Find the skewed columns of ``X``, shape (n_rows, n_columns)."""
        X = np.asarray(X, float)
        away, sd = X - X.mean(axis=0), X.std(axis=0)
        skewness = np.divide((away**3).mean(axis=0), sd**3, out=np.zeros_like(sd), where=sd > 0)
        self.skewed_ = (np.abs(skewness) > self.threshold) & (X.min(axis=0) >= 0)
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a copy with the skewed columns on the log scale."""
        X = np.array(X, float)
        X[:, self.skewed_] = np.log1p(np.clip(X[:, self.skewed_], 0, None))
        return X
