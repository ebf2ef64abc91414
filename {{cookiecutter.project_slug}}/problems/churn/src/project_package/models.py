"""What competes: rates of churn by part of the table, and every estimator of conf/model/."""

from collections.abc import Iterable, Sequence
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.cluster import KMeans
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from workbench.models import Candidates, assemble

from .features import steps

SMOOTHING = 20  # rows of the average rate added to every part, so that few rows claim little
STARTS = 3  # of k-means, the best of which is kept


class RateByPart(ClassifierMixin, BaseEstimator):
    """The share of positives in the part of the table that a row falls into.

    A part that was never seen gets the average. Subclasses say what the parts are.
    """

    def learn_parts(self, X: pd.DataFrame) -> None:
        """Learn from raw rows how to cut them."""
        raise NotImplementedError

    def part(self, X: pd.DataFrame) -> pd.Series:
        """Return the part of each row."""
        raise NotImplementedError

    def fit(self, X: pd.DataFrame, y: ArrayLike) -> Self:
        """Learn the parts from raw rows, and their rates from classes 0 and 1, shape (n_rows,)."""
        target = pd.Series(np.asarray(y, float), index=X.index)
        self.classes_ = np.array([0, 1])
        self.learn_parts(X)
        self.average_ = float(target.mean())
        groups = target.groupby(self.part(X))
        self.rates_ = (groups.sum() + SMOOTHING * self.average_) / (groups.size() + SMOOTHING)
        return self

    def predict_proba(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Return the probability of each class, shape (n_rows, 2)."""
        positive = self.part(X).map(self.rates_).fillna(self.average_).to_numpy(float)
        return np.column_stack([1 - positive, positive])

    def predict(self, X: pd.DataFrame) -> NDArray[np.int64]:
        """Return the likelier class, shape (n_rows,)."""
        return (self.predict_proba(X)[:, 1] >= 0.5).astype(int)


class RateByColumn(RateByPart):
    """Rates by one column, as a retention team would work them out by hand.

    Numbers are cut into equally large parts, texts by level. Empty cells are a part of their own.

    Args:
        column: The column to look at.
        parts: How many parts a number is cut into.
    """

    def __init__(self, column: str, parts: int = 10) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.column = column
        self.parts = parts

    def learn_parts(self, X: pd.DataFrame) -> None:
        """Learn where to cut a number."""
        self.cuts_ = None
        if pd.api.types.is_numeric_dtype(X[self.column]):
            inner = np.linspace(0, 1, self.parts + 1)[1:-1]
            self.cuts_ = np.unique(X[self.column].dropna().quantile(inner))

    def part(self, X: pd.DataFrame) -> pd.Series:
        """Return the part of each row, a number or a text."""
        values = X[self.column]
        if self.cuts_ is not None:
            values = pd.Series(np.digitize(values, self.cuts_), index=X.index).mask(values.isna())
        return values.astype(object).where(values.notna(), "empty")


def k_means(number: int, seed: int) -> Pipeline:
    """Return untrained k-means for ``number`` groups, on filled columns of one scale."""
    steps = SimpleImputer(strategy="median", keep_empty_features=True), StandardScaler()
    return make_pipeline(*steps, KMeans(number, n_init=STARTS, random_state=seed))


class RateBySegment(RateByPart):
    """Rates by k-means segment.

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

    def learn_parts(self, X: pd.DataFrame) -> None:
        """Group the rows; the classes are not looked at."""
        self.segments_ = k_means(self.number, self.seed).fit(X[list(self.columns)])

    def part(self, X: pd.DataFrame) -> pd.Series:
        """Return the number of the segment of each row."""
        return pd.Series(self.segments_.predict(X[list(self.columns)]), index=X.index)


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
