"""Drill: the paired bootstrap. numpy and Python only."""

import numpy as np


def compare(
    ours: np.ndarray, theirs: np.ndarray, resamples: int, seed: int
) -> tuple[float, float, float]:
    """Return how much larger our mean loss is than theirs, with a 95% interval.

    Both models are scored on the same test rows, so rows are drawn with replacement and each
    drawn row brings both of its losses: what makes a row hard for both cancels out. The interval
    runs from the 2.5th to the 97.5th percentile of the resampled differences.

    Args:
        ours: Loss of our model on each row, shape (n,).
        theirs: Loss of the other model on the same rows, shape (n,).
        resamples: How many times n rows are drawn.
        seed: Starts the random numbers; the same seed gives the same interval.

    Returns:
        The difference mean(ours) - mean(theirs) on the rows themselves, and the interval's lower
        and upper end.

    Raises:
        ValueError: The shapes differ, or there are no rows.
    """
    raise NotImplementedError
