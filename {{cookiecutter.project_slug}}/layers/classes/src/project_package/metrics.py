"""How good a prediction is. ``headline`` is what candidates are compared by.

Of two classes the positive is 1, and a prediction is its probability, shape (n_rows,). Several
classes have numbers from 0, and a prediction is the probability of each, shape (n_rows, n_classes).
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn import metrics as sklearn_metrics

from workbench.classification import resampling
from workbench.own.slices import WHOLE
from workbench.records import Estimate
from workbench.slices import Part
from workbench.statistics import interval, proportion, resample_sums

from .data import told
from .facts import GREATER_IS_BETTER, OfPart

__all__ = [
    "BEYOND_CHANCE",
    "GREATER_IS_BETTER",
    "OfPart",
    "Payoff",
    "beyond_chance",
    "headline",
    "headline_draws",
    "of_part",
    "scores",
]

Array = NDArray[np.float64]
Classes = NDArray[np.int64]
BEYOND_CHANCE = "ROC AUC or mean recall, less that of random answers"
HALF = 0.5  # ROC AUC of random probabilities
LEAST = 10  # rows of a class in a part, for a ROC AUC of that part
SMALLEST = 1e-6  # a probability nearer to 0 or 1 is taken as this: one sure error costs 14, not inf


def several() -> int:
    """Return the number of classes if there are more than two, else 0."""
    number = len(told()["classes"])
    return number if number > 2 else 0


def average_precision(actual: ArrayLike, probability: ArrayLike) -> float:
    """Return the area under the precision-recall curve, as a sum of steps.

    Rows in random order score the share of positives, a perfect order 1.

    >>> round(average_precision([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), 4)
    0.8333
    """
    return float(sklearn_metrics.average_precision_score(actual, probability))


def cells(actual: ArrayLike, predicted: Array) -> Array:
    """Return for each row which cell of the confusion matrix it is in, shape (n_rows, n * n).

    The class that counts as predicted is the likeliest.
    """
    number = predicted.shape[1]
    cell = np.asarray(actual, int) * number + predicted.argmax(axis=1)
    return (cell[:, None] == np.arange(number * number)).astype(float)


def f1_of(confusion: Array) -> Array:
    """Return F1 of each class from confusion matrices, shape (..., n, n); 0 for one not there."""
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    both = confusion.sum(axis=-1) + confusion.sum(axis=-2)
    return np.divide(2 * hits, both, out=np.zeros_like(hits), where=both > 0)


def macro_f1(counts: Array) -> Array:
    """Return the mean of F1 over the classes, each counting the same however rare it is.

    A class that a resample has no row of, and that is not predicted either, is left out of it.

    Args:
        counts: Of the cells of confusion matrices, shape (..., n * n).

    >>> round(float(macro_f1(np.array([1.0, 1, 0, 0, 1, 0, 0, 0, 1]))), 4)
    0.7778
    """
    number = math.isqrt(counts.shape[-1])
    confusion = counts.reshape(*counts.shape[:-1], number, number)
    there = (confusion.sum(axis=-1) + confusion.sum(axis=-2)) > 0
    return (f1_of(confusion) * there).sum(axis=-1) / there.sum(axis=-1)


def log_losses(actual: ArrayLike, predicted: ArrayLike) -> Array:
    """Return ``-log`` of the probability that each row's true class was given, shape (n_rows,).

    >>> log_losses([1, 0], [0.9, 0.2]).round(3).tolist()
    [0.105, 0.223]
    """
    y, p = np.asarray(actual, int), np.asarray(predicted, float)
    given = np.where(y == 1, p, 1 - p) if p.ndim == 1 else p[np.arange(len(y)), y]
    return -np.log(np.clip(given, SMALLEST, 1))


def of_rows(name: str, actual: ArrayLike, predicted: ArrayLike) -> Array:
    """Return what is added up over rows for macro F1 or log loss, shape (n_rows,) or more."""
    if name == "macro_f1":
        return cells(actual, np.asarray(predicted, float))
    return log_losses(actual, predicted)


def from_sums(name: str, sums: Array, rows: int) -> Array:
    """Return macro F1 or log loss from the sums of ``of_rows`` over so many rows."""
    return macro_f1(sums) if name == "macro_f1" else sums / rows


def score_of(name: str, actual: ArrayLike, predicted: ArrayLike) -> float:
    """Return a metric by its name in the facts."""
    if name == "average_precision":
        return average_precision(actual, predicted)
    rows = of_rows(name, actual, predicted)
    return float(from_sums(name, rows.sum(axis=0), len(rows)))


def draws_of(name: str, actual: ArrayLike, predicted: ArrayLike, seed: int) -> Array:
    """Return a metric on resampled rows; the same seed gives the same resamples."""
    if name == "average_precision":
        y, p = np.asarray(actual, int), np.asarray(predicted, float)
        return resampling.draws_of(resampling.average_precision_from, y, p, seed)
    rows = of_rows(name, actual, predicted)
    return from_sums(name, resample_sums(rows, seed), len(rows))


def headline(actual: ArrayLike, predicted: ArrayLike) -> float:
    """Return the metric that conf/data/own.yaml names."""
    return score_of(told()["metric"], actual, predicted)


def headline_draws(actual: ArrayLike, predicted: ArrayLike, seed: int) -> Array:
    """Return the headline on resampled rows; the same seed gives the same resamples."""
    return draws_of(told()["metric"], actual, predicted, seed)


def roc_auc(actual: ArrayLike, probability: ArrayLike) -> float:
    """Return the chance that a random positive gets a higher probability than a random negative."""
    return float(sklearn_metrics.roc_auc_score(actual, probability))


def macro_recall(confusion: Array) -> Array:
    """Return the mean recall of the classes that have rows, of confusion matrices (n, k, k)."""
    hits, rows = np.diagonal(confusion, axis1=1, axis2=2), confusion.sum(axis=2)
    return (hits / rows.clip(1)).sum(axis=1) / (rows > 0).sum(axis=1)


def of_several(actual: ArrayLike, predicted: Array, seed: int) -> dict[str, Estimate]:
    """Return accuracy and the mean recall of several classes, of which the likeliest counts."""
    rows, number = cells(actual, predicted), predicted.shape[1]
    shape = (-1, number, number)
    whole = rows.sum(axis=0).reshape(shape)
    drawn = macro_recall(resample_sums(rows, seed).reshape(shape))
    return {
        "accuracy": proportion(float(np.trace(whole[0])), len(rows)),
        "macro_recall": interval(float(macro_recall(whole)[0]), drawn),
    }


def beyond_chance(actual: ArrayLike, predicted: Array, seed: int) -> Estimate:
    """Return how far predictions are above what random ones get, which no share of classes moves.

    That is the mean recall for several classes and ROC AUC for two.
    """
    y = np.asarray(actual, int)
    if number := several():
        found = of_several(y, predicted, seed)["macro_recall"]
        chance = 1 / number
    else:
        drawn = resampling.draws_of(resampling.roc_auc_from, y, predicted, seed)
        found, chance = interval(roc_auc(y, predicted), drawn), HALF
    return Estimate(**{end: value - chance for end, value in found.content().items()})


def scores(actual: ArrayLike, predicted: Array, seed: int) -> dict[str, Estimate]:
    """Return how good predictions are, each metric with its interval; the headline is the first."""
    main, y = told()["metric"], np.asarray(actual, int)
    beside = ("macro_f1", "log_loss") if several() else ("average_precision", "log_loss")
    found = {
        "headline" if name == main else name: interval(
            score_of(name, actual, predicted), draws_of(name, actual, predicted, seed)
        )
        for name in (main, *beside)
    }
    if several():
        return {**found, **of_several(actual, predicted, seed)}
    aucs = resampling.draws_of(resampling.roc_auc_from, y, predicted, seed)
    squared = (predicted - y) ** 2
    return {
        **found,
        "roc_auc": interval(roc_auc(y, predicted), aucs),
        "brier": interval(float(squared.mean()), resample_sums(squared, seed) / len(squared)),
    }


def of_part(part: Part, actual: Classes, predicted: Array, seed: int) -> OfPart | None:
    """Return how well one part of the test set is told apart; None if a class is too rare there.

    That is accuracy for several classes and ROC AUC for two, which, unlike average precision,
    does not grow with the share of positives.
    """
    if several():
        hits = proportion(int((actual == predicted.argmax(axis=1)).sum()), len(actual))
        return OfPart(**part.named, score=hits)
    fewest = min(int(actual.sum()), int((actual == 0).sum()))
    if fewest < (1 if part.feature == WHOLE else LEAST):
        return None
    drawn = resampling.draws_of(resampling.roc_auc_from, actual, predicted, seed)
    score = interval(roc_auc(actual, predicted), drawn[~np.isnan(drawn)])
    return OfPart(**part.named, score=score)


class Payoff(NamedTuple):
    """The worth of one row of each kind, as conf/data/own.yaml states it; a loss is negative."""

    true_positive: float
    false_positive: float
    false_negative: float
    true_negative: float

    def mean(self, actual: Classes, acted: NDArray[np.bool_]) -> float:
        """Return what a row is worth on average."""
        of_positive = np.where(acted, self.true_positive, self.false_negative)
        of_negative = np.where(acted, self.false_positive, self.true_negative)
        return float(np.where(actual == 1, of_positive, of_negative).mean())

    def best_threshold(self, actual: Classes, probability: Array) -> float:
        """Return the threshold that pays best; use it on out-of-fold probabilities."""
        distinct = np.unique(probability)
        tried = [*np.unique(np.quantile(distinct, np.linspace(0, 1, 200))), distinct[-1] + 0.01]
        return float(max(tried, key=lambda cut: self.mean(actual, probability >= cut)))
