"""Drill: logistic regression by stochastic gradient descent. numpy and Python only.

A numpy warning counts as a failure, such as exp of a large number.
"""

import numpy as np


def fit(
    X: np.ndarray, y: np.ndarray, rate: float, epochs: int, batch: int, seed: int
) -> tuple[np.ndarray, float]:
    """Return weights and intercept after some passes over the rows in small batches.

    Weights and intercept start at zero. Each epoch draws one new order of the rows,
    ``rng.permutation(n)`` of one ``rng = np.random.default_rng(seed)`` that serves all epochs, and
    cuts it into batches of ``batch`` rows, the last of which may be smaller. Each batch makes one
    step: minus ``rate`` times the gradient of the mean log loss over the rows of this batch.

    Args:
        X: Shape (n, d).
        y: 0 or 1, shape (n,).
        rate: Step size.
        epochs: Passes over all rows, 0 or more.
        batch: Rows of a batch; above n there is one batch.
        seed: Of the orders.

    Returns:
        Weights, shape (d,), and the intercept.

    Raises:
        ValueError: ``batch`` is below 1.
    """
    raise NotImplementedError
