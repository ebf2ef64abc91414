"""Drill: linear regression by the normal equation. numpy and Python only."""

import numpy as np


def fit(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the weights and the intercept with the least sum of squared errors.

    The intercept is part of the model and belongs into the equation.

    Args:
        X: Shape (n, d).
        y: Shape (n,).

    Returns:
        w, shape (d,), and b.

    Raises:
        ValueError: The columns of X and the constant are linearly dependent, so that many
            solutions are equally good: a column twice, a constant column, fewer rows than d + 1.
    """
    raise NotImplementedError
