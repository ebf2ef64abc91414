"""The best split of a decision tree: one pass over the sorted rows, with running counts."""

import numpy as np


def gini(y: np.ndarray) -> float:
    """Return the Gini impurity of classes, shape (n,): 1 minus the sum of squared shares."""
    if len(y) == 0:
        return 0.0
    _, counts = np.unique(y, return_counts=True)
    return float(1 - ((counts / len(y)) ** 2).sum())


def best_split(x: np.ndarray, y: np.ndarray) -> tuple[float, float] | None:
    """Return the threshold with the least impurity, and that impurity."""
    order = np.argsort(x, kind="stable")
    x = x[order]
    cuts = np.flatnonzero(x[1:] > x[:-1])  # the last row of the left side
    if len(cuts) == 0:
        return None
    one_hot = y[order][:, None] == np.unique(y)
    left = one_hot.cumsum(axis=0)[cuts]  # rows of each class on the left, for every cut
    right = one_hot.sum(axis=0) - left
    impurity = (_rows_times_gini(left) + _rows_times_gini(right)) / len(x)
    best = np.flatnonzero(impurity < impurity.min() + 1e-12)[0]
    return float(x[cuts[best]] + x[cuts[best] + 1]) / 2, float(impurity[best])


def _rows_times_gini(counts: np.ndarray) -> np.ndarray:
    """Return n times the impurity of each row of class counts, none of which is empty."""
    n = counts.sum(axis=1)
    return n - (counts**2).sum(axis=1) / n
