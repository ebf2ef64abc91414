"""Drill: one step of k-means. numpy and Python only; a numpy warning counts as a failure."""

import numpy as np


def step(X: np.ndarray, centres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Assign each row to its nearest centre, then move each centre to the mean of its rows.

    Near means a small Euclidean distance.
    Tie: the centre with the lower number.
    A centre without rows stays where it is.

    Args:
        X: Shape (n, d).
        centres: Shape (k, d).

    Returns:
        The number of the centre of each row, before the move, shape (n,); and the moved
        centres, shape (k, d).
    """
    raise NotImplementedError


def inertia(X: np.ndarray, centres: np.ndarray) -> float:
    """Return the sum over the rows of the squared distance to the nearest centre."""
    raise NotImplementedError
