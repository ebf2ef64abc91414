"""ROC-AUC by ranks: the Mann-Whitney statistic divided by its largest value."""

import numpy as np


def roc_auc(actual: np.ndarray, score: np.ndarray) -> float:
    """Return the probability that a random positive has a higher score than a random negative."""
    positives = int((actual == 1).sum())
    negatives = len(actual) - positives
    if not positives or not negatives:
        raise ValueError("both classes are needed")
    _, place, counts = np.unique(score, return_inverse=True, return_counts=True)
    last = counts.cumsum()  # the highest rank among equal scores
    rank = (last - (counts - 1) / 2)[place]  # the mean of their ranks
    lowest = positives * (positives + 1) / 2  # the sum if all positives came last
    return float((rank[actual == 1].sum() - lowest) / (positives * negatives))
