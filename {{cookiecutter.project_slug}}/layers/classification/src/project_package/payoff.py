"""What a decision is worth, and the probability from which acting pays.

A row at or above the threshold is acted on. What each of the four outcomes is worth stands in
conf/data/; only the person who pays for them can say whether those values are right.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from omegaconf import DictConfig

from .resampling import blocks, cumulated

HALF = 0.5  # the threshold that is used when nobody thinks about it


class Payoff(NamedTuple):
    """The worth of one row of each kind, in ``unit``; a loss is negative."""

    true_positive: float
    false_positive: float
    false_negative: float
    true_negative: float

    def of(self, actual: NDArray[np.int64], acted: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return what each row is worth, shape (n_rows,)."""
        of_positive = np.where(acted, self.true_positive, self.false_negative)
        of_negative = np.where(acted, self.false_positive, self.true_negative)
        return np.where(actual == 1, of_positive, of_negative)

    @property
    def break_even(self) -> float:
        """The probability from which acting pays, if probabilities are calibrated.

        Source:
            Elkan, The Foundations of Cost-Sensitive Learning (IJCAI 2001), section 2.
        """
        harm = self.true_negative - self.false_positive
        good = self.true_positive - self.false_negative
        return harm / (harm + good)


class Rule(NamedTuple):
    """Act on every row at or above the threshold; ``payoff`` is what that is worth."""

    threshold: float
    payoff: Payoff

    def acts(self, probability: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return which rows are acted on, shape (n_rows,)."""
        return probability >= self.threshold


def payoff_of(config: DictConfig) -> Payoff:
    """Return the payoff that conf/data/ states."""
    return Payoff(*(float(config.data.payoff[name]) for name in Payoff._fields))


def totals(
    times: NDArray[np.uint8],
    actual: NDArray[np.int64],
    probability: NDArray[np.float64],
    payoff: Payoff,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return thresholds and the total payoff at each.

    Args:
        times: How often each row is in each resample, shape (n_draws, n_rows).
        actual: 1 for a positive, else 0, shape (n_rows,).
        probability: Of a positive, shape (n_rows,).
        payoff: What the outcomes are worth.

    Returns:
        Thresholds, shape (n_thresholds,), highest first: one above all rows, then one below each
        distinct probability, in the middle to the next. Totals, shape (n_draws, n_thresholds).
    """
    found, alarms = (
        np.pad(each, ((0, 0), (1, 0))) for each in cumulated(times, actual, probability)
    )
    missed, passed = found[:, -1:] - found, alarms[:, -1:] - alarms
    total = (
        found * payoff.true_positive
        + alarms * payoff.false_positive
        + missed * payoff.false_negative
        + passed * payoff.true_negative
    )
    distinct = np.unique(probability)[::-1]
    middles = (distinct + np.append(distinct[1:], 0.0)) / 2
    return np.append(distinct[0] + 0.01, middles), total


def best_threshold(
    actual: NDArray[np.int64], probability: NDArray[np.float64], payoff: Payoff
) -> float:
    """Return the threshold with the highest total payoff; of equals the highest, which acts least.

    Use it on out-of-fold probabilities: on those of rows that a model was fitted on it is too
    sure of itself.
    """
    thresholds, total = totals(np.ones((1, len(actual)), np.uint8), actual, probability, payoff)
    return float(thresholds[np.argmax(total[0])])


def threshold_draws(
    actual: NDArray[np.int64], probability: NDArray[np.float64], payoff: Payoff, seed: int
) -> NDArray[np.float64]:
    """Return the best threshold on resampled rows, shape (RESAMPLES,)."""
    chosen = []
    for times in blocks(len(actual), seed):
        thresholds, total = totals(times, actual, probability, payoff)
        chosen.append(thresholds[np.argmax(total, axis=1)])
    return np.concatenate(chosen)


def per_thousand(
    actual: NDArray[np.int64],
    probability: NDArray[np.float64],
    payoff: Payoff,
    thresholds: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the payoff of a thousand rows at each threshold, for a plot."""
    worth = [payoff.of(actual, probability >= each).mean() for each in thresholds]
    return 1000 * np.array(worth)
