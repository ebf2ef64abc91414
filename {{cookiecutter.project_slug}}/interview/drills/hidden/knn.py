"""k-NN against scikit-learn, and against plain sorting where distances tie."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
from sklearn.neighbors import KNeighborsClassifier

from ..checking import Case
from ..rows import Rows, standardized


def sorted_vote(X_train: np.ndarray, y_train: np.ndarray, row: np.ndarray, k: int) -> int:
    """Return the label of one row, by (distance, position) and by (votes, label)."""
    distance = [sum((int(a) - int(b)) ** 2 for a, b in zip(x, row, strict=True)) for x in X_train]
    nearest = sorted(range(len(X_train)), key=lambda i: (distance[i], i))[:k]
    votes = Counter(int(y_train[i]) for i in nearest)
    return min(votes, key=lambda label: (-votes[label], label))


def on_a_grid(X_train: np.ndarray, y_train: np.ndarray, X: np.ndarray, k: int) -> Case:
    """Ask about whole numbers, whose distances are exact, so that ties are ties."""
    right = np.array([sorted_vote(X_train, y_train, row, k) for row in X])
    return Case("predict", {"X_train": X_train, "y_train": y_train, "X": X, "k": k}, right)


def random() -> Iterator[Case]:
    """Yield points on a small grid, full of ties, then points without any."""
    for seed in range(20):
        rng = np.random.default_rng(seed)
        n, k = 4 + seed, int(rng.integers(1, 5))
        X_train, X = rng.integers(0, 3, (n, 2)).astype(float), rng.integers(0, 3, (2, 2)) * 1.0
        yield on_a_grid(X_train, rng.integers(0, 3, n) * 5 - 3, X, k)
    for k in (1, 4, 7):
        X_train, X = rng.normal(size=(60, 3)), rng.normal(size=(30, 3))
        y_train = rng.integers(0, 4, 60)
        right = KNeighborsClassifier(k).fit(X_train, y_train).predict(X)
        yield Case("predict", {"X_train": X_train, "y_train": y_train, "X": X, "k": k}, right)
    yield Case(
        "predict", {"X_train": X, "y_train": y_train[:30], "X": X, "k": 31}, raises=ValueError
    )


def own(rows: Rows) -> Iterator[Case]:
    """Yield rows on a grid of tenths of a standard deviation."""
    X = np.round(10 * standardized(rows.X))
    for k in (1, 4):
        yield on_a_grid(X[20:], rows.label[20:], X[:20], k)
