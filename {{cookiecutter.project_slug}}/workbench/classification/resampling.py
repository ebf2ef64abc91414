"""Ranking metrics on thousands of resamples at once: a resample is a weight for each row.

A loop over resamples would sort the rows each time; here they are sorted once. One draw of rows
with replacement is the number of times that each row was drawn.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..statistics import CELLS, RESAMPLES, told

__all__ = [
    "average_precision_from",
    "blocks",
    "cumulated",
    "draws_of",
    "group_blocks",
    "means",
    "roc_auc_from",
]

BLOCK = 50  # resamples at a time: small enough for the processor's cache
KEPT = 700_000  # rows: of more, every metric draws anew, which saves gigabytes


def drawn(rows: int, seed: int) -> Iterator[NDArray[np.uint8]]:
    """Draw how often each row is in each resample, a bounded number at a time."""
    rng, step = np.random.default_rng(seed), min(BLOCK, max(1, CELLS // rows))
    for start in told(list(range(0, RESAMPLES, step)), rows):
        number = min(step, RESAMPLES - start)
        draws = rng.integers(0, rows, (number, rows)) + rows * np.arange(number)[:, None]
        times = np.bincount(draws.ravel(), minlength=number * rows)
        yield times.reshape(number, rows).astype(np.uint8)


@lru_cache(maxsize=2)
def kept(rows: int, seed: int) -> list[NDArray[np.uint8]]:
    """Return the same as a list: the next metric of the same rows takes it from here."""
    return list(drawn(rows, seed))


@lru_cache(maxsize=1)
def in_order(said: bytes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the order of probabilities, highest first, and where each distinct one ends in it.

    The same ones come with every block of resamples, and to sort many takes most of the time.
    """
    probability = np.frombuffer(said)
    order = np.argsort(-probability, kind="stable")
    return order, np.append(np.flatnonzero(np.diff(probability[order])), len(order) - 1)


def cumulated(
    times: NDArray[np.uint8], actual: NDArray[np.int64], probability: NDArray[np.float64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return how many positives and negatives are at or above each distinct probability.

    Args:
        times: How often each row is in each resample, shape (n_draws, n_rows).
        actual: 1 for a positive, else 0, shape (n_rows,).
        probability: Of a positive, shape (n_rows,).

    Returns:
        Two arrays of shape (n_draws, n_distinct), highest probability first.
    """
    order, ends = in_order(np.asarray(probability, float).tobytes())
    ranked = times[:, order]
    positives = ranked * actual[order].astype(np.uint8)
    flagged = np.cumsum(ranked, axis=1, dtype=np.int32)[:, ends]
    found = np.cumsum(positives, axis=1, dtype=np.int32)[:, ends]
    return found, flagged - found


def steps(cumulated: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return what each column adds to the one before it, in the memory order of ``cumulated``."""
    found = cumulated.copy(order="K")
    found[:, 1:] -= cumulated[:, :-1]
    return found


def average_precision_from(
    found: NDArray[np.int32], alarms: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Return average precision for each row of cumulated counts; NaN without a positive."""
    precision = found / np.maximum(found + alarms, 1)
    with np.errstate(invalid="ignore"):
        return (steps(found) * precision).sum(axis=1) / found[:, -1]


def roc_auc_from(found: NDArray[np.int32], alarms: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return the area under the ROC curve for each row; NaN when a class is not there."""
    heights = found - steps(found) / 2
    with np.errstate(invalid="ignore"):
        return (heights * steps(alarms)).sum(axis=1) / found[:, -1] / alarms[:, -1]


def blocks(rows: int, seed: int) -> Iterable[NDArray[np.uint8]]:
    """Give how often each row is in each resample, ``BLOCK`` resamples at a time or fewer."""
    return told(kept(rows, seed), rows) if rows <= KEPT else drawn(rows, seed)


def group_blocks(groups: NDArray[np.int64], seed: int) -> Iterator[NDArray[np.uint8]]:
    """Give the same when whole groups of rows are drawn: rows of a group are drawn together.

    Args:
        groups: The group of each row, shape (n_rows,).
        seed: Of the resamples.
    """
    names, group = np.unique(groups, return_inverse=True)
    for times in blocks(len(names), seed):
        yield times[:, group]


def draws_of(
    metric: Callable[[NDArray[np.int32], NDArray[np.int32]], NDArray[np.float64]],
    actual: NDArray[np.int64],
    probability: NDArray[np.float64],
    seed: int,
) -> NDArray[np.float64]:
    """Return a ranking metric on resampled rows, shape (RESAMPLES,).

    Args:
        metric: ``average_precision_from`` or ``roc_auc_from``.
        actual: 1 for a positive, else 0, shape (n_rows,).
        probability: Of a positive, shape (n_rows,).
        seed: Of the resamples; the same seed gives the same resamples.
    """
    times = blocks(len(actual), seed)
    return np.concatenate([metric(*cumulated(each, actual, probability)) for each in times])


def means(values: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Return the mean of each column on resampled rows.

    Args:
        values: One row a case, shape (n_rows, n_columns).
        seed: Of the resamples.

    Returns:
        Shape (RESAMPLES, n_columns).
    """
    return np.concatenate([each @ values for each in blocks(len(values), seed)]) / len(values)
