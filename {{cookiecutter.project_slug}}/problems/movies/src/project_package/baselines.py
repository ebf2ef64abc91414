"""Recommenders without a model: the same list for everybody, less what was seen."""

import numpy as np
from numpy.typing import NDArray

from .interactions import History
from .popularity import recent_views, views
from .recommender import Recommender, fading


class MostPopular(Recommender):
    """The films with most viewers of all time."""

    def scores(
        self, past: History, rows: NDArray[np.int64], moments: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the number of viewers, the same for every request."""
        return self.newcomer_scores(moments)

    @property
    def newcomer_rule(self) -> str:
        """What a user without a history is offered, in words."""
        return "the films with most viewers of all time"

    def newcomer_scores(self, moments: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the same for users without a history."""
        return np.tile(views(self.history_), (len(moments), 1))


class RecentlyPopular(Recommender):
    """The films with most viewers lately, as seen at the moment of the request.

    Args:
        half_life_days: After so many days a view counts half.
    """

    def __init__(self, half_life_days: float = 365.0) -> None:
        """Keep the setting; scikit-learn clones estimators by it."""
        self.half_life_days = half_life_days

    def scores(
        self, past: History, rows: NDArray[np.int64], moments: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the decayed number of viewers at each moment."""
        return self.newcomer_scores(moments)

    @property
    def newcomer_rule(self) -> str:
        """What a user without a history is offered, in words."""
        return fading(self.half_life_days)

    def newcomer_scores(self, moments: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the same for users without a history."""
        if self.half_life_days <= 0:
            raise ValueError(f"half_life_days must be above zero, got {self.half_life_days}")
        return recent_views(self.history_, moments, self.half_life_days)
