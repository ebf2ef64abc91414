"""How wrong a price estimate is. ``headline`` is what candidates are compared by.

Every metric takes prices in US dollars, all above zero, shape (n_houses,), or one set of houses a
row and ``axis`` for the resamples of an interval.
"""

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.records import Estimate
from workbench.statistics import Metric, bootstrap, resample

GREATER_IS_BETTER = False  # the headline is an error
NEAR = 0.1  # of the price: what agents and published estimates call close


def checked(
    actual: ArrayLike, predicted: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return both as arrays, after refusing what has no logarithm or no partner.

    Raises:
        ValueError: The shapes differ, or a price is zero or below.
    """
    y, y_hat = np.asarray(actual, float), np.asarray(predicted, float)
    if y.shape != y_hat.shape:
        raise ValueError(f"actual has shape {y.shape} but predicted has {y_hat.shape}")
    if (bad := int((y <= 0).sum() + (y_hat <= 0).sum())) > 0:
        raise ValueError(f"prices must be above zero; {bad} are not")
    return y, y_hat


def rmse_log(actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return the root mean squared error of the logarithm of the price.

    ``sqrt(mean((log(predicted) - log(actual))**2))``. A house that is 10% too cheap costs the
    same whether it is a cottage or a mansion. For small errors the value reads as a share: 0.11
    is about 11%.

    Args:
        actual: Sale prices.
        predicted: Estimates in the same order.
        axis: Along which the houses lie.

    Raises:
        ValueError: The shapes differ, or a price is zero or below.

    >>> round(float(rmse_log([100_000, 200_000], [110_000, 200_000])), 4)
    0.0674
    """
    y, y_hat = checked(actual, predicted)
    return np.sqrt(np.mean((np.log(y_hat) - np.log(y)) ** 2, axis=axis))


headline = rmse_log


def headline_draws(actual: ArrayLike, predicted: ArrayLike, seed: int) -> NDArray[np.float64]:
    """Return the headline on resampled houses; the same seed gives the same resamples."""
    return resample(headline, actual, predicted, seed=seed)


def absolute_dollars(average: Any, actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return an average of ``|predicted - actual|``, in US dollars."""
    y, y_hat = checked(actual, predicted)
    return average(np.abs(y_hat - y), axis=axis)


def absolute_percent(
    quantile: float, actual: ArrayLike, predicted: ArrayLike, axis: int = -1
) -> Any:
    """Return a quantile of ``|predicted - actual| / actual``, in percent.

    At 0.5 half of the houses are priced closer than this: one mansion does not move it.

    >>> prices, estimates = [100_000, 200_000, 400_000], [110_000, 190_000, 400_000]
    >>> round(float(absolute_percent(0.5, prices, estimates)), 6)
    5.0
    """
    y, y_hat = checked(actual, predicted)
    return np.quantile(np.abs(y_hat - y) / y, quantile, axis=axis) * 100


def within_ten_score(actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return the share of houses, 0 to 1, whose estimate is within ``NEAR`` of the price."""
    y, y_hat = checked(actual, predicted)
    return np.mean(np.abs(y_hat - y) <= NEAR * y, axis=axis)


def bias_percent(actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return the median of ``(predicted - actual) / actual``, in percent; above 0: too high."""
    y, y_hat = checked(actual, predicted)
    return np.median((y_hat - y) / y, axis=axis) * 100


def r2_score(actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return the share of the variance of log price that is explained; the mean scores 0."""
    y, y_hat = (np.log(each) for each in checked(actual, predicted))
    total = (y - y.mean(axis=axis, keepdims=True)) ** 2
    return 1 - ((y_hat - y) ** 2).sum(axis=axis) / total.sum(axis=axis)


METRICS: dict[str, Metric] = {  # what is reported of a model, by its name in the facts
    "rmse_log": rmse_log,
    "mean_dollars": partial(absolute_dollars, np.mean),
    "median_dollars": partial(absolute_dollars, np.median),
    "median_percent": partial(absolute_percent, 0.5),
    "ninetieth_percent": partial(absolute_percent, 0.9),
    "within_ten": within_ten_score,
    "bias_percent": bias_percent,
    "r2": r2_score,
}


def with_interval(metric: Metric, actual: ArrayLike, predicted: ArrayLike, seed: int) -> Estimate:
    """Return a metric with its 95% interval over resampled houses (``scipy.stats.bootstrap``)."""
    return bootstrap(metric, actual, predicted, seed=seed)


def scores(actual: ArrayLike, predicted: ArrayLike, seed: int) -> dict[str, Estimate]:
    """Return every metric with its interval, the headline first."""
    return {name: with_interval(each, actual, predicted, seed) for name, each in METRICS.items()}
