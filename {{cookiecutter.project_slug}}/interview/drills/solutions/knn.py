"""k nearest neighbors: sorts stably, so the first of equally near rows stays first."""

import numpy as np


def predict(X_train: np.ndarray, y_train: np.ndarray, X: np.ndarray, k: int) -> np.ndarray:
    """Return the label that most of the k nearest training rows have, for each row of ``X``."""
    if not 1 <= k <= len(X_train):
        raise ValueError(f"k is {k}, but there are {len(X_train)} rows to choose from")
    return np.array([_vote(X_train, y_train, row, k) for row in X], dtype=y_train.dtype)


def _vote(X_train: np.ndarray, y_train: np.ndarray, row: np.ndarray, k: int) -> int:
    """Return the label of one row."""
    squared = ((X_train - row) ** 2).sum(axis=1)  # the root would not change the order
    nearest = np.argsort(squared, kind="stable")[:k]
    labels, votes = np.unique(y_train[nearest], return_counts=True)  # labels ascend
    return labels[votes.argmax()]  # argmax takes the first of equals
