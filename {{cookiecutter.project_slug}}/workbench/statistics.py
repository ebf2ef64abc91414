"""Intervals by bootstrap: how far a score, or a difference of scores, could move by chance."""

import math
from collections.abc import Callable, Iterable
from functools import lru_cache
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .records import LEVEL, Estimate

__all__ = [
    "RESAMPLES",
    "Metric",
    "bootstrap",
    "difference",
    "interval",
    "proportion",
    "resample",
    "resample_sums",
    "shift",
    "told",
]

RESAMPLES = 2000
POWER = 0.8  # of the live tests that the documents propose
BATCH = 100  # resamples at a time, and fewer where there are so many rows
CELLS = 2_000_000  # of all rows of the resamples at a time: memory stays the same
KEPT = 10_000  # rows: counts of so many are kept for the next metric of the same rows
SHOWN = 100_000  # rows: resamples of so many take seconds, so a terminal shows how far they are

Metric = Callable[..., Any]  # of arrays of rows, and of the axis along which the rows lie
Sample = tuple[NDArray[np.float64], NDArray[np.float64]]


def at_once(rows: int) -> int:
    """Return how many resamples of so many rows are drawn at a time.

    >>> at_once(5_000), at_once(1_000_000)
    (100, 2)
    """
    return min(BATCH, max(1, CELLS // max(1, rows)))


def told(steps: list[Any], rows: int) -> Iterable[Any]:
    """Return the steps, with a bar and the time left on a terminal if there are many rows."""
    if rows < SHOWN:
        return steps
    from .parallel import shown  # joblib and rich, which a small table does without

    return shown(steps, f"resamples of {rows:,} rows", len(steps))


def resample(metric: Metric, *columns: ArrayLike, seed: int) -> NDArray[np.float64]:
    """Return ``metric`` on draws of the rows with replacement, shape (RESAMPLES,).

    The same seed and number of rows give the same draws, so the results for two models on the same
    rows are paired and may be subtracted.

    Args:
        metric: A function of ``columns`` and ``axis``.
        columns: What it takes, each of shape (n_rows,).
        seed: Of the random draws.
    """
    from scipy import stats  # as long to import as all of pandas

    rows = len(np.asarray(columns[0]))
    step = at_once(rows)
    steps = iter(told(list(range(0, RESAMPLES, step)), rows))

    def one_step(*drawn: NDArray[np.float64], axis: int) -> Any:
        next(steps, None)
        return metric(*drawn, axis=axis)

    found = stats.bootstrap(
        tuple(np.asarray(each, float) for each in columns),
        one_step,
        paired=True,
        vectorized=True,
        n_resamples=RESAMPLES,
        batch=step,
        method="percentile",
        rng=np.random.default_rng(seed),
    )
    next(steps, None)  # ends the bar
    return found.bootstrap_distribution


def drawn(number: int, rng: np.random.Generator, resamples: int) -> NDArray[np.float64]:
    """Return how often each of ``number`` rows is in the next resamples."""
    draws = rng.integers(0, number, (resamples, number))
    cells = np.arange(resamples)[:, None] * number + draws
    return np.bincount(cells.ravel(), minlength=resamples * number).reshape(draws.shape) / 1.0


@lru_cache(maxsize=16)
def counts(number: int, seed: int) -> NDArray[np.float64]:
    """Return how often each of ``number`` rows is in each resample, shape (RESAMPLES, number)."""
    return drawn(number, np.random.default_rng(seed), RESAMPLES)


def resample_sums(values: ArrayLike, seed: int) -> NDArray[np.float64]:
    """Return the sums over draws of the rows with replacement: matrix products, not gathered rows.

    Paired like ``resample``, but far faster where a score is a sum or a ratio of sums.

    Args:
        values: Shape (n_rows,) or (n_rows, n_columns).
        seed: Of the draws.

    Returns:
        Shape (RESAMPLES,) or (RESAMPLES, n_columns).
    """
    known = np.asarray(values, float)
    if len(known) <= KEPT:
        return counts(len(known), seed) @ known
    rng, step = np.random.default_rng(seed), at_once(len(known))
    steps = [min(step, RESAMPLES - start) for start in range(0, RESAMPLES, step)]
    return np.concatenate(
        [drawn(len(known), rng, each) @ known for each in told(steps, len(known))]
    )


def interval(value: float, draws: ArrayLike) -> Estimate:
    """Return ``value`` with the percentile interval of its bootstrap ``draws``.

    Draws without a value are left out: average precision has none where no positive was drawn.

    Source:
        Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.

    >>> print(f"{interval(20.0, np.arange(41)).low:.3f}")
    1.000
    """
    tail = (1 - LEVEL) / 2
    known = np.asarray(draws)
    low, high = np.quantile(known[~np.isnan(known)], [tail, 1 - tail])
    return Estimate(value=float(value), low=float(low), high=float(high))


def bootstrap(metric: Metric, *columns: ArrayLike, seed: int) -> Estimate:
    """Return ``metric`` on all rows, with its interval over resampled rows."""
    whole = metric(*(np.asarray(each, float) for each in columns))
    return interval(whole, resample(metric, *columns, seed=seed))


def shift(metric: Metric, here: Sample, there: Sample, seed: int) -> Estimate:
    """Return ``metric`` on one sample minus that on another, which has other rows.

    Args:
        metric: A function of actual and predicted values, and of ``axis``.
        here: Actual and predicted values of one sample.
        there: The same of the other sample.
        seed: Of the draws; each sample is resampled on its own.
    """
    draws = resample(metric, *here, seed=seed) - resample(metric, *there, seed=seed + 1)
    return interval(metric(*here) - metric(*there), draws)


def difference(
    metric: Metric, actual: ArrayLike, predicted: ArrayLike, reference: ArrayLike, seed: int
) -> Estimate:
    """Return ``metric`` of ``predicted`` minus that of ``reference``, paired row by row."""
    y, ours, theirs = (np.asarray(each, float) for each in (actual, predicted, reference))
    draws = resample(metric, y, ours, seed=seed) - resample(metric, y, theirs, seed=seed)
    return interval(metric(y, ours) - metric(y, theirs), draws)


def proportion(part: float, whole: float) -> Estimate:
    """Return ``part / whole`` with Wilson's interval, which stays sensible at 0 and 1.

    A resample of rows without an error never has one, so resampling would call 0 of 50 certain.
    Without any row nothing is known: 0, between 0 and 1.

    Source:
        Wilson, Probable Inference, the Law of Succession, and Statistical Inference (1927).

    >>> proportion(0, 50).high > 0.05, proportion(0, 0).high
    (True, 1.0)
    """
    if whole == 0:
        return Estimate(value=0.0, low=0.0, high=1.0)
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    share_of, shrink = part / whole, 1 + z**2 / whole
    middle = (share_of + z**2 / (2 * whole)) / shrink
    reach = z * np.sqrt(share_of * (1 - share_of) / whole + z**2 / (4 * whole**2)) / shrink
    low, high = float(middle - reach), float(middle + reach)
    return Estimate(value=share_of, low=min(low, share_of), high=max(high, share_of))


def per_group(first: float, second: float) -> int:
    """Return how many units each of two groups needs to show that their rates differ.

    The usual normal approximation for two independent shares of one, tested on both sides at the
    level of the intervals. A difference as large as this is then shown with probability ``POWER``.

    Args:
        first: The rate to expect in one group, 0 to 1.
        second: The rate to expect in the other.

    Source:
        Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), section 4.2.

    >>> per_group(0.56, 0.42)
    197
    """
    normal = NormalDist()
    surely = normal.inv_cdf((1 + LEVEL) / 2) + normal.inv_cdf(POWER)
    spread = first * (1 - first) + second * (1 - second)
    return math.ceil(spread * (surely / (first - second)) ** 2)
