"""A two-layer network: forward, then the chain rule from the loss back to the input."""

import numpy as np

Weights = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # W1, b1, W2, b2


def predict(X: np.ndarray, weights: Weights) -> np.ndarray:
    """Return one number a row."""
    W1, b1, W2, b2 = weights
    return (np.maximum(X @ W1 + b1, 0) @ W2 + b2)[:, 0]


def gradients(X: np.ndarray, y: np.ndarray, weights: Weights) -> tuple[float, Weights]:
    """Return the loss and its derivative by every weight."""
    W1, b1, W2, _ = weights
    z = X @ W1 + b1
    hidden = np.maximum(z, 0)
    errors = predict(X, weights) - y
    by_output = (2 * errors / len(y))[:, None]  # (n, 1)
    by_z = by_output @ W2.T * (z > 0)  # (n, h)
    return float(np.mean(errors**2)), (
        X.T @ by_z,
        by_z.sum(axis=0),
        hidden.T @ by_output,
        by_output.sum(axis=0),
    )
