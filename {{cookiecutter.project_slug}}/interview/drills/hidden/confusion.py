"""Confusion matrix and F1 against scikit-learn."""

from collections.abc import Iterator

import numpy as np
from sklearn.metrics import confusion_matrix, f1_score

from ..checking import Case
from ..rows import Rows


def both(actual: np.ndarray, predicted: np.ndarray) -> Iterator[Case]:
    """Ask for the four counts, and for F1."""
    given = {"actual": actual, "predicted": predicted}
    cells = confusion_matrix(actual, predicted, labels=[0, 1])
    yield Case("confusion", given, cells.ravel())
    yield Case("f1", given, float(f1_score(actual, predicted, zero_division=0.0)))


def random() -> Iterator[Case]:
    """Yield common and rare classes, and the corners where a class is absent."""
    for seed in range(12):
        rng = np.random.default_rng(seed)
        actual, predicted = rng.random((2, 6 + 10 * seed)) < (0.5, 0.1)[seed % 2]
        yield from both(actual.astype(int), predicted.astype(int))
    zeros, ones = np.zeros(4, dtype=int), np.ones(4, dtype=int)
    for actual in (zeros, ones):
        for predicted in (zeros, ones):
            yield from both(actual, predicted)
    for function in ("confusion", "f1"):
        for wrong in (ones[:0], ones[:2], 2 * ones, -ones):
            yield Case(function, {"actual": wrong, "predicted": ones[:4]}, raises=ValueError)
        yield Case(function, {"actual": ones[:0], "predicted": ones[:0]}, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's classes, beside a rule that its first column gives."""
    first = rows.X[:, 0]
    for rule in (first > np.median(first), np.zeros(len(first), dtype=bool)):
        yield from both(rows.label, rule.astype(int))
