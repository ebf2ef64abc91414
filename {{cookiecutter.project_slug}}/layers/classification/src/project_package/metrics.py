"""How good probabilities are. ``headline`` is what candidates are compared by.

Here a positive is a row of the class that is looked for, and a probability is that of a positive.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn import metrics as sklearn_metrics

from .resampling import average_precision_from, draws_of

SMALLEST = 1e-6  # a probability nearer to 0 or 1 is taken as this: one sure error costs 14, not inf


def checked(
    actual: ArrayLike, probability: ArrayLike
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
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


def worse_by(ours: Any, theirs: Any) -> Any:
    """Return how far ``ours`` is behind ``theirs``, numbers or arrays: the headline is a score."""
    return theirs - ours


def headline_draws(actual: ArrayLike, probability: ArrayLike, seed: int) -> NDArray[np.float64]:
    """Return the headline metric on resampled rows, shape (RESAMPLES,); paired by the seed."""
    return draws_of(average_precision_from, *checked(actual, probability), seed)


def roc_auc(actual: ArrayLike, probability: ArrayLike) -> float:
    """Return the chance that a random positive gets a higher probability than a random negative."""
    return float(sklearn_metrics.roc_auc_score(*checked(actual, probability)))


def log_losses(actual: NDArray[np.int64], probability: NDArray[np.float64]) -> NDArray[np.float64]:
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
