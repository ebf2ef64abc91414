"""Principal components against a singular value decomposition."""

from collections.abc import Iterator

import numpy as np

from ..checking import Case
from ..rows import Rows, standardized


def ask(X: np.ndarray, k: int) -> Case:
    """Ask for some components."""
    centered = X - X.mean(axis=0)
    _, lengths, turned = np.linalg.svd(centered, full_matrices=False)
    components = turned[:k].copy()
    largest = components[np.arange(k), np.abs(components).argmax(axis=1)]
    components *= np.sign(largest)[:, None]
    share = lengths[:k] ** 2 / (lengths**2).sum()
    right = (components, centered @ components.T, share)
    return Case("pca", {"X": X, "k": k}, right, close=1e-6)


def random() -> Iterator[Case]:
    """Yield clouds of different width in each direction, far from zero."""
    for seed in range(12):
        rng = np.random.default_rng(seed)
        d = 2 + seed % 4
        X = rng.normal(size=(8 + 3 * seed, d)) * np.arange(1, d + 1) ** 2
        yield ask(X @ np.linalg.qr(rng.normal(size=(d, d)))[0] + 50, 1 + seed % d)
    yield Case("pca", {"X": X, "k": 0}, raises=ValueError)
    yield Case("pca", {"X": X, "k": d + 1}, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield two components of the project's numbers."""
    X = standardized(rows.X)
    _, lengths, _ = np.linalg.svd(X, full_matrices=False)
    apart = len(lengths) < 3 or lengths[1] > 1.001 * lengths[2]  # else the second is any of many
    yield ask(X, 2 if apart and len(lengths) > 1 and lengths[0] > 1.001 * lengths[1] else 1)
