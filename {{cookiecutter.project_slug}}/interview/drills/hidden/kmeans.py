"""k-means: one step against scikit-learn's distances, many steps against its k-means."""

from collections.abc import Iterator

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import euclidean_distances, pairwise_distances_argmin

from ..checking import Case
from ..rows import Rows, standardized


def ask(X: np.ndarray, centers: np.ndarray) -> Iterator[Case]:
    """Ask for one step, and how good it was; distances of whole numbers are exact."""
    labels = ((X[:, None] - centers) ** 2).sum(axis=2).argmin(axis=1)
    moved = [
        X[labels == number].mean(axis=0) if (labels == number).any() else center
        for number, center in enumerate(centers)
    ]
    given = {"X": X, "centers": centers}
    yield Case("step", given, (labels, np.array(moved)))
    nearest = euclidean_distances(X, centers).min(axis=1)
    yield Case("inertia", given, float((nearest**2).sum()), close=1e-6)


def settled(X: np.ndarray, k: int) -> Case:
    """Ask for a step from where scikit-learn has settled: nothing may move."""
    model = KMeans(k, n_init=3, random_state=0, tol=0).fit(X)
    centers = np.array([X[model.labels_ == number].mean(axis=0) for number in range(k)])
    right = (pairwise_distances_argmin(X, centers), centers)
    return Case("step", {"X": X, "centers": centers}, right, close=1e-6)


def random() -> Iterator[Case]:
    """Yield rows on a grid, with ties and with centers that nobody is near; then clusters."""
    for seed in range(10):
        rng = np.random.default_rng(seed)
        X = rng.integers(0, 4, (4 + seed, 2)).astype((float, int)[seed % 2])
        yield from ask(X, rng.integers(0, 6, (2 + seed % 3, 2)).astype(X.dtype))
    X = rng.normal(size=(90, 2)) + np.repeat([[0, 0], [9, 0], [0, 9]], 30, axis=0)
    yield settled(X, 3)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's rows on a grid, from its first rows as centers, and settled."""
    X = standardized(rows.X)
    grid = np.round(10 * X)
    yield from ask(grid, grid[:4])
    yield settled(X[:, :2], 3)
