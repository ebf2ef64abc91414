"""One step of k-means."""

import numpy as np


def step(X: np.ndarray, centers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Assign each row to its nearest center, then move each center to the mean of its rows."""
    labels = _squared_distances(X, centers).argmin(axis=1)  # the first of equals
    moved = centers.astype(float)  # a copy: an empty cluster keeps its center
    for number in np.unique(labels):
        moved[number] = X[labels == number].mean(axis=0)
    return labels, moved


def inertia(X: np.ndarray, centers: np.ndarray) -> float:
    """Return the sum over the rows of the squared distance to the nearest center."""
    return float(_squared_distances(X, centers).min(axis=1).sum())


def _squared_distances(X: np.ndarray, centers: np.ndarray) -> np.ndarray:
    """Return the squared distance of each row to each center, shape (n, k)."""
    return ((X[:, None, :] - centers[None, :, :]) ** 2).sum(axis=2)
