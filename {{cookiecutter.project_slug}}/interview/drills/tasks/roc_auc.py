"""Drill: ROC-AUC by ranks. numpy and Python only."""

import numpy as np


def roc_auc(actual: np.ndarray, score: np.ndarray) -> float:
    """Return the probability that a random positive has a higher score than a random negative.

    Tie: a positive and a negative with equal scores count as half a success.
    Sort once and use ranks: comparing every pair takes n squared steps.

    Args:
        actual: 0 or 1, shape (n,).
        score: Higher means more likely positive; any finite numbers, shape (n,).

    Raises:
        ValueError: Only one of the two classes is there.
    """
    raise NotImplementedError
