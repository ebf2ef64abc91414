"""Linear regression by gradient descent."""

import numpy as np


def fit(
    X: np.ndarray, y: np.ndarray, rate: float, steps: int
) -> tuple[np.ndarray, float, list[float]]:
    """Return weights, intercept and the losses on the way, from zero weights and intercept."""
    w, b = np.zeros(X.shape[1]), 0.0
    errors = -y
    losses = [float((errors**2).mean())]
    for _ in range(steps):
        w = w - rate * 2 * X.T @ errors / len(y)
        b = b - rate * 2 * errors.mean()
        errors = X @ w + b - y
        losses.append(float((errors**2).mean()))
        if losses[-1] > losses[0]:
            raise ValueError(f"the rate {rate} is too large: the loss rises")
    return w, float(b), losses
