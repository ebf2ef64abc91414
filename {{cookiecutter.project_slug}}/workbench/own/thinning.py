"""A model that learns from at most so many rows, where more would take minutes and gain little."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, clone

__all__ = ["OnAtMost"]


def rows_of(X: Any) -> Any:
    """Return rows that can be drawn by number: an array, or a sparse one as it is."""
    return X if hasattr(X, "tocsr") else np.asarray(X)


class OnAtMost(BaseEstimator):
    """Fit an estimator on at most ``rows`` rows, drawn at random and the same every time.

    Args:
        estimator: What is fitted.
        rows: From how many rows on they are drawn.
        random_state: Of the draw.
    """

    def __init__(self, estimator: BaseEstimator, rows: int, random_state: int = 0) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.estimator = estimator
        self.rows = rows
        self.random_state = random_state

    def fit(self, X: Any, y: ArrayLike) -> Self:
        """Fit on the rows or on some of them."""
        X, known = rows_of(X), np.asarray(y)
        rng = np.random.default_rng(self.random_state)
        if len(known) > self.rows:
            drawn = rng.permutation(len(known))[: self.rows]
            X, known = X[np.sort(drawn)], known[np.sort(drawn)]
        self.fitted_ = clone(self.estimator).fit(X, known)
        self.n_features_in_ = X.shape[1]
        if hasattr(self.fitted_, "classes_"):
            self.classes_ = self.fitted_.classes_
        return self

    def predict(self, X: Any) -> NDArray[Any]:
        """Return what the estimator predicts, shape (n_rows,)."""
        return np.asarray(self.fitted_.predict(rows_of(X)))

    def predict_proba(self, X: Any) -> NDArray[np.float64]:
        """Return the probability of each class, if the estimator tells classes apart."""
        return np.asarray(self.fitted_.predict_proba(rows_of(X)))
