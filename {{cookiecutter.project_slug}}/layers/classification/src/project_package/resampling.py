"""Ranking metrics on thousands of resamples at once: a resample is a weight for each row.

A loop over resamples would sort the rows each time; here they are sorted once. One draw of rows
with replacement is the number of times that each row was drawn.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .stats import RESAMPLES

BLOCK = 100  # resamples at a time: keeps the arrays below a hundred megabytes


@lru_cache(maxsize=2)
def times_drawn(rows: int, seed: int) -> NDArray[np.uint8]:
    """Return how often each row is in each resample, shape (RESAMPLES, rows)."""
    rng = np.random.default_rng(seed)
    counts = np.empty((RESAMPLES, rows), np.uint8)
    for block in range(0, RESAMPLES, BLOCK):
        drawn = rng.integers(0, rows, (BLOCK, rows)) + rows * np.arange(BLOCK)[:, None]
        times = np.bincount(drawn.ravel(), minlength=BLOCK * rows)
        counts[block : block + BLOCK] = times.reshape(BLOCK, rows)
    return counts


def cumulated(
    weights: NDArray[np.float64], actual: NDArray[np.int64], probability: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the weight of positives and of negatives at or above each distinct probability.

    Args:
        weights: Of the rows in each resample, shape (n_draws, n_rows).
        actual: 1 for a positive, else 0, shape (n_rows,).
        probability: Of a positive, shape (n_rows,).

    Returns:
        Two arrays of shape (n_draws, n_distinct), highest probability first.
    """
    order = np.argsort(-probability, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(probability[order])), len(order) - 1)
    found = np.cumsum(weights[:, order] * actual[order], axis=1)[:, ends]
    alarms = np.cumsum(weights[:, order] * (1 - actual[order]), axis=1)[:, ends]
    return found, alarms


def average_precision_from(
    found: NDArray[np.float64], alarms: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return average precision for each row of cumulated weights; NaN without a positive."""
    flagged = found + alarms
    precision = np.divide(found, flagged, out=np.zeros_like(found), where=flagged > 0)
    steps = np.diff(found, axis=1, prepend=0)
    with np.errstate(invalid="ignore"):
        return (steps * precision).sum(axis=1) / found[:, -1]


def roc_auc_from(found: NDArray[np.float64], alarms: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the area under the ROC curve for each row; NaN when a class is not there."""
    heights = found - np.diff(found, axis=1, prepend=0) / 2
    widths = np.diff(alarms, axis=1, prepend=0)
    with np.errstate(invalid="ignore"):
        return (heights * widths).sum(axis=1) / (found[:, -1] * alarms[:, -1])


def blocks(rows: int, seed: int) -> Iterator[NDArray[np.float64]]:
    """Give the weights of all resamples, ``BLOCK`` resamples at a time."""
    counts = times_drawn(rows, seed)
    for block in range(0, RESAMPLES, BLOCK):
        yield counts[block : block + BLOCK].astype(float)


def draws_of(
    actual: NDArray[np.int64], probability: NDArray[np.float64], seed: int
) -> dict[str, NDArray[np.float64]]:
    """Return average precision and ROC AUC on resampled rows, each of shape (RESAMPLES,)."""
    parts = [cumulated(each, actual, probability) for each in blocks(len(actual), seed)]
    return {
        "average_precision": np.concatenate([average_precision_from(*each) for each in parts]),
        "roc_auc": np.concatenate([roc_auc_from(*each) for each in parts]),
    }


def means(values: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Return the mean of each column on resampled rows.

    Args:
        values: One row a case, shape (n_rows, n_columns).
        seed: Of the resamples.

    Returns:
        Shape (RESAMPLES, n_columns).
    """
    return np.concatenate([each @ values for each in blocks(len(values), seed)]) / len(values)
