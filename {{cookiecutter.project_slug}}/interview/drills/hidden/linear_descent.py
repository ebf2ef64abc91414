"""Linear regression by descent: steps against finite differences, the end against scikit-learn."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.optimize import approx_fprime
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error

from ..checking import Case
from ..rows import Rows, standardized


def walk(X: np.ndarray, y: np.ndarray, rate: float, steps: int) -> Case:
    """Ask for a few steps, along slopes of the loss that are measured, not derived."""

    def loss(point: np.ndarray) -> float:
        return float(mean_squared_error(y, X @ point[:-1] + point[-1]))

    points = [np.zeros(X.shape[1] + 1)]
    for _ in range(steps):
        points.append(points[-1] - rate * approx_fprime(points[-1], loss, 1e-7))
    losses = np.array([loss(point) for point in points])
    given = {"X": X, "y": y, "rate": rate, "steps": steps}
    return Case("fit", given, (points[-1][:-1], points[-1][-1], losses), close=1e-4)


def to_the_end(X: np.ndarray, y: np.ndarray) -> Case:
    """Ask for so many steps that nothing moves any more; the losses must fall to the least."""
    model = LinearRegression().fit(X, y)
    least = mean_squared_error(y, model.predict(X))

    def judge(answer: Any) -> str:
        w, b, losses = answer
        if not np.allclose([*w, b], [*model.coef_, model.intercept_], atol=1e-4):
            return f"gave w = {w}, b = {b:.6g}, right is {model.coef_}, {model.intercept_:.6g}"
        if len(losses) != 2001 or abs(losses[-1] - least) > 1e-6:
            return f"gave {len(losses)} losses, the last {losses[-1]:.6g}, right is {least:.6g}"
        return ""

    return Case("fit", {"X": X, "y": y, "rate": 0.2, "steps": 2000}, judge=judge)


def random() -> Iterator[Case]:
    """Yield a few steps, many, and rates that are too large."""
    for seed in range(6):
        rng = np.random.default_rng(seed)
        yield walk(rng.normal(size=(5 + seed, 2)), rng.normal(size=5 + seed) + 2, 0.1, seed)
    X, y = rng.normal(size=(100, 2)), rng.normal(size=100) + 1
    yield to_the_end(X, y)
    for rate in (2.0, 1e6):
        given = {"X": 100 * X, "y": y, "rate": rate, "steps": 1000}
        yield Case("fit", given, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield a column of the project, standardized; then as it stands, with too large a rate."""
    X, y = standardized(rows.X[:, :1]), standardized(rows.number)
    yield walk(X, y, 0.1, 5)
    yield to_the_end(X, y)
    far = 1000 * (X + 2)
    yield Case("fit", {"X": far, "y": y, "rate": 0.1, "steps": 500}, raises=ValueError)
