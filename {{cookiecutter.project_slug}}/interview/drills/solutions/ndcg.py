"""nDCG."""

import numpy as np


def dcg(gains: np.ndarray, k: int) -> float:
    """Return the discounted gain of a list: gain divided by log2(rank + 1), summed to rank k."""
    top = gains[:k]
    return float((top / np.log2(np.arange(2, len(top) + 2))).sum())


def ndcg(gains: np.ndarray, scores: np.ndarray, k: int) -> float:
    """Return the DCG at k of the order that the scores give, as a share of the best possible."""
    if k < 1 or gains.shape != scores.shape or (gains < 0).any():
        raise ValueError("k must be at least 1, each item needs a score, and no gain is negative")
    best = dcg(np.sort(gains)[::-1], k)
    order = np.argsort(-scores, kind="stable")
    return dcg(gains[order], k) / best if best else 0.0
