"""One step of k-means."""

import numpy as np


def step(X: np.ndarray, centres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Assign each row to its nearest centre, then move each centre to the mean of its rows."""
    labels = _squared_distances(X, centres).argmin(axis=1)  # the first of equals
    moved = centres.astype(float)  # a copy: an empty cluster keeps its centre
    for number in np.unique(labels):
        moved[number] = X[labels == number].mean(axis=0)
    return labels, moved


def inertia(X: np.ndarray, centres: np.ndarray) -> float:
    """Return the sum over the rows of the squared distance to the nearest centre."""
    return float(_squared_distances(X, centres).min(axis=1).sum())


def _squared_distances(X: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Return the squared distance of each row to each centre, shape (n, k)."""
    return ((X[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
