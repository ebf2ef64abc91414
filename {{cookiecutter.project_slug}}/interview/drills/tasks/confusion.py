"""Drill: confusion matrix and F1. numpy and Python only; a numpy warning counts as a failure."""

import numpy as np


def confusion(actual: np.ndarray, predicted: np.ndarray) -> tuple[int, int, int, int]:
    """Return how often which mistake is made: (tn, fp, fn, tp).

    A false positive (fp) is predicted 1 and actually 0.

    Args:
        actual: 0 or 1, shape (n,).
        predicted: 0 or 1, shape (n,).

    Raises:
        ValueError: The shapes differ, there are no rows, or a value is neither 0 nor 1.
    """
    raise NotImplementedError


def f1(actual: np.ndarray, predicted: np.ndarray) -> float:
    """Return the harmonic mean of precision and recall, from 0 to 1.

    Where nothing is positive, or nothing is predicted so, precision or recall is 0 by 0. The
    answer is then 0.0, without a warning. Arguments and errors are those of ``confusion``.
    """
    raise NotImplementedError
