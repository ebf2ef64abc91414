"""Drill: Platt scaling, a sigmoid of two numbers fitted to scores. numpy and Python only."""

import numpy as np


def fit(score: np.ndarray, label: np.ndarray) -> tuple[float, float]:
    """Return the slope a and the intercept b for which sigmoid(a * score + b) fits best.

    Best is the least mean log loss to softened targets: with p positive and n negative rows, a
    positive row has the target (p + 1) / (p + 2) and a negative one 1 / (n + 2). The loss is convex
    in the two numbers. Newton's method needs a handful of steps; halve a step that raises the loss.

    Args:
        score: What a model gave each row, in any unit, shape (n,).
        label: 0 or 1, shape (n,).

    Raises:
        ValueError: A class is missing, or all scores are the same.
    """
    raise NotImplementedError


def calibrate(score: np.ndarray, a: float, b: float) -> np.ndarray:
    """Return the calibrated probability of each score, without a warning for huge ones."""
    raise NotImplementedError
