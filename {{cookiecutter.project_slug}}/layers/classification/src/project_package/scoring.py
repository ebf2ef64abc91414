"""The test set in numbers: every metric with its interval."""

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from . import metrics
from .classification_facts import Decisions, Scores
from .payoff import Payoff, Rule
from .records import Estimate
from .resampling import average_precision_from, draws_of, means, roc_auc_from
from .stats import LEVEL, interval

Column = NDArray[np.float64]
THOUSAND = 1000


def share(part: Column, whole: Column) -> Column:
    """Return ``part / whole``, 0 where there is no whole."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def scores(actual: NDArray[np.int64], probability: NDArray[np.float64], seed: int) -> Scores:
    """Return how good the probabilities are, each metric with its interval."""
    losses = [metrics.log_losses(actual, probability), (probability - actual) ** 2]
    drawn = means(np.column_stack(losses), seed)
    return Scores(
        average_precision=interval(
            metrics.average_precision(actual, probability),
            draws_of(average_precision_from, actual, probability, seed),
        ),
        roc_auc=interval(
            metrics.roc_auc(actual, probability), draws_of(roc_auc_from, actual, probability, seed)
        ),
        log_loss=interval(metrics.log_loss(actual, probability), drawn[:, 0]),
        brier=interval(metrics.brier(actual, probability), drawn[:, 1]),
    )


def cells(actual: NDArray[np.int64], acted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which rows are true and false positives, false and true negatives, as columns."""
    positive = actual == 1
    return np.column_stack(
        [positive & acted, ~positive & acted, positive & ~acted, ~positive & ~acted]
    )


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


def rates(
    actual: NDArray[np.int64], acted: NDArray[np.bool_], payoff: Payoff, seed: int
) -> dict[str, Estimate]:
    """Return every rate of a decision, and the payoff of a thousand rows, with intervals."""
    table = cells(actual, acted).astype(float)
    tp, fp, fn, tn = table.sum(axis=0)
    drawn, worth = means(table, seed), THOUSAND * np.array(payoff)
    f1_drawn = share(2 * drawn[:, 0], 2 * drawn[:, 0] + drawn[:, 1] + drawn[:, 2])
    return {
        "accuracy": proportion(tp + tn, len(actual)),
        "precision": proportion(tp, tp + fp),
        "recall": proportion(tp, tp + fn),
        "f1": interval(2 * tp / (2 * tp + fp + fn) if tp else 0.0, f1_drawn),
        "false_alarms": proportion(fp, fp + tn),
        "acted_on": proportion(tp + fp, len(actual)),
        "payoff": interval(float(table.mean(axis=0) @ worth), drawn @ worth),
    }


def decisions(
    actual: NDArray[np.int64],
    probability: NDArray[np.float64],
    rule: Rule,
    seed: int,
) -> Decisions:
    """Return what happens on the test set under a rule."""
    acted = rule.acts(probability)
    tp, fp, fn, tn = (int(each) for each in cells(actual, acted).sum(axis=0))
    return Decisions(
        threshold=rule.threshold,
        true_positives=tp,
        false_positives=fp,
        false_negatives=fn,
        true_negatives=tn,
        **rates(actual, acted, rule.payoff, seed),
    )


def payoff_difference(
    actual: NDArray[np.int64],
    ours: NDArray[np.bool_],
    theirs: NDArray[np.bool_],
    payoff: Payoff,
    seed: int,
) -> Estimate:
    """Return the payoff of a thousand rows under one decision minus another, paired by row."""
    worth = THOUSAND * (payoff.of(actual, ours) - payoff.of(actual, theirs))
    return interval(float(worth.mean()), means(worth[:, None], seed)[:, 0])
