"""What the shared stages ask about this problem: rows, folds, encodings and target scale."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.compose import TransformedTargetRegressor
from sklearn.model_selection import StratifiedKFold

from .features import steps as columns

TARGET = "price"
ANSWERS = [TARGET]  # what a test row holds that a model has to find
KEY = "pid"  # the parcel; it is sold once here
KEYS = [KEY, "sold_on"]  # name a sale; no model sees them
TYPICAL_PRICE = 160_000  # US dollars, about the median: log targets near 0 suit SVR and networks
DECIMALS = 9  # of log prices

SERVED = "predict"  # what a served model answers with

__all__ = ["columns", "example", "finish", "folds", "mean_prediction", "predict", "read"]


def read(path: Path) -> tuple[pd.DataFrame, pd.Series]:
    """Return the columns that a model may use, and the sale prices in US dollars."""
    table = pd.read_parquet(path)
    return table.drop(columns=[TARGET, *KEYS]), table[TARGET].astype(float)


def example(path: Path) -> pd.DataFrame:
    """Return a few rows as a model takes them."""
    return read(path)[0].head(3)


def predict(model: BaseEstimator, table: pd.DataFrame) -> NDArray[np.float64]:
    """Return the estimated prices in US dollars, shape (n_houses,)."""
    return model.predict(table)


def folds(
    table: pd.DataFrame, target: pd.Series, number: int, seed: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return (training, validation) row numbers; each fold has its share of every price decile."""
    decile = pd.qcut(target.rank(method="first"), 10, labels=False)
    splitter = StratifiedKFold(number, shuffle=True, random_state=seed)
    return list(splitter.split(table, decile))


def log_price(dollars: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logarithm of prices in units of ``TYPICAL_PRICE``, to a billionth.

    Processors disagree in the last digit of a logarithm. That is enough for a tree to prefer
    another of two equally good splits, and boosting multiplied it to four per cent of a price.
    """
    logs: NDArray[np.float64] = np.log(dollars / TYPICAL_PRICE)
    return logs.round(DECIMALS)


def to_dollars(log_prices: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return prices in US dollars: the inverse of ``log_price``."""
    return TYPICAL_PRICE * np.exp(log_prices)


def mean_prediction(dollars: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return what a blend predicts: the mean on the log scale, as ``VotingRegressor`` takes it.

    Args:
        dollars: Predictions of each member, shape (n_houses,), US dollars.
    """
    return to_dollars(np.mean([log_price(each) for each in dollars], axis=0))


def finish(model: BaseEstimator) -> BaseEstimator:
    """Return a model that learns log prices and predicts US dollars.

    Squared error on the log scale is the headline metric, so models are fitted on it. The
    exponential of a mean of logs estimates the median price, not the mean.
    """
    return TransformedTargetRegressor(model, func=log_price, inverse_func=to_dollars)
