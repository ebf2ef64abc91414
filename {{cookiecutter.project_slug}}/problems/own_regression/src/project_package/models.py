"""What competes: the strong baseline, and every estimator of conf/model/ on the scale that fits."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.compose import TransformedTargetRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from workbench.models import Candidates, assemble
from workbench.own.parts import cuts_of, part_of

from .data import told
from .features import steps

DECIMALS = 9  # of logs: processors disagree in the last digit, which trees make large

Array = NDArray[np.float64]


class MedianByColumn(RegressorMixin, BaseEstimator):
    """The median of the part of one column that a row falls into.

    Args:
        column: The column to look at.
        parts: How many parts a number is cut into.
        least: Rows that a part needs for a median of its own.
    """

    def __init__(self, column: str, parts: int = 10, least: int = 5) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.column = column
        self.parts = parts
        self.least = least

    def fit(self, X: pd.DataFrame, y: ArrayLike) -> "MedianByColumn":
        """Learn the medians from raw rows and their targets, shape (n_rows,)."""
        self.cuts_ = cuts_of(X[self.column], self.parts)
        of_part = pd.Series(np.asarray(y, float)).groupby(part_of(X[self.column], self.cuts_))
        self.median_ = float(np.median(np.asarray(y, float)))
        self.medians_ = of_part.median()[of_part.size() >= self.least]
        return self

    def predict(self, X: pd.DataFrame) -> Array:
        """Return the median of each row's part, shape (n_rows,)."""
        parts = part_of(X[self.column], self.cuts_)
        return parts.map(self.medians_).fillna(self.median_).to_numpy(float)


def log(target: Array) -> Array:
    """Return logarithms to a billionth."""
    return np.asarray(np.log(target).round(DECIMALS))


def finish(model: BaseEstimator) -> BaseEstimator:
    """Return a model that learns the target on the scale of the headline, with standard size.

    Support vectors and networks need a target near zero. The exponential of a mean of logs
    estimates the median, not the mean.
    """
    on_logs = told()["metric"] == "rmse_log"
    change = [FunctionTransformer(log, np.exp, check_inverse=False)] if on_logs else []
    return TransformedTargetRegressor(
        model, transformer=make_pipeline(*change, StandardScaler()), check_inverse=False
    )


def build(name: str, candidates: Candidates) -> BaseEstimator:
    """Return the untrained model of a candidate: raw table in, amounts out."""
    return finish(assemble(name, candidates, steps))


def predict(model: BaseEstimator, table: pd.DataFrame) -> Array:
    """Return the predicted amounts, shape (n_rows,)."""
    return np.asarray(model.predict(table), float)


def mean_prediction(amounts: Sequence[Array]) -> Array:
    """Return what a blend predicts: the mean on the scale that its members learn on."""
    if told()["metric"] == "rmse_log":
        return np.exp(np.mean([log(each) for each in amounts], axis=0))
    return np.mean(amounts, axis=0)


def reach(actual: ArrayLike, predicted: ArrayLike, level: float) -> float:
    """Return how far off a prediction is at most, for a share of rows not seen before.

    Args:
        actual: Targets of the training rows, on the scale of the headline, shape (n_rows,).
        predicted: Out-of-fold predictions of them, on the same scale.
        level: Share of the rows.

    Source:
        Vovk, Cross-conformal predictors, Annals of Mathematics and Artificial Intelligence 74
        (2015): absolute residuals, with the finite-sample quantile of split conformal prediction.
    """
    away = np.sort(np.abs(np.asarray(actual, float) - np.asarray(predicted, float)))
    rank = int(np.ceil((len(away) + 1) * level))
    return float(away[min(rank, len(away)) - 1])
