"""How many more positives there are among the rows with the highest probabilities."""

import numpy as np
from numpy.typing import NDArray

from ..statistics import interval
from .records import Lift
from .resampling import blocks

__all__ = ["lift"]


def top_rates(
    times: NDArray[np.uint8],
    actual: NDArray[np.int64],
    probability: NDArray[np.float64],
    share: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the rate of positives in the top share and in all rows, for each resample.

    Args:
        times: How often each row is in each resample, shape (n_draws, n_rows).
        actual: 1 for a positive, else 0, shape (n_rows,).
        probability: Of a positive; of equals the first row comes first.
        share: Of the rows that counts as the top, above 0 and at most 1.

    >>> once, probability = np.ones((1, 4), np.uint8), np.array([0.1, 0.9, 0.4, 0.8])
    >>> top_rates(once, np.array([0, 1, 0, 1]), probability, 0.5)
    (array([1.]), array([0.5]))
    """
    order = np.argsort(-probability, kind="stable")
    ordered, positive = times[:, order], actual[order]
    size = np.round(share * ordered.sum(axis=1, keepdims=True)).clip(1)
    before = np.cumsum(ordered, axis=1) - ordered
    top = np.clip(size - before, 0, ordered)
    return (top @ positive) / size[:, 0], (ordered @ positive) / ordered.sum(axis=1)


def lift(
    actual: NDArray[np.int64], probability: NDArray[np.float64], share: float, seed: int
) -> Lift:
    """Return the lift of the top ``share`` of the rows, with its interval over resampled rows."""
    top, average = top_rates(np.ones((1, len(actual)), np.uint8), actual, probability, share)
    draws = [top_rates(each, actual, probability, share) for each in blocks(len(actual), seed)]
    tops, averages = (np.concatenate(each) for each in zip(*draws, strict=True))
    lifts = np.full(len(tops), np.nan)  # none where no positive was drawn
    np.divide(tops, averages, out=lifts, where=averages > 0)
    return Lift(
        share=share,
        rows=max(1, round(share * len(actual))),
        rate=interval(float(top[0]), tops),
        lift=interval(float(top[0] / average[0]), lifts),
    )
