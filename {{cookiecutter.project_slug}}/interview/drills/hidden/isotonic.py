"""Isotonic fits against scikit-learn."""

from collections.abc import Iterator

import numpy as np
from sklearn.isotonic import IsotonicRegression

from ..checking import Case
from ..rows import Rows


def ask(score: np.ndarray, label: np.ndarray) -> Case:
    """Ask for the fit of some rows."""
    right = IsotonicRegression().fit(score, label).predict(score)
    return Case("calibrate", {"score": score, "label": label}, right)


def random() -> Iterator[Case]:
    """Yield scores with and without ties, and labels that fall."""
    for seed in range(14):
        rng = np.random.default_rng(seed)
        n = 3 + 2 * seed
        score = rng.integers(0, 6, n) / 5 if seed % 2 else rng.normal(size=n)
        yield ask(score, (rng.random(n) < 1 / (1 + np.exp(-score))).astype(int))
    yield ask(np.arange(6.0), np.array([1, 1, 1, 0, 0, 0]))
    yield ask(np.zeros(4), np.array([1, 0, 0, 0]))


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's label along one of its columns."""
    yield ask(rows.X[:, 0], rows.label)
