"""Rates of positives by part of the table: of one column, as a team would do it, or of k-means."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin

from .clusters import grouping

SMOOTHING = 20  # rows of the average rate added to every part, so that few rows claim little


class RateByColumn(ClassifierMixin, BaseEstimator):
    """The share of positives in the part of one column that a row falls into.

    Numbers are cut into equally large parts, texts by level. Empty cells are a part of their own; a
    level never seen gets the average.

    Args:
        column: The column to look at.
        parts: How many parts a number is cut into.
    """

    def __init__(self, column: str, parts: int = 10) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.column = column
        self.parts = parts

    def part(self, X: pd.DataFrame) -> pd.Series:
        """Return the part of each row, as text."""
        values = X[self.column]
        if self.cuts_ is not None:
            values = pd.Series(np.digitize(values, self.cuts_), index=X.index).mask(values.isna())
        return values.astype(object).where(values.notna(), "empty")

    def fit(self, X: pd.DataFrame, y: ArrayLike) -> "RateByColumn":
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
        """Return the chance of each class, shape (n_rows, 2)."""
        positive = self.part(X).map(self.rates_).fillna(self.average_).to_numpy(float)
        return np.column_stack([1 - positive, positive])

    def predict(self, X: pd.DataFrame) -> NDArray[np.int64]:
        """Return the likelier class, shape (n_rows,)."""
        return (self.predict_proba(X)[:, 1] >= 0.5).astype(int)


class RateBySegment(ClassifierMixin, BaseEstimator):
    """The share of positives in the k-means segment that a row falls into.

    Args:
        columns: The numbers that rows are grouped by.
        number: Of segments.
        seed: Of the starts of k-means.
    """

    def __init__(self, columns: Iterable[str], number: int = 8, seed: int = 0) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.columns = columns
        self.number = number
        self.seed = seed

    def fit(self, X: pd.DataFrame, y: ArrayLike) -> "RateBySegment":
        """Group the raw rows, then learn the rate of each group from the classes."""
        target, table = np.asarray(y, float), X[list(self.columns)]
        self.classes_ = np.array([0, 1])
        self.segments_ = grouping(self.number, self.seed).fit(table)
        label = self.segments_.predict(table)
        rows = np.bincount(label, minlength=self.number)
        positives = np.bincount(label, target, minlength=self.number)
        self.rates_ = (positives + SMOOTHING * target.mean()) / (rows + SMOOTHING)
        return self

    def predict_proba(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Return the chance of each class, shape (n_rows, 2)."""
        positive = self.rates_[self.segments_.predict(X[list(self.columns)])]
        return np.column_stack([1 - positive, positive])

    def predict(self, X: pd.DataFrame) -> NDArray[np.int64]:
        """Return the likelier class, shape (n_rows,)."""
        return (self.predict_proba(X)[:, 1] >= 0.5).astype(int)
