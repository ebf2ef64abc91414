"""Drill: linear regression by gradient descent. numpy only; a warning counts as a failure."""

import numpy as np


def fit(
    X: np.ndarray, y: np.ndarray, rate: float, steps: int
) -> tuple[np.ndarray, float, list[float]]:
    """Return weights, intercept and the losses on the way, from zero weights and intercept.

    The loss is the mean squared error (no half in front). Every step uses all rows, and moves
    w and b at once by ``rate`` times the gradient at the same point.

    Args:
        X: Shape (n, d).
        y: Shape (n,).
        rate: The learning rate.
        steps: How many steps.

    Returns:
        w, shape (d,); b; and ``steps + 1`` losses: before the first step, and after each.

    Raises:
        ValueError: The loss is above its value at the start after any step: the rate is too
            large for these columns, and going on would only overflow.
    """
    raise NotImplementedError
