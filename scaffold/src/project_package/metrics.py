"""How wrong an estimate is. ``headline`` is what candidates are compared by."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.records import Estimate
from workbench.statistics import Metric, bootstrap, resample

GREATER_IS_BETTER = False  # the headline is an error


def rmse(actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return the root mean squared error, in miles per gallon.

    >>> round(float(rmse([20, 30], [21, 30])), 4)
    0.7071
    """
    away = np.asarray(predicted, float) - np.asarray(actual, float)
    return np.sqrt(np.mean(away**2, axis=axis))


def mean_absolute_error(actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return the mean of ``|predicted - actual|``, in miles per gallon."""
    return np.mean(np.abs(np.asarray(predicted, float) - np.asarray(actual, float)), axis=axis)


headline = rmse
METRICS: dict[str, Metric] = {"rmse": rmse, "mean_absolute_error": mean_absolute_error}


def headline_draws(actual: ArrayLike, predicted: ArrayLike, seed: int) -> NDArray[np.float64]:
    """Return the headline on resampled cars; the same seed gives the same resamples."""
    return resample(headline, actual, predicted, seed=seed)


def estimate(metric: Metric, actual: ArrayLike, predicted: ArrayLike, seed: int) -> Estimate:
    """Return a metric with its 95% interval over resampled cars."""
    return bootstrap(metric, actual, predicted, seed=seed)
