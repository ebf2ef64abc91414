"""What competes: the rate of churn by one column, and every estimator of conf/model/."""

from collections.abc import Sequence
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin

from workbench.models import Candidates, assemble

from .features import steps

SMOOTHING = 20  # rows of the average rate added to every part, so that few rows claim little


class RateByColumn(ClassifierMixin, BaseEstimator):
    """The share of positives in the part of one column that a row falls into.

    It is what a retention team would work out by hand. Numbers are cut into equally large parts,
    texts by level. Empty cells are a part of their own; a level never seen gets the average.

    Args:
        column: The column to look at.
        parts: How many parts a number is cut into.
    """

    def __init__(self, column: str, parts: int = 10) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.column = column
        self.parts = parts

    def part(self, X: pd.DataFrame) -> pd.Series:
        """Return the part of each row, a number or a text."""
        values = X[self.column]
        if self.cuts_ is not None:
            values = pd.Series(np.digitize(values, self.cuts_), index=X.index).mask(values.isna())
        return values.astype(object).where(values.notna(), "empty")

    def fit(self, X: pd.DataFrame, y: ArrayLike) -> Self:
        """Learn the rates from raw rows and their classes, 0 or 1, shape (n_rows,)."""
        target = pd.Series(np.asarray(y, float), index=X.index)
        self.classes_ = np.array([0, 1])
        self.cuts_ = None
        if pd.api.types.is_numeric_dtype(X[self.column]):
            inner = np.linspace(0, 1, self.parts + 1)[1:-1]
            self.cuts_ = np.unique(X[self.column].dropna().quantile(inner))
        self.average_ = float(target.mean())
        groups = target.groupby(self.part(X))
        self.rates_ = (groups.sum() + SMOOTHING * self.average_) / (groups.size() + SMOOTHING)
        return self

    def predict_proba(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Return the probability of each class, shape (n_rows, 2)."""
        positive = self.part(X).map(self.rates_).fillna(self.average_).to_numpy(float)
        return np.column_stack([1 - positive, positive])


def finish(model: BaseEstimator) -> BaseEstimator:
    """Return the model as it is: it learns classes and predicts probabilities already."""
    return model


def build(name: str, candidates: Candidates) -> BaseEstimator:
    """Return the untrained model of a candidate: raw table in, probabilities out."""
    return finish(assemble(name, candidates, steps))


def predict(model: BaseEstimator, table: pd.DataFrame) -> NDArray[np.float64]:
    """Return the probability of the positive class, shape (n_rows,)."""
    return model.predict_proba(table)[:, 1]


def mean_prediction(probabilities: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return what a blend predicts: the mean probability, as soft voting takes it.

    Args:
        probabilities: Predictions of each member, shape (n_rows,).
    """
    return np.mean(probabilities, axis=0)
