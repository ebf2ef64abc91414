"""Ways to make both classes equally large before a fit, and an estimator that uses one."""

from collections.abc import Callable
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.neighbors import NearestNeighbors

__all__ = ["COMPARED", "METHODS", "Balanced", "rare_and_common"]

Rows = tuple[NDArray[np.float64], NDArray[np.int64]]
NEAREST = 5  # neighbors that a made-up row may lie toward
SPARE = 10  # more neighbors than needed, to see which are equally near
COMPARED = 6_000  # rows of the rare class, of more drawn at random: each is compared with each


def rare_and_common(y: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the row numbers of the smaller and of the larger class."""
    classes = sorted((np.flatnonzero(y == each) for each in (1, 0)), key=len)
    return classes[0], classes[1]


def neighbors(X: NDArray[np.float64], number: int) -> NDArray[np.int64]:
    """Return the rows nearest to each, shape (n_rows, number) or less, equally near ones in order.

    The search multiplies matrices, whose last digits are the processor's, so it decides ties by
    the processor. Distances are therefore calculated again from differences.
    """
    search = NearestNeighbors(n_neighbors=min(number + 1 + SPARE, len(X))).fit(X)
    near = search.kneighbors(X, return_distance=False)
    far = ((X[near] - X[:, None]) ** 2).sum(axis=2).round(9)
    far[near == np.arange(len(X))[:, None]] = -1  # a row itself comes first, and is left out
    order = np.lexsort((near, far), axis=1)
    return np.take_along_axis(near, order, axis=1)[:, 1 : number + 1]


def copies(X: NDArray[np.float64], y: NDArray[np.int64], rng: np.random.Generator) -> Rows:
    """Return the rows, with rows of the rare class repeated until both are equally many."""
    rare, common = rare_and_common(y)
    more = rng.choice(rare, len(common) - len(rare))
    rows = np.concatenate([np.arange(len(y)), more])
    return X[rows], y[rows]


def between(X: NDArray[np.float64], y: NDArray[np.int64], rng: np.random.Generator) -> Rows:
    """Return the rows and made-up ones of the rare class, each between a row and a neighbor.

    Of more than ``COMPARED`` rows of that class, so many are drawn, and the made-up ones lie
    between these.

    Source:
        Chawla, Bowyer, Hall and Kegelmeyer, SMOTE, Journal of Artificial Intelligence Research 16
        (2002).
    """
    rare, common = rare_and_common(y)
    number = len(common) - len(rare)
    if len(rare) > COMPARED:
        rare = np.sort(rng.permutation(rare)[:COMPARED])
    others = neighbors(X[rare], NEAREST)
    if others.shape[1] == 0:  # a single row has no neighbor
        return copies(X, y, rng)
    start = rng.integers(0, len(rare), number)
    towards = others[start, rng.integers(0, others.shape[1], number)]
    step = rng.random((number, 1))
    made = X[rare[start]] + step * (X[rare[towards]] - X[rare[start]])
    return np.concatenate([X, made]), np.concatenate([y, np.full(number, y[rare[0]])])


METHODS: dict[str, Callable[..., Rows]] = {"copies": copies, "between": between}


class Balanced(ClassifierMixin, BaseEstimator):
    """An estimator that balances the rows it is fitted on, and only those.

    In a pipeline it stands last, so a fold's validation rows are never touched.

    Args:
        estimator: The classifier to fit.
        method: One of ``METHODS``.
        seed: Of the random choices.
    """

    def __init__(self, estimator: BaseEstimator, method: str, seed: int = 0) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.estimator = estimator
        self.method = method
        self.seed = seed

    def fit(self, X: NDArray[np.float64], y: NDArray[np.int64]) -> Self:
        """Balance the rows, shape (n_rows, n_columns), and fit a copy of the estimator."""
        rng = np.random.default_rng(self.seed)
        rows, classes = METHODS[self.method](np.asarray(X, float), np.asarray(y), rng)
        self.estimator_ = clone(self.estimator).fit(rows, classes)
        self.classes_ = self.estimator_.classes_
        return self

    def predict_proba(self, X: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of each class, shape (n_rows, 2)."""
        return self.estimator_.predict_proba(np.asarray(X, float))

    def predict(self, X: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the likelier class, shape (n_rows,)."""
        return self.estimator_.predict(np.asarray(X, float))
