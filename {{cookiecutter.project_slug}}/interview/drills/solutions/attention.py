"""Attention: scores, mask, a softmax that cannot overflow, weighted values."""

import numpy as np


def attention(
    Q: np.ndarray, K: np.ndarray, V: np.ndarray, allowed: np.ndarray | None = None
) -> np.ndarray:
    """Return the weighted mean of the values for each query."""
    scores = Q @ K.T / np.sqrt(Q.shape[1])
    seen = np.ones(scores.shape, bool) if allowed is None else allowed
    highest = np.max(scores, axis=1, keepdims=True, where=seen, initial=scores.min())
    weights = np.where(seen, np.exp(np.minimum(scores - highest, 0)), 0)
    total = weights.sum(axis=1, keepdims=True)
    return weights / np.where(total > 0, total, 1) @ V
