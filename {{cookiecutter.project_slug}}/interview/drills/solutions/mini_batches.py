"""Logistic regression in mini-batches: a new order each epoch, one step a batch."""

import numpy as np


def fit(
    X: np.ndarray, y: np.ndarray, rate: float, epochs: int, batch: int, seed: int
) -> tuple[np.ndarray, float]:
    """Return weights and intercept."""
    if batch < 1:
        raise ValueError("a batch needs a row")
    rng, w, b = np.random.default_rng(seed), np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch):
            rows = order[start : start + batch]
            errors = _sigmoid(X[rows] @ w + b) - y[rows]
            w -= rate * X[rows].T @ errors / len(rows)
            b -= rate * errors.mean()
    return w, float(b)


def _sigmoid(z: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-z)) without overflow."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)
