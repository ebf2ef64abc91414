"""Drill: the backward pass of a network with one hidden layer. numpy and Python only."""

import numpy as np

Weights = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # W1, b1, W2, b2


def predict(X: np.ndarray, weights: Weights) -> np.ndarray:
    """Return ``relu(X @ W1 + b1) @ W2 + b2``, where relu(z) is the larger of z and 0.

    Args:
        X: Shape (n, d).
        weights: W1 of shape (d, h), b1 (h,), W2 (h, 1), b2 (1,).

    Returns:
        One number a row, shape (n,).
    """
    raise NotImplementedError


def gradients(X: np.ndarray, y: np.ndarray, weights: Weights) -> tuple[float, Weights]:
    """Return the mean squared error of the predictions, and its derivative by every weight.

    The loss is mean((prediction - y)^2). Work out each derivative by the chain rule; the tests
    compare them with what the loss does when one weight is moved a little. The derivative of relu
    at 0 is 0. The weights of the caller stay as they are.

    Args:
        X: Shape (n, d).
        y: Shape (n,).
        weights: As for ``predict``.

    Returns:
        The loss, and the derivatives in the order and the shapes of ``weights``.
    """
    raise NotImplementedError
