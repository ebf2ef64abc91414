"""Principal components: center, covariance, eigh, largest first."""

import numpy as np


def pca(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the first k components, the coordinates along them, and their shares of variance."""
    if not 1 <= k <= X.shape[1]:
        raise ValueError(f"k is {k}, but there are {X.shape[1]} columns")
    centered = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(centered.T @ centered / (len(X) - 1))
    components = vectors[:, ::-1][:, :k].T  # eigh sorts ascending
    largest = np.abs(components).argmax(axis=1)
    components = components * np.sign(components[np.arange(k), largest])[:, None]
    return components, centered @ components.T, values[::-1][:k] / values.sum()
