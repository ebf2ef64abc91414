"""Drill: nDCG. numpy and Python only; a numpy warning counts as a failure."""

import numpy as np


def dcg(gains: np.ndarray, k: int) -> float:
    """Return the discounted gain of a list: gain divided by log2(rank + 1), summed to rank k.

    Args:
        gains: What each place of the list is worth, first place first, shape (n,).
        k: How many places count; all of them where n is smaller.
    """
    raise NotImplementedError


def ndcg(gains: np.ndarray, scores: np.ndarray, k: int) -> float:
    """Return the DCG at k of the order that the scores give, as a share of the best possible.

    The best possible order is that of all n items by gain, also of those that the scores rank
    below k. Where nothing has a gain, the answer is 0.0.
    Tie: of equal scores, the item that comes first in ``scores`` ranks first.

    Args:
        gains: What each item is worth, 0 or more, shape (n,).
        scores: What the model says of each item, shape (n,).
        k: How many places count.

    Raises:
        ValueError: k is below 1, the shapes differ, or a gain is negative.
    """
    raise NotImplementedError
