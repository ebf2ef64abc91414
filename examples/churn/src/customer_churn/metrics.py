"""How good probabilities are, and what acting on them is worth.

``headline`` is what candidates are compared by. A positive is a row of the class that is looked
for, and a probability is that of a positive. A row at or above the threshold is acted on; what
each of the four outcomes is worth stands in conf/data/, and only the person who pays for them can
say whether those values are right.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from omegaconf import DictConfig
from sklearn import metrics as sklearn_metrics

from workbench.classification import resampling
from workbench.records import Estimate
from workbench.statistics import interval

Classes = NDArray[np.int64]  # 1 for a positive, else 0, shape (n_rows,)
Array = NDArray[np.float64]

GREATER_IS_BETTER = True  # the headline is a score
HALF = 0.5  # the threshold that is used when nobody thinks about it
SMALLEST = 1e-6  # a probability nearer to 0 or 1 is taken as this: one sure error costs 14, not inf


def checked(actual: ArrayLike, probability: ArrayLike) -> tuple[Classes, Array]:
    """Return classes and probabilities as arrays, after refusing what cannot be scored.

    Raises:
        ValueError: The shapes differ, a class is neither 0 nor 1, only one class is there, or a
            probability is not one.
    """
    y, p = np.asarray(actual), np.asarray(probability, float)
    if y.shape != p.shape:
        raise ValueError(f"actual has shape {y.shape} but probability has {p.shape}")
    if set(np.unique(y)) != {0, 1}:
        raise ValueError(f"both classes, 0 and 1, must be there; found {np.unique(y).tolist()}")
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError("probabilities must lie between 0 and 1")
    return y.astype(int), p


def average_precision(actual: ArrayLike, probability: ArrayLike) -> float:
    """Return the area under the precision-recall curve, as a sum of steps.

    ``sum((recall_k - recall_(k-1)) * precision_k)`` over the thresholds, highest first. It looks
    at the positives only: many easy negatives do not raise it. Rows in random order score the share
    of positives, a perfect order 1.

    Args:
        actual: 1 for a positive, else 0, shape (n_rows,).
        probability: Of a positive, shape (n_rows,).

    Raises:
        ValueError: The shapes differ, or only one class is there.

    >>> round(average_precision([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), 4)
    0.8333
    """
    return float(sklearn_metrics.average_precision_score(*checked(actual, probability)))


headline = average_precision


def headline_draws(actual: ArrayLike, probability: ArrayLike, seed: int) -> Array:
    """Return the headline metric on resampled rows, shape (RESAMPLES,); paired by the seed."""
    return resampling.draws_of(
        resampling.average_precision_from, *checked(actual, probability), seed
    )


def roc_auc(actual: ArrayLike, probability: ArrayLike) -> float:
    """Return the chance that a random positive gets a higher probability than a random negative."""
    return float(sklearn_metrics.roc_auc_score(*checked(actual, probability)))


def log_losses(actual: Classes, probability: Array) -> Array:
    """Return ``-log`` of the probability that each row's true class was given, shape (n_rows,)."""
    given = np.where(actual == 1, probability, 1 - probability)
    return -np.log(np.clip(given, SMALLEST, 1))


def log_loss(actual: ArrayLike, probability: ArrayLike) -> float:
    """Return the mean of ``-log`` of the probability of the true class; lower is better."""
    return float(log_losses(*checked(actual, probability)).mean())


def brier(actual: ArrayLike, probability: ArrayLike) -> float:
    """Return the mean of ``(probability - actual)**2``; lower is better.

    Source:
        Brier, Verification of forecasts expressed in terms of probability (1950).
    """
    y, p = checked(actual, probability)
    return float(np.mean((p - y) ** 2))


def scores(actual: Classes, probability: Array, seed: int) -> dict[str, Estimate]:
    """Return how good the probabilities are, each metric with its interval over resampled rows."""
    losses = [log_losses(actual, probability), (probability - actual) ** 2]
    drawn = resampling.means(np.column_stack(losses), seed)
    draws = {
        average_precision: headline_draws(actual, probability, seed),
        roc_auc: resampling.draws_of(resampling.roc_auc_from, actual, probability, seed),
        log_loss: drawn[:, 0],
        brier: drawn[:, 1],
    }
    return {each.__name__: interval(each(actual, probability), draws[each]) for each in draws}


class Payoff(NamedTuple):
    """The worth of one row of each kind, in ``unit``; a loss is negative."""

    true_positive: float
    false_positive: float
    false_negative: float
    true_negative: float

    def of(self, actual: Classes, acted: NDArray[np.bool_]) -> Array:
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

    def acts(self, probability: Array) -> NDArray[np.bool_]:
        """Return which rows are acted on, shape (n_rows,)."""
        return probability >= self.threshold


def payoff_of(config: DictConfig) -> Payoff:
    """Return the payoff that conf/data/ states."""
    return Payoff(*(float(config.data.payoff[name]) for name in Payoff._fields))


def payoffs_of(config: DictConfig) -> dict[str, Payoff]:
    """Return the payoffs to try, by what each assumes: as conf/data/ states them, then varied."""
    assumed, own = payoff_of(config), config.data
    return {own.payoff.says: assumed} | {
        each.says: assumed._replace(**{name: float(each[name]) for name in Payoff._fields[:2]})
        for each in own.payoff_range
    }


def totals(
    times: NDArray[np.uint8], actual: Classes, probability: Array, payoff: Payoff
) -> tuple[Array, Array]:
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
        np.pad(each, ((0, 0), (1, 0))) for each in resampling.cumulated(times, actual, probability)
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


def best_threshold(actual: Classes, probability: Array, payoff: Payoff) -> float:
    """Return the threshold with the highest total payoff; of equals the highest, which acts least.

    Use it on out-of-fold probabilities: on those of rows that a model was fitted on it is too
    sure of itself.
    """
    thresholds, total = totals(np.ones((1, len(actual)), np.uint8), actual, probability, payoff)
    return float(thresholds[np.argmax(total[0])])


def threshold_draws(actual: Classes, probability: Array, payoff: Payoff, seed: int) -> Array:
    """Return the best threshold on resampled rows, shape (RESAMPLES,)."""
    chosen = []
    for times in resampling.blocks(len(actual), seed):
        thresholds, total = totals(times, actual, probability, payoff)
        chosen.append(thresholds[np.argmax(total, axis=1)])
    return np.concatenate(chosen)


def per_thousand(actual: Classes, probability: Array, payoff: Payoff, thresholds: Array) -> Array:
    """Return the payoff of a thousand rows at each threshold, for a plot."""
    worth = [payoff.of(actual, probability >= each).mean() for each in thresholds]
    return 1000 * np.array(worth)
