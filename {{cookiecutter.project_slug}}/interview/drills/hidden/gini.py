"""The best split against counting every threshold in fractions, and against scikit-learn."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
from sklearn.tree import DecisionTreeClassifier

from ..checking import Case
from ..rows import Rows


def impurity(y: list[int]) -> Fraction:
    """Return the Gini impurity, exactly."""
    shares = [Fraction(count, len(y)) for count in Counter(y).values()]
    return 1 - sum((share**2 for share in shares), Fraction(0))


def counted(x: np.ndarray, y: np.ndarray) -> tuple[float, float] | None:
    """Return the best split by trying each, without rounding."""
    best: tuple[Fraction, float] | None = None
    values = sorted({float(value) for value in x})
    for low, high in pairwise(values):
        sides = [y[x <= low].tolist(), y[x > low].tolist()]
        mean = sum((len(side) * impurity(side) for side in sides), Fraction(0)) / len(y)
        if best is None or mean < best[0]:
            best = mean, (low + high) / 2
    return (best[1], float(best[0])) if best else None


def ask(x: np.ndarray, y: np.ndarray) -> Case:
    """Ask for the best split of one feature."""
    right: Any = counted(x, y)
    return Case("best_split", {"x": x, "y": y}, right)


def random() -> Iterator[Case]:
    """Yield few values with many ties, many values, and three classes."""
    for seed in range(20):
        rng = np.random.default_rng(seed)
        n = 3 + seed
        yield ask(rng.integers(0, 4, n) * 1.0, rng.integers(0, 2 + seed % 2, n) * 4)
        half = rng.integers(0, 2, 2 + seed % 5)
        yield ask(np.arange(2.0 * len(half)), np.append(half, half[::-1]))  # both ends tie
    x = rng.normal(size=200)
    y = (x + rng.normal(size=200) > 0.3).astype(int)
    tree = DecisionTreeClassifier(max_depth=1).fit(x[:, None], y).tree_
    sides = tree.impurity[1:] @ tree.n_node_samples[1:] / 200
    yield Case("best_split", {"x": x, "y": y}, (tree.threshold[0], sides), close=1e-5)
    for classes in ([], [5], [0, 1, 1, 2]):
        right = float(impurity(classes)) if classes else 0.0
        yield Case("gini", {"y": np.array(classes, dtype=int)}, right)
    yield ask(np.full(3, 2.0), np.array([0, 1, 1]))


def own(rows: Rows) -> Iterator[Case]:
    """Yield columns of the project, cut to a few values so that they tie."""
    for column in rows.X.T[:4]:
        places = column.argsort().argsort() * 8 // len(column)
        yield ask(places * 1.0, rows.label)
