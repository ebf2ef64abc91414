"""How good a prediction is. ``headline`` is what candidates are compared by.

Of two classes the positive is 1, and a prediction is its probability. Several classes have numbers
from 0, and a prediction is a class.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn import metrics as sklearn_metrics

from workbench.classification import resampling
from workbench.records import Estimate
from workbench.statistics import interval, proportion, resample_sums

from .data import told
from .facts import GREATER_IS_BETTER

__all__ = [
    "BEYOND_CHANCE",
    "GREATER_IS_BETTER",
    "Payoff",
    "apart",
    "beyond_chance",
    "headline",
    "headline_draws",
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


def cells(actual: ArrayLike, predicted: ArrayLike, number: int) -> Array:
    """Return for each row which cell of the confusion matrix it is in, shape (n_rows, n * n)."""
    cell = np.asarray(actual, int) * number + np.asarray(predicted, int)
    return (cell[:, None] == np.arange(number * number)).astype(float)


def f1_of(confusion: Array) -> Array:
    """Return F1 of each class from confusion matrices, shape (..., n, n); 0 for one not there."""
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    both = confusion.sum(axis=-1) + confusion.sum(axis=-2)
    return np.divide(2 * hits, both, out=np.zeros_like(hits), where=both > 0)


def macro_f1(actual: ArrayLike, predicted: ArrayLike, number: int) -> float:
    """Return the mean of F1 over the classes, each counting the same however rare it is.

    >>> round(macro_f1([0, 0, 1, 2], [0, 1, 1, 2], 3), 4)
    0.7778
    """
    confusion = cells(actual, predicted, number).sum(axis=0).reshape(number, number)
    return float(f1_of(confusion).mean())


def headline(actual: ArrayLike, predicted: ArrayLike) -> float:
    """Return average precision for two classes, macro F1 for several."""
    if number := several():
        return macro_f1(actual, predicted, number)
    return average_precision(actual, predicted)


def headline_draws(actual: ArrayLike, predicted: ArrayLike, seed: int) -> Array:
    """Return the headline on resampled rows; the same seed gives the same resamples."""
    if number := several():
        drawn = resample_sums(cells(actual, predicted, number), seed)
        return f1_of(drawn.reshape(-1, number, number)).mean(axis=1)
    y, p = np.asarray(actual, int), np.asarray(predicted, float)
    return resampling.draws_of(resampling.average_precision_from, y, p, seed)


def roc_auc(actual: ArrayLike, probability: ArrayLike) -> float:
    """Return the chance that a random positive gets a higher probability than a random negative."""
    return float(sklearn_metrics.roc_auc_score(actual, probability))


def log_losses(actual: Classes, probability: Array) -> Array:
    """Return ``-log`` of the probability that each row's true class was given, shape (n_rows,)."""
    given = np.where(actual == 1, probability, 1 - probability)
    return -np.log(np.clip(given, SMALLEST, 1))


def recalls(confusion: Array) -> tuple[Array, Array]:
    """Return accuracy and the mean recall of confusion matrices, shape (n, k, k)."""
    hits = np.diagonal(confusion, axis1=1, axis2=2)
    of_class = hits / confusion.sum(axis=2).clip(1)
    return hits.sum(axis=1) / confusion.sum(axis=(1, 2)), of_class.mean(axis=1)


def of_several(rows: Array, number: int, seed: int) -> dict[str, Estimate]:
    """Return what stands beside macro F1, from the cell of the confusion matrix of each row."""
    shape = (-1, number, number)
    whole = recalls(rows.sum(axis=0).reshape(shape))
    drawn = recalls(resample_sums(rows, seed).reshape(shape))
    names = ("accuracy", "macro_recall")
    return {n: interval(float(w[0]), d) for n, w, d in zip(names, whole, drawn, strict=True)}


def beyond_chance(actual: ArrayLike, predicted: Array, seed: int) -> Estimate:
    """Return how far predictions are above what random ones get, which no share of classes moves.

    That is the mean recall for several classes and ROC AUC for two.
    """
    y = np.asarray(actual, int)
    if number := several():
        found = of_several(cells(y, predicted, number), number, seed)["macro_recall"]
        chance = 1 / number
    else:
        drawn = resampling.draws_of(resampling.roc_auc_from, y, predicted, seed)
        found, chance = interval(roc_auc(y, predicted), drawn), HALF
    return Estimate(**{end: value - chance for end, value in found.content().items()})


def apart(actual: Classes, predicted: Array, seed: int) -> Estimate | None:
    """Return how well a part of the rows is told apart; None if it has too few rows of a class.

    That is accuracy for several classes and ROC AUC for two, which, unlike average precision,
    does not grow with the share of positives.
    """
    if several():
        return proportion(int((actual == predicted).sum()), len(actual))
    if min(int(actual.sum()), int((actual == 0).sum())) < LEAST:
        return None
    drawn = resampling.draws_of(resampling.roc_auc_from, actual, predicted, seed)
    return interval(roc_auc(actual, predicted), drawn[~np.isnan(drawn)])


def scores(actual: Classes, predicted: Array, seed: int) -> dict[str, Estimate]:
    """Return how good predictions are, each metric with its interval over resampled rows."""
    draws = headline_draws(actual, predicted, seed)
    found = {"headline": interval(headline(actual, predicted), draws)}
    if number := several():
        return {**found, **of_several(cells(actual, predicted, number), number, seed)}
    losses = np.column_stack([log_losses(actual, predicted), (predicted - actual) ** 2])
    drawn = resampling.means(losses, seed)
    aucs = resampling.draws_of(resampling.roc_auc_from, actual, predicted, seed)
    return {
        **found,
        "roc_auc": interval(roc_auc(actual, predicted), aucs),
        "log_loss": interval(float(losses[:, 0].mean()), drawn[:, 0]),
        "brier": interval(float(losses[:, 1].mean()), drawn[:, 1]),
    }


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
