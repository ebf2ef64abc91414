"""Drill: one step of k-means. numpy and Python only; a numpy warning counts as a failure."""

import numpy as np


def step(X: np.ndarray, centers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Assign each row to its nearest center, then move each center to the mean of its rows.

    Near means a small Euclidean distance.
    Tie: the center with the lower number.
    A center without rows stays where it is.

    Args:
        X: Shape (n, d).
        centers: Shape (k, d).

    Returns:
        The number of the center of each row, before the move, shape (n,); and the moved
        centers, shape (k, d).
    """
    raise NotImplementedError


def inertia(X: np.ndarray, centers: np.ndarray) -> float:
    """Return the sum over the rows of the squared distance to the nearest center."""
    raise NotImplementedError
