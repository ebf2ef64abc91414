"""Linear regression against scikit-learn."""

from collections.abc import Iterator

import numpy as np
from sklearn.linear_model import LinearRegression

from ..checking import Case
from ..rows import Rows, standardized


def ask(X: np.ndarray, y: np.ndarray) -> Case:
    """Ask for one fit."""
    model = LinearRegression().fit(X, y)
    return Case("fit", {"X": X, "y": y}, (model.coef_, model.intercept_), close=1e-6)


def independent(X: np.ndarray) -> np.ndarray:
    """Return the columns that are well away from being a mixture of those before them."""
    kept = np.ones((len(X), 1))
    for column in X.T:
        wider = np.column_stack([kept, column])
        if np.linalg.cond(wider) < 100:
            kept = wider
    return kept[:, 1:]


def random() -> Iterator[Case]:
    """Yield solvable problems, and columns of which one is a mixture of others."""
    for seed in range(10):
        rng = np.random.default_rng(seed)
        n, d = 4 + 3 * seed, seed % 3 + 1
        yield ask(rng.normal(size=(n, d)) + 5, rng.normal(size=n) - 3)
    X, y = rng.normal(size=(20, 2)), rng.normal(size=20)
    for third in (X[:, 0] * 3, X.sum(axis=1), np.full(20, 7.0)):
        yield Case("fit", {"X": np.column_stack([X, third]), "y": y}, raises=ValueError)
    yield Case("fit", {"X": X[:2], "y": y[:2]}, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's columns, as they are independent, and then one of them twice."""
    X = independent(standardized(rows.X))
    y = standardized(rows.number)
    yield ask(X, y)
    yield Case("fit", {"X": np.column_stack([X, X[:, 0]]), "y": y}, raises=ValueError)
