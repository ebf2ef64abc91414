"""Drill: k nearest neighbors. numpy and Python only; a numpy warning counts as a failure."""

import numpy as np


def predict(X_train: np.ndarray, y_train: np.ndarray, X: np.ndarray, k: int) -> np.ndarray:
    """Return the label that most of the k nearest training rows have, for each row of ``X``.

    Near means a small Euclidean distance.
    Tie in distance: the training row that comes first in ``X_train`` is nearer.
    Tie in votes: the smallest label wins.

    Args:
        X_train: Shape (n, d).
        y_train: Whole numbers, any values, shape (n,).
        X: Shape (m, d); m may be 0.
        k: How many neighbors vote.

    Returns:
        Labels out of ``y_train``, shape (m,).

    Raises:
        ValueError: k is below 1 or above n.
    """
    raise NotImplementedError
