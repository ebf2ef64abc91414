"""Mean squared error and its gradient."""

import numpy as np


def mse(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> float:
    """Return the mean over the rows of (X w + b - y) squared."""
    return float(np.mean(_errors(X, y, w, b) ** 2))


def gradient(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> tuple[np.ndarray, float]:
    """Return the derivatives of ``mse`` by w, shape (d,), and by b."""
    errors = _errors(X, y, w, b)
    return 2 * X.T @ errors / len(y), float(2 * errors.mean())


def _errors(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Return prediction minus truth, shape (n,)."""
    if y.shape != (len(X),):
        raise ValueError(f"y has shape {y.shape}, not ({len(X)},)")
    return X @ w + b - y
