"""What competes: the strong baseline, and every estimator of conf/model/ on the log-price scale."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.compose import TransformedTargetRegressor

from workbench.models import Candidates, assemble

from .features import steps

TYPICAL_PRICE = 160_000  # US dollars, about the median: log targets near 0 suit SVR and networks
DECIMALS = 9  # of log prices

Array = NDArray[np.float64]


class PricePerSquareFoot(RegressorMixin, BaseEstimator):
    """What an agent does without a model: area times the usual price per foot of the neighborhood.

    Targets are logarithms, as for every candidate. A neighborhood with fewer than ``min_sales``
    sales, or one never seen, gets the median of the town.

    Args:
        min_sales: Sales that a neighborhood needs for a median of its own.
    """

    def __init__(self, min_sales: int = 5) -> None:
        """Keep the setting; scikit-learn clones estimators by it."""
        self.min_sales = min_sales

    def fit(self, X: pd.DataFrame, y: Array) -> "PricePerSquareFoot":
        """Learn the medians from raw rows and log prices, shape (n_houses,)."""
        per_foot = pd.Series(np.asarray(y) - np.log(X["area"]).to_numpy(), index=X.index)
        of_place = per_foot.groupby(X["neighborhood"])
        self.median_ = float(per_foot.median())
        self.medians_ = of_place.median()[of_place.size() >= self.min_sales]
        return self

    def predict(self, X: pd.DataFrame) -> Array:
        """Return log prices, shape (n_houses,)."""
        per_foot = X["neighborhood"].map(self.medians_).fillna(self.median_)
        return (per_foot + np.log(X["area"])).to_numpy(float)


def log_price(dollars: Array) -> Array:
    """Return the logarithm of prices in units of ``TYPICAL_PRICE``, to a billionth.

    Processors disagree in the last digit of a logarithm. That is enough for a tree to prefer
    another of two equally good splits, and boosting multiplied it to 4% of a price.
    """
    logs: Array = np.log(dollars / TYPICAL_PRICE)
    return logs.round(DECIMALS)


def to_dollars(log_prices: Array) -> Array:
    """Return prices in US dollars: the inverse of ``log_price``."""
    return TYPICAL_PRICE * np.exp(log_prices)


def finish(model: BaseEstimator) -> BaseEstimator:
    """Return a model that learns log prices and predicts US dollars.

    Squared error on the log scale is the headline metric, so models are fitted on it. The
    exponential of a mean of logs estimates the median price, not the mean.
    """
    return TransformedTargetRegressor(model, func=log_price, inverse_func=to_dollars)


def build(name: str, candidates: Candidates) -> BaseEstimator:
    """Return the untrained model of a candidate: raw table in, prices in US dollars out."""
    return finish(assemble(name, candidates, steps))


def predict(model: BaseEstimator, table: pd.DataFrame) -> Array:
    """Return the estimated prices in US dollars, shape (n_houses,)."""
    return model.predict(table)


def mean_prediction(dollars: Sequence[Array]) -> Array:
    """Return what a blend predicts: the mean on the log scale, as ``VotingRegressor`` takes it.

    Args:
        dollars: Predictions of each member, shape (n_houses,), US dollars.
    """
    return to_dollars(np.mean([log_price(each) for each in dollars], axis=0))


def usual_ratios(ratios: Array, level: float) -> tuple[float, float]:
    """Return the ends of the range of price over estimate that holds ``level`` of the sales.

    Args:
        ratios: Price over out-of-fold estimate of each training house, shape (n_houses,).
        level: Share of the sales within the range, with as many below it as above.

    Source:
        Barber, Candes, Ramdas and Tibshirani, Predictive inference with the jackknife+, Annals of
        Statistics 49 (2021): the cross-validation residuals, without its correction.
    """
    tail = (1 - level) / 2
    low, high = np.quantile(ratios, [tail, 1 - tail])
    return float(low), float(high)
