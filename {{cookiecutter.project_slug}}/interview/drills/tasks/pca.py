"""Drill: principal component analysis. numpy and Python only.

A numpy warning counts as a failure.
"""

import numpy as np


def pca(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the first k principal components of ``X``, by the eigenvectors of the covariance.

    Columns are centered, not scaled. Components come by explained variance, largest first. The sign
    of each is such that its entry of largest absolute value is positive.

    Args:
        X: Shape (n, d), n at least 2.
        k: 1 to d.

    Returns:
        Components, one a row, each of length 1, shape (k, d); the coordinates of the rows of ``X``
        along them, shape (n, k); the share of the total variance that each explains, shape (k,).

    Raises:
        ValueError: k is below 1 or above d.
    """
    raise NotImplementedError
