"""Confusion matrix and F1."""

import numpy as np


def confusion(actual: np.ndarray, predicted: np.ndarray) -> tuple[int, int, int, int]:
    """Return how often which mistake is made: (tn, fp, fn, tp)."""
    if actual.shape != predicted.shape or actual.size == 0:
        raise ValueError("each row needs a class and a prediction, and there must be rows")
    if not np.isin([actual, predicted], [0, 1]).all():
        raise ValueError("classes and predictions must be 0 or 1")
    tn, fp, fn, tp = np.bincount((2 * actual + predicted).astype(int), minlength=4)
    return int(tn), int(fp), int(fn), int(tp)


def f1(actual: np.ndarray, predicted: np.ndarray) -> float:
    """Return the harmonic mean of precision and recall, from 0 to 1."""
    _, fp, fn, tp = confusion(actual, predicted)
    return 2 * tp / (2 * tp + fp + fn) if tp else 0.0
