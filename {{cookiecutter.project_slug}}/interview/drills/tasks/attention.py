"""Drill: scaled dot-product attention. numpy and Python only.

A numpy warning counts as a failure.
"""

import numpy as np


def attention(
    Q: np.ndarray, K: np.ndarray, V: np.ndarray, allowed: np.ndarray | None = None
) -> np.ndarray:
    """Return for each query the mean of the values, weighted by how well its key fits.

    The weights of a query are the softmax over the keys of (query . key) / sqrt(d).

    Args:
        Q: Queries, shape (m, d).
        K: Keys, shape (n, d).
        V: Values, shape (n, v).
        allowed: True where a query may look at a key, shape (m, n); by default everywhere. What is
            not allowed gets a weight of exactly 0. A query that may look at nothing gets zeros.

    Returns:
        Shape (m, v).
    """
    raise NotImplementedError
