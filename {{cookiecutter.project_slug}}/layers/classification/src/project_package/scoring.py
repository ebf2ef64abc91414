"""The test set in numbers: every metric with its interval over resampled rows."""

import numpy as np
from numpy.typing import NDArray

from . import metrics
from .classification_facts import Decisions, Scores
from .payoff import Payoff, Rule
from .records import Estimate
from .resampling import draws_of, means
from .stats import interval

Column = NDArray[np.float64]
THOUSAND = 1000


def share(part: Column, whole: Column) -> Column:
    """Return ``part / whole``, 0 where there is no whole."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def f1(precision: Column, recall: Column) -> Column:
    """Return the harmonic mean of precision and recall, 0 where both are."""
    return share(2 * precision * recall, precision + recall)


def scores(actual: NDArray[np.int64], probability: NDArray[np.float64], seed: int) -> Scores:
    """Return how good the probabilities are, each metric with its interval."""
    ranking = draws_of(actual, probability, seed)
    losses = [metrics.log_losses(actual, probability), (probability - actual) ** 2]
    drawn = means(np.column_stack(losses), seed)
    return Scores(
        average_precision=interval(
            metrics.average_precision(actual, probability), ranking["average_precision"]
        ),
        roc_auc=interval(metrics.roc_auc(actual, probability), ranking["roc_auc"]),
        log_loss=interval(metrics.log_loss(actual, probability), drawn[:, 0]),
        brier=interval(metrics.brier(actual, probability), drawn[:, 1]),
    )


def cells(actual: NDArray[np.int64], acted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which rows are true and false positives, false and true negatives, as columns."""
    positive = actual == 1
    return np.column_stack(
        [positive & acted, ~positive & acted, positive & ~acted, ~positive & ~acted]
    )


def rates_of(tp: Column, fp: Column, fn: Column, tn: Column) -> dict[str, Column]:
    """Return every rate from the shares of rows in each cell, one value a resample."""
    precision, recall = share(tp, tp + fp), share(tp, tp + fn)
    return {
        "accuracy": tp + tn,
        "precision": precision,
        "recall": recall,
        "f1": f1(precision, recall),
        "false_alarms": share(fp, fp + tn),
        "acted_on": tp + fp,
    }


def rates(
    actual: NDArray[np.int64], acted: NDArray[np.bool_], payoff: Payoff, seed: int
) -> dict[str, Estimate]:
    """Return every rate of a decision, and the payoff of a thousand rows, with intervals."""
    table = cells(actual, acted).astype(float)
    drawn, whole = means(table, seed), table.mean(axis=0, keepdims=True)
    values, draws = rates_of(*whole.T), rates_of(*drawn.T)
    found = {name: interval(float(values[name][0]), draws[name]) for name in values}
    worth = THOUSAND * np.array(payoff)
    return {**found, "payoff": interval(float(whole[0] @ worth), drawn @ worth)}


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
