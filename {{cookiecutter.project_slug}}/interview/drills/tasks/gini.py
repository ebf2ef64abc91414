"""Drill: the best split of a decision tree. numpy and Python only."""

import numpy as np


def gini(y: np.ndarray) -> float:
    """Return the Gini impurity of classes, shape (n,): 1 minus the sum of squared shares.

    No rows have impurity 0.0.
    """
    raise NotImplementedError


def best_split(x: np.ndarray, y: np.ndarray) -> tuple[float, float] | None:
    """Return the threshold with the least impurity, and that impurity.

    Rows with x <= threshold go left, the others right. Thresholds lie half way between
    neighboring different values of x. The impurity of a split is the mean of the two sides'
    impurities, each weighted by its number of rows.
    Tie: impurities that differ by less than 1e-12 are equal, and the smallest threshold wins.

    Args:
        x: One feature, not sorted, values may repeat, shape (n,).
        y: Classes as whole numbers, two or more of them, shape (n,).

    Returns:
        (threshold, impurity), or None where all x are equal and nothing can be split. A split
        that does not lower the impurity is still returned.
    """
    raise NotImplementedError
