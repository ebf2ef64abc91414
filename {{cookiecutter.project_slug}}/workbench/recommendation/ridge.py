"""The expensive step of a linear recommender, made once for all models that need the same."""

import hashlib
import time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

__all__ = ["SPARED", "solve"]

Array = NDArray[np.float64]

BLOCK = 1000  # rows of the matrix that are counted at a time


class Solved(NamedTuple):
    """The expensive step of EASE, and what of it an item tells of itself, shape (n_items,).

    ``matrix`` is ``K`` of users by users, or ``X' K X`` of items by items, whichever is smaller.
    """

    matrix: Array
    own: Array


SOLVED: dict[tuple[bytes, float], tuple[Solved, float]] = {}  # the latest, and its seconds
SPARED: list[float] = []  # seconds of steps that were found there


def common(taken: sparse.csr_matrix) -> Array:
    """Return what each two rows have in common, shape (n_rows, n_rows), a block at a time.

    The whole as a sparse matrix would take more memory than the outcome.
    """
    found, others = np.empty((taken.shape[0],) * 2), taken.T.tocsr()
    for start in range(0, len(found), BLOCK):
        part = slice(start, start + BLOCK)
        found[part] = (taken[part] @ others).toarray()
    return found


def solve(taken: sparse.csr_matrix, penalty: float) -> Solved:
    """Return what EASE needs of who took what; a process does not make the same twice in a row."""
    key = hashlib.sha256(taken.indptr.tobytes() + taken.indices.tobytes()).digest(), penalty
    if key in SOLVED:
        SPARED.append(SOLVED[key][1])
        return SOLVED[key][0]
    SOLVED.clear()  # before the next: it may be the largest thing in memory
    start, by_items = time.perf_counter(), taken.shape[0] > taken.shape[1]
    gram = common(taken.T.tocsr() if by_items else taken)
    np.fill_diagonal(gram, gram.diagonal() + penalty)
    matrix = linalg.inv(gram, overwrite_a=True)
    if by_items:
        matrix *= -penalty
        np.fill_diagonal(matrix, matrix.diagonal() + 1)
        own = matrix.diagonal()
    else:
        own = np.asarray(taken.multiply(matrix @ taken).sum(axis=0)).ravel()
    SOLVED[key] = Solved(matrix, own), time.perf_counter() - start
    return SOLVED[key][0]
