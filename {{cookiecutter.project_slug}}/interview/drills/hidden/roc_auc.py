"""ROC-AUC against scikit-learn, most of all where scores tie."""

from collections.abc import Iterator

import numpy as np
from sklearn.metrics import roc_auc_score

from ..checking import Case
from ..rows import Rows


def ask(actual: np.ndarray, score: np.ndarray) -> Case:
    """Ask for the area of one ranking."""
    return Case("roc_auc", {"actual": actual, "score": score}, float(roc_auc_score(actual, score)))


def random() -> Iterator[Case]:
    """Yield scores with many ties, with none, below zero, and of many rows."""
    for seed in range(10):
        rng = np.random.default_rng(seed)
        actual = np.append([0, 1], rng.random(4 + 3 * seed) < 0.4).astype(int)
        yield ask(actual, rng.integers(0, 3, len(actual)))
        yield ask(actual, rng.normal(size=len(actual)) - actual)
    many = np.arange(5000) % 7 == 0
    yield ask(many.astype(int), np.round(rng.normal(size=5000) + many, 1))
    for one in (0, 1):
        given = {"actual": np.full(3, one), "score": np.arange(3.0)}
        yield Case("roc_auc", given, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield every column of the project as if it were a score."""
    for column in rows.X.T[:8]:
        yield ask(rows.label, column)
