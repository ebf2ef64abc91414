"""Two recommenders as one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone

from .interactions import History
from .recommender import Recommender


def scaled(scores: NDArray[np.float64], seen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return scores that go from 0 to 1 over the films that each user can still be offered."""
    low = np.where(seen, np.inf, scores).min(axis=1, keepdims=True)
    high = np.where(seen, -np.inf, scores).max(axis=1, keepdims=True)
    width = np.where(high > low, high - low, 1)
    return (scores - low) / width


class Blend(Recommender):
    """The scores of one recommender plus a share of those of another, each from 0 to 1.

    Args:
        first: A recommender.
        second: Another one.
        weight: Of the second.
    """

    def __init__(self, first: Any, second: Any, weight: float = 0.1) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.first = first
        self.second = second
        self.weight = weight

    def learn(self, past: History) -> None:
        """Fit copies of both on the same interactions."""
        self.members_ = [clone(each) for each in (self.first, self.second)]
        for member in self.members_:
            member.history_ = past
            member.learn(past)

    def scores(
        self, past: History, rows: NDArray[np.int64], moments: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the weighted sum."""
        seen = past.matrix[rows].toarray() > 0
        first, second = (scaled(each.scores(past, rows, moments), seen) for each in self.members_)
        return first + self.weight * second
