"""Ways to make the classes equally large before a fit, and an estimator that uses one."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.neighbors import NearestNeighbors

Rows = tuple[NDArray[np.float64], NDArray[np.int64]]
NEAREST = 5  # neighbours that a made-up row may lie towards
AGREE = 3  # neighbours that must be of the same class for a row to stay
SPARE = 10  # more neighbours than needed, to see which are equally near


def rare_and_common(y: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the row numbers of the smaller and of the larger class."""
    classes = sorted((np.flatnonzero(y == each) for each in (1, 0)), key=len)
    return classes[0], classes[1]


def neighbours(X: NDArray[np.float64], number: int) -> NDArray[np.int64]:
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


def fewer(X: NDArray[np.float64], y: NDArray[np.int64], rng: np.random.Generator) -> Rows:
    """Return as many rows of the common class, drawn at random, as there are of the rare one."""
    rare, common = rare_and_common(y)
    rows = np.sort(np.concatenate([rare, rng.choice(common, len(rare), replace=False)]))
    return X[rows], y[rows]


def between(X: NDArray[np.float64], y: NDArray[np.int64], rng: np.random.Generator) -> Rows:
    """Return the rows and made-up ones of the rare class, each between a row and a neighbour.

    Source:
        Chawla, Bowyer, Hall and Kegelmeyer, SMOTE, Journal of Artificial Intelligence Research 16
        (2002).
    """
    rare, common = rare_and_common(y)
    number = len(common) - len(rare)
    others = neighbours(X[rare], NEAREST)
    if others.shape[1] == 0:  # a single row has no neighbour
        return copies(X, y, rng)
    start = rng.integers(0, len(rare), number)
    towards = others[start, rng.integers(0, others.shape[1], number)]
    step = rng.random((number, 1))
    made = X[rare[start]] + step * (X[rare[towards]] - X[rare[start]])
    return np.concatenate([X, made]), np.concatenate([y, np.full(number, y[rare[0]])])


def cleaned(X: NDArray[np.float64], y: NDArray[np.int64], rng: np.random.Generator) -> Rows:
    """Return what ``between`` does, without the rows that a neighbour of the other class is near.

    Source:
        Batista, Prati and Monard, A study of the behavior of several methods for balancing machine
        learning training data, SIGKDD Explorations 6 (2004): SMOTE with edited neighbours.
    """
    X, y = between(X, y, rng)
    kept = (y[neighbours(X, AGREE)] == y[:, None]).all(axis=1)
    return X[kept], y[kept]


METHODS: dict[str, Callable[..., Rows]] = {
    "copies": copies,
    "fewer": fewer,
    "between": between,
    "cleaned": cleaned,
}


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

    def fit(self, X: NDArray[np.float64], y: NDArray[np.int64]) -> "Balanced":
        """Balance the rows, shape (n_rows, n_columns), and fit a copy of the estimator."""
        rng = np.random.default_rng(self.seed)
        rows, classes = METHODS[self.method](np.asarray(X, float), np.asarray(y), rng)
        self.estimator_ = clone(self.estimator).fit(rows, classes)
        self.classes_ = self.estimator_.classes_
        return self

    def predict_proba(self, X: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the chance of each class, shape (n_rows, 2)."""
        return self.estimator_.predict_proba(np.asarray(X, float))

    def predict(self, X: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the likelier class, shape (n_rows,)."""
        return self.estimator_.predict(np.asarray(X, float))
