"""What competes: the rates by one column, and every estimator of conf/model/."""

from collections.abc import Sequence
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin

from workbench.models import Candidates, assemble
from workbench.own.parts import cuts_of, part_of

from .data import told
from .features import steps

SMOOTHING = 20  # rows of the average added to every part, so that few rows claim little

Array = NDArray[np.float64]


class RatesByColumn(ClassifierMixin, BaseEstimator):
    """The shares of the classes in the part of one column that a row falls into.

    Args:
        column: The column to look at.
        parts: How many parts a number is cut into.
    """

    def __init__(self, column: str, parts: int = 10) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.column = column
        self.parts = parts

    def fit(self, X: pd.DataFrame, y: ArrayLike) -> Self:
        """Learn the shares from raw rows and the numbers of their classes, shape (n_rows,)."""
        self.cuts_ = cuts_of(X[self.column], self.parts)
        self.classes_ = np.unique(np.asarray(y))
        one_hot = pd.DataFrame((np.asarray(y)[:, None] == self.classes_).astype(float))
        groups = one_hot.groupby(part_of(X[self.column], self.cuts_))
        self.average_ = one_hot.mean()
        smoothed = groups.sum() + SMOOTHING * self.average_
        self.rates_ = smoothed.div(groups.size() + SMOOTHING, axis=0)
        return self

    def predict_proba(self, X: pd.DataFrame) -> Array:
        """Return the probability of each class, shape (n_rows, n_classes)."""
        parts = part_of(X[self.column], self.cuts_)
        return self.rates_.reindex(parts).fillna(self.average_).to_numpy(float)

    def predict(self, X: pd.DataFrame) -> Array:
        """Return the most frequent class of each row's part, shape (n_rows,)."""
        return self.classes_[self.predict_proba(X).argmax(axis=1)]


def finish(model: BaseEstimator) -> BaseEstimator:
    """Return the model as it is: it learns classes and predicts probabilities already."""
    return model


def build(name: str, candidates: Candidates) -> BaseEstimator:
    """Return the untrained model of a candidate: raw table in, probabilities out."""
    return finish(assemble(name, candidates, steps))


def predict(model: BaseEstimator, table: pd.DataFrame) -> Array:
    """Return the probability of the positive class, shape (n_rows,), or of each of several.

    Then the shape is (n_rows, n_classes); a class that the model has not seen gets none.
    """
    number, seen = len(told()["classes"]), np.asarray(model.classes_, int)
    found = np.zeros((len(table), number))
    found[:, seen] = model.predict_proba(table)
    return found if number > 2 else found[:, 1]


def mean_prediction(predictions: Sequence[Array]) -> Array:
    """Return what a blend predicts: the mean probability."""
    return np.mean(predictions, axis=0)
