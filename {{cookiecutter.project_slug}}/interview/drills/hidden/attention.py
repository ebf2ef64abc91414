"""Attention against scipy's softmax, one query at a time."""

from collections.abc import Iterator

import numpy as np
from scipy.special import softmax

from ..checking import Case
from ..rows import Rows, standardized


def right(Q: np.ndarray, K: np.ndarray, V: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """Return the weighted values of each query."""
    found = np.zeros((len(Q), V.shape[1]))
    for row, query in enumerate(Q):
        keys = np.flatnonzero(allowed[row])
        if len(keys):
            weights = softmax([float(query @ K[key]) / len(query) ** 0.5 for key in keys])
            found[row] = sum(w * V[key] for w, key in zip(weights, keys, strict=True))
    return found


def ask(Q: np.ndarray, K: np.ndarray, V: np.ndarray, allowed: np.ndarray | None = None) -> Case:
    """Ask for one head."""
    seen = np.ones((len(Q), len(K)), bool) if allowed is None else allowed
    given = {"Q": Q, "K": K, "V": V, "allowed": allowed}
    return Case("attention", given, right(Q, K, V, seen))


def random() -> Iterator[Case]:
    """Yield other numbers of queries than keys, masks, and scores that are far apart."""
    for seed in range(12):
        rng = np.random.default_rng(seed)
        m, n, d, v = 1 + seed % 4, 2 + seed % 3, 1 + seed % 5, 1 + seed % 2
        Q, K, V = rng.normal(size=(m, d)), rng.normal(size=(n, d)), rng.normal(size=(n, v))
        yield ask(Q, K, V)
        yield ask(Q * 10.0 ** (seed % 4), K, V, rng.random((m, n)) < 0.6)
    causal = np.tril(np.ones((6, 6), bool))
    X = rng.normal(size=(6, 3))
    yield ask(X, X, X, causal)
    far = np.vstack([X[1:], [[9000.0, 0.0, 0.0]]])  # a score that most may not see is the highest
    yield ask(far, far, far, causal)


def own(rows: Rows) -> Iterator[Case]:
    """Yield some rows of the project that look at those before them."""
    X = standardized(rows.X)[:20]
    yield ask(X, X, X, np.tril(np.ones((len(X), len(X)), bool)))
