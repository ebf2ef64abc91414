"""How wrong a price estimate is. ``headline`` is what candidates are compared by."""

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .stats import resample

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


def rmse_log(actual: ArrayLike, predicted: ArrayLike) -> float:
    """Return the root mean squared error of the logarithm of the price.

    ``sqrt(mean((log(predicted) - log(actual))**2))``. A house that is 10 % too cheap costs the
    same whether it is a cottage or a mansion. For small errors the value reads as a share: 0.11
    is about 11 %.

    Args:
        actual: Sale prices, shape (n_houses,), US dollars, all above zero.
        predicted: Estimates in the same order and unit, shape (n_houses,), all above zero.

    Raises:
        ValueError: The shapes differ, or a price is zero or below.

    >>> round(rmse_log([100_000, 200_000], [110_000, 200_000]), 4)
    0.0674
    """
    y, y_hat = checked(actual, predicted)
    return float(np.sqrt(np.mean((np.log(y_hat) - np.log(y)) ** 2)))


headline = rmse_log
headline_draws = partial(resample, headline)


def worse_by(ours: Any, theirs: Any) -> Any:
    """Return how far ``ours`` is behind ``theirs``, numbers or arrays: the headline is an error."""
    return ours - theirs


def mean_dollar_error(actual: ArrayLike, predicted: ArrayLike) -> float:
    """Return the mean of ``|predicted - actual|``, in US dollars."""
    y, y_hat = checked(actual, predicted)
    return float(np.mean(np.abs(y_hat - y)))


def median_dollar_error(actual: ArrayLike, predicted: ArrayLike) -> float:
    """Return the median of ``|predicted - actual|``, in US dollars."""
    y, y_hat = checked(actual, predicted)
    return float(np.median(np.abs(y_hat - y)))


def median_percent_error(actual: ArrayLike, predicted: ArrayLike) -> float:
    """Return the median of ``|predicted - actual| / actual``, in per cent.

    Half of the houses are priced closer than this. It does not move when one mansion is far off.

    >>> round(median_percent_error([100_000, 200_000, 400_000], [110_000, 190_000, 400_000]), 6)
    5.0
    """
    y, y_hat = checked(actual, predicted)
    return float(np.median(np.abs(y_hat - y) / y) * 100)


def ninetieth_percent_error(actual: ArrayLike, predicted: ArrayLike) -> float:
    """Return the error, in per cent of the price, that one house in ten exceeds."""
    y, y_hat = checked(actual, predicted)
    return float(np.quantile(np.abs(y_hat - y) / y, 0.9) * 100)


def within_ten_score(actual: ArrayLike, predicted: ArrayLike) -> float:
    """Return the share of houses, 0 to 1, whose estimate is within ``NEAR`` of the price."""
    y, y_hat = checked(actual, predicted)
    return float(np.mean(np.abs(y_hat - y) <= NEAR * y))


def bias_percent(actual: ArrayLike, predicted: ArrayLike) -> float:
    """Return the median of ``(predicted - actual) / actual``, in per cent; above 0: too dear."""
    y, y_hat = checked(actual, predicted)
    return float(np.median((y_hat - y) / y) * 100)


def r2_score(actual: ArrayLike, predicted: ArrayLike) -> float:
    """Return the share of the variance of log price that is explained; the mean scores 0."""
    y, y_hat = checked(actual, predicted)
    residual, total = np.log(y_hat) - np.log(y), np.log(y) - np.log(y).mean()
    return float(1 - (residual**2).sum() / (total**2).sum())
