"""Intervals by bootstrap: how far a score, or a difference of scores, could move by chance."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .records import Estimate

RESAMPLES = 2000
LEVEL = 0.95

Metric = Callable[[NDArray[np.float64], NDArray[np.float64]], float]
Sample = tuple[NDArray[np.float64], NDArray[np.float64]]


def resample(
    metric: Metric, actual: ArrayLike, predicted: ArrayLike, seed: int
) -> NDArray[np.float64]:
    """Return ``metric`` on draws of the rows with replacement, shape (RESAMPLES,).

    The same seed and number of rows give the same draws, so the results for two models on the same
    rows are paired and may be subtracted.

    Args:
        metric: A function of actual and predicted values.
        actual: True values, shape (n_rows,).
        predicted: Predictions in the same order, shape (n_rows,).
        seed: Of the random draws.
    """
    y, y_hat = np.asarray(actual, float), np.asarray(predicted, float)
    draws = np.random.default_rng(seed).integers(0, len(y), (RESAMPLES, len(y)))
    return np.array([metric(y[rows], y_hat[rows]) for rows in draws])


def interval(value: float, draws: ArrayLike) -> Estimate:
    """Return ``value`` with the percentile interval of its bootstrap ``draws``.

    Source:
        Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.

    >>> print(f"{interval(20.0, np.arange(41)).low:.3f}")
    1.000
    """
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(np.asarray(draws), [tail, 1 - tail])
    return Estimate(value=float(value), low=float(low), high=float(high))


def bootstrap(metric: Metric, actual: ArrayLike, predicted: ArrayLike, seed: int) -> Estimate:
    """Return ``metric`` on all rows, with its interval over resampled rows."""
    y, y_hat = np.asarray(actual, float), np.asarray(predicted, float)
    return interval(metric(y, y_hat), resample(metric, y, y_hat, seed))


def shift(metric: Metric, here: Sample, there: Sample, seed: int) -> Estimate:
    """Return ``metric`` on one sample minus that on another, which has other rows.

    Args:
        metric: A function of actual and predicted values.
        here: Actual and predicted values of one sample.
        there: The same of the other sample.
        seed: Of the draws; each sample is resampled on its own.
    """
    draws = resample(metric, *here, seed) - resample(metric, *there, seed + 1)
    return interval(metric(*here) - metric(*there), draws)


def difference(
    metric: Metric, actual: ArrayLike, predicted: ArrayLike, reference: ArrayLike, seed: int
) -> Estimate:
    """Return ``metric`` of ``predicted`` minus that of ``reference``, paired row by row."""
    y, ours, theirs = (np.asarray(each, float) for each in (actual, predicted, reference))
    draws = resample(metric, y, ours, seed) - resample(metric, y, theirs, seed)
    return interval(metric(y, ours) - metric(y, theirs), draws)
