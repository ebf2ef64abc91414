"""Logistic regression: single steps against finite differences, the end against scikit-learn."""

from collections.abc import Iterator

import numpy as np
from scipy.optimize import approx_fprime
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from ..checking import Case
from ..rows import Rows, standardized


def walk(X: np.ndarray, y: np.ndarray, rate: float, steps: int, l2: float) -> Case:
    """Ask for a few steps, along slopes of the loss that are measured, not derived."""

    def loss(point: np.ndarray) -> float:
        z = X @ point[:-1] + point[-1]
        return float(np.mean(np.logaddexp(0, z) - y * z) + l2 / 2 * (point[:-1] ** 2).sum())

    point = np.zeros(X.shape[1] + 1)
    for _ in range(steps):
        point = point - rate * approx_fprime(point, loss, 1e-7)
    given = {"X": X, "y": y, "rate": rate, "steps": steps, "l2": l2}
    return Case("fit", given, (point[:-1], point[-1]), close=1e-5)


def to_the_end(X: np.ndarray, y: np.ndarray, l2: float) -> Case:
    """Ask for so many steps that nothing moves any more."""
    model = LogisticRegression(C=1 / (len(y) * l2), tol=1e-8, max_iter=1000).fit(X, y)
    given = {"X": X, "y": y, "rate": 1.0, "steps": 3000, "l2": l2}
    return Case("fit", given, (model.coef_[0], model.intercept_[0]), close=1e-3)


def random() -> Iterator[Case]:
    """Yield a few steps, many steps, and numbers far from zero."""
    for seed in range(5):
        rng = np.random.default_rng(seed)
        X, y = rng.normal(size=(8 + seed, 2)), rng.integers(0, 2, 8 + seed)
        yield walk(X, y, 0.5, seed, (0.0, 0.3)[seed % 2])
    X = rng.normal(size=(80, 3))
    yield to_the_end(X, (X[:, 0] + rng.normal(size=80) > 0.5).astype(int), 0.1)
    z = np.array([-1e4, -745.0, -30.0, 0.0, 30.0, 745.0, 1e4])
    yield Case("sigmoid", {"z": z}, expit(z))
    yield walk(1000 * X, (X[:, 1] > 0).astype(int), 1e-5, 2, 0.0)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the first columns of the project."""
    X = standardized(rows.X[:, :3])
    yield walk(X, rows.label, 0.3, 3, 0.01)
    yield to_the_end(X, rows.label, 0.1)
