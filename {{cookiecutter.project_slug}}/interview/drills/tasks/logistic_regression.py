"""Drill: logistic regression by gradient descent. numpy only; a warning counts as a failure."""

import numpy as np


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-z)) for each element, for any finite z without an overflow."""
    raise NotImplementedError


def fit(
    X: np.ndarray, y: np.ndarray, rate: float, steps: int, l2: float = 0.0
) -> tuple[np.ndarray, float]:
    """Return weights and intercept after ``steps`` steps of gradient descent from zero.

    The loss is the mean log loss over the rows plus l2 / 2 times the squared length of w.
    The intercept is not penalized. Every step uses all rows, and moves w and b at once by
    ``rate`` times the gradient at the same point.

    Args:
        X: Shape (n, d).
        y: 0 or 1, shape (n,).
        rate: The learning rate.
        steps: How many steps; 0 gives zeros.
        l2: Weight of the penalty.

    Returns:
        w, shape (d,), and b.
    """
    raise NotImplementedError
