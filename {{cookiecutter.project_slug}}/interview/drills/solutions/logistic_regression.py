"""Logistic regression by gradient descent."""

import numpy as np


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-z)) for each element, for any finite z without an overflow."""
    small = np.exp(-np.abs(z))  # never above 1
    return np.where(z >= 0, 1, small) / (1 + small)


def fit(
    X: np.ndarray, y: np.ndarray, rate: float, steps: int, l2: float = 0.0
) -> tuple[np.ndarray, float]:
    """Return weights and intercept after ``steps`` steps of gradient descent from zero."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        errors = sigmoid(X @ w + b) - y  # the derivative of each row's loss by its log odds
        w = w - rate * (X.T @ errors / len(y) + l2 * w)
        b = b - rate * errors.mean()
    return w, float(b)
