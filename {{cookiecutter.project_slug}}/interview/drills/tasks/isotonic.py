"""Drill: isotonic calibration, by pooling adjacent violators. numpy and Python only."""

import numpy as np


def calibrate(score: np.ndarray, label: np.ndarray) -> np.ndarray:
    """Return the calibrated probability of each row: the best fit that never falls.

    Of all values that do not fall as the score rises, and are equal where scores are equal, take
    those with the least squared error to the labels. Pool adjacent violators: sort by score, start
    with one block for each different score, and while a block's mean is below that of the block
    before it, merge the two.

    Args:
        score: Any numbers, shape (n,), n at least 1, in any order.
        label: 0 or 1, shape (n,).

    Returns:
        One probability a row, in the order of ``score``, shape (n,).
    """
    raise NotImplementedError
