"""Drill: mean squared error and its gradient. numpy and Python only."""

import numpy as np


def mse(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> float:
    """Return the mean over the rows of (X w + b - y) squared.

    Args:
        X: Shape (n, d).
        y: Shape (n,).
        w: Shape (d,).
        b: The intercept.

    Raises:
        ValueError: ``y`` has another shape than (n,). A column of shape (n, 1) would be
            broadcast to n x n differences without an error, so it is refused.
    """
    raise NotImplementedError


def gradient(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> tuple[np.ndarray, float]:
    """Return the derivatives of ``mse`` by w, shape (d,), and by b.

    Arguments and errors are those of ``mse``. Keep the factor 2, and the mean over rows.
    """
    raise NotImplementedError
