"""How wrong a prediction is. ``headline`` is what candidates are compared by.

Every metric takes amounts, shape (n_rows,), or one set of rows a line and ``axis`` for the
resamples of an interval.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.records import Estimate
from workbench.slices import Part
from workbench.statistics import Metric, bootstrap, difference, resample

from .data import told
from .facts import GREATER_IS_BETTER, OfPart

__all__ = [
    "BEYOND_CHANCE",
    "GREATER_IS_BETTER",
    "METRICS",
    "OfPart",
    "beyond_chance",
    "headline",
    "headline_draws",
    "of_part",
    "scores",
    "with_interval",
]

Array = NDArray[np.float64]
BEYOND_CHANCE = "gain over one answer for all"


def rmse_log(actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return the root mean squared error of the logarithm.

    ``sqrt(mean((log(predicted) - log(actual))**2))``. For small errors it reads as a share: 0.11
    is about 11%.

    Raises:
        ValueError: An amount is zero or below.

    >>> round(float(rmse_log([100, 200], [110, 200])), 4)
    0.0674
    """
    y, y_hat = np.asarray(actual, float), np.asarray(predicted, float)
    if (bad := int((y <= 0).sum() + (y_hat <= 0).sum())) > 0:
        raise ValueError(f"amounts must be above zero for a logarithm; {bad} are not")
    return np.sqrt(np.mean((np.log(y_hat) - np.log(y)) ** 2, axis=axis))


def mae(actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return the mean of ``|predicted - actual|``, in the unit of the target."""
    return np.mean(np.abs(np.asarray(predicted, float) - np.asarray(actual, float)), axis=axis)


def headline(actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return the metric that conf/data/own.yaml names."""
    return {"rmse_log": rmse_log, "mae": mae}[told()["metric"]](actual, predicted, axis)


def headline_draws(actual: ArrayLike, predicted: ArrayLike, seed: int) -> Array:
    """Return the headline on resampled rows; the same seed gives the same resamples."""
    return resample(headline, actual, predicted, seed=seed)


def beyond_chance(actual: ArrayLike, predicted: ArrayLike, seed: int) -> Estimate:
    """Return by how much the headline is better than with the best constant for every row.

    That is the geometric mean for squared errors of logs, and the median for absolute errors.
    """
    y = np.asarray(actual, float)
    best = np.exp(np.log(y).mean()) if told()["metric"] == "rmse_log" else np.median(y)
    return difference(headline, y, np.full(len(y), best), predicted, seed)


def rmse(actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return the root mean squared error, in the unit of the target."""
    away = np.asarray(predicted, float) - np.asarray(actual, float)
    return np.sqrt(np.mean(away**2, axis=axis))


def median_error(actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return the median of ``|predicted - actual|``: half of the rows are closer.

    >>> float(median_error([1, 2, 4], [2, 2, 90]))
    1.0
    """
    return np.median(np.abs(np.asarray(predicted, float) - np.asarray(actual, float)), axis=axis)


def bias(actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return the median of ``predicted - actual``; above 0: too high.

    What a logarithm and back leaves in the seventh digit is no difference.
    """
    y, y_hat = np.asarray(actual, float), np.asarray(predicted, float)
    return np.median(np.where(np.isclose(y, y_hat, rtol=1e-7, atol=0), 0.0, y_hat - y), axis=axis)


def r2_score(actual: ArrayLike, predicted: ArrayLike, axis: int = -1) -> Any:
    """Return the share of the variance that is explained; the mean scores 0."""
    y, y_hat = np.asarray(actual, float), np.asarray(predicted, float)
    total = (y - y.mean(axis=axis, keepdims=True)) ** 2
    return 1 - ((y_hat - y) ** 2).sum(axis=axis) / total.sum(axis=axis)


METRICS: dict[str, Metric] = {  # what is reported of a model, by its name in the facts
    "headline": headline,
    "mae": mae,
    "median_error": median_error,
    "rmse": rmse,
    "bias": bias,
    "r2": r2_score,
}


def with_interval(metric: Metric, actual: ArrayLike, predicted: ArrayLike, seed: int) -> Estimate:
    """Return a metric with its 95% interval over resampled rows."""
    return bootstrap(metric, actual, predicted, seed=seed)


def scores(actual: ArrayLike, predicted: ArrayLike, seed: int) -> dict[str, Estimate]:
    """Return every metric with its interval, the headline first."""
    return {name: with_interval(each, actual, predicted, seed) for name, each in METRICS.items()}


def of_part(part: Part, actual: Array, predicted: Array, seed: int) -> OfPart:
    """Return the error on one part of the test set, and in which direction it is off."""
    score = with_interval(headline, actual, predicted, seed)
    return OfPart(**part.named, score=score, bias=bias(actual, predicted))
