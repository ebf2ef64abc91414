"""Mean squared error against scikit-learn, its gradient against finite differences."""

from collections.abc import Iterator

import numpy as np
from scipy.optimize import approx_fprime
from sklearn.metrics import mean_squared_error

from ..checking import Case
from ..rows import Rows, standardized


def both(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> Iterator[Case]:
    """Ask for the error and its derivatives at one point."""

    def error(point: np.ndarray) -> float:
        return float(mean_squared_error(y, X @ point[:-1] + point[-1]))

    given = {"X": X, "y": y, "w": w, "b": b}
    slopes = approx_fprime(np.append(w, b), error, 1e-6)
    yield Case("mse", given, error(np.append(w, b)))
    yield Case("gradient", given, (slopes[:-1], slopes[-1]), close=1e-4)


def random() -> Iterator[Case]:
    """Yield small problems, and a column that would be broadcast."""
    for seed in range(10):
        rng = np.random.default_rng(seed)
        n, d = seed + 2, seed % 4 + 1
        yield from both(rng.normal(size=(n, d)), rng.normal(size=n), rng.normal(size=d), 0.5)
    one = {"X": np.ones((3, 1)), "y": np.ones((3, 1)), "w": np.ones(1), "b": 0.0}
    for function in ("mse", "gradient"):
        yield Case(function, one, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's columns and what they estimate, at two points."""
    X, y = standardized(rows.X), standardized(rows.number)
    for size in (0.0, 0.3):
        yield from both(X, y, np.full(X.shape[1], size), size)
