"""How wrong an estimate is. ``headline`` is what candidates are compared by."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.records import Estimate
from workbench.statistics import Metric, bootstrap, resample

GREATER_IS_BETTER = False  # the headline is an error


def rmse(actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return the root mean squared error.

    >>> round(float(rmse([20, 30], [21, 30])), 4)
    0.7071
    """
    away = np.asarray(predicted, float) - np.asarray(actual, float)
    return np.sqrt(np.mean(away**2, axis=axis))


def mean_absolute_error(actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return the mean of ``|predicted - actual|``."""
    return np.mean(np.abs(np.asarray(predicted, float) - np.asarray(actual, float)), axis=axis)


headline = rmse
METRICS: dict[str, Metric] = {"rmse": rmse, "mean_absolute_error": mean_absolute_error}


def headline_draws(actual: ArrayLike, predicted: ArrayLike, seed: int) -> NDArray[np.float64]:
    """Return the headline on resampled rows; the same seed gives the same resamples."""
    return resample(headline, actual, predicted, seed=seed)


def with_interval(metric: Metric, actual: ArrayLike, predicted: ArrayLike, seed: int) -> Estimate:
    """Return a metric with its 95% interval over resampled rows."""
    return bootstrap(metric, actual, predicted, seed=seed)


def scores(actual: ArrayLike, predicted: ArrayLike, seed: int) -> dict[str, Estimate]:
    """Return every metric with its interval, the headline first."""
    return {name: with_interval(each, actual, predicted, seed) for name, each in METRICS.items()}
