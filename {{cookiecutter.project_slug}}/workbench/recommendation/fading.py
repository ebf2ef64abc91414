"""Counts that fade with time, told at any moment without going through all that came before."""

from collections.abc import Sized
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Fading"]

SPAN = 200_000  # interactions between two counts that are kept to go on from
DAY = 86_400  # seconds


class Views(NamedTuple):
    """The views of each item by the first ``end`` interactions, faded to the moment ``clock``."""

    end: int
    clock: float
    counts: NDArray[np.float64]


class Past(Protocol):
    """Interactions, oldest first: when, and the position of the item, both (n_interactions,)."""

    @property
    def items(self) -> Sized:
        """The ids of the items."""

    @property
    def columns(self) -> NDArray[np.int64]:
        """Of each interaction."""

    @property
    def times(self) -> NDArray[np.float64]:
        """Of each interaction, in seconds."""


class Fading:
    """The views of each item at any moment, of which old ones count less.

    Args:
        past: The interactions.
        half_life_days: After so many days a view counts half, after twice as many a quarter.
    """

    def __init__(self, past: Past, half_life_days: float) -> None:
        """Count the views after every ``SPAN`` interactions."""
        self.past, self.half_life_days = past, half_life_days
        self.kept = [Views(0, past.times[0], np.zeros(len(past.items)))]
        for end in range(SPAN, len(past.times), SPAN):
            self.kept.append(self.go_on(self.kept[-1], end, past.times[end - 1]))

    def go_on(self, known: Views, end: int, moment: float) -> Views:
        """Return the views at a later moment, with the interactions up to ``end`` in them."""
        new, now = slice(known.end, max(known.end, end)), max(known.clock, moment)
        weights = 0.5 ** ((now - self.past.times[new]) / DAY / self.half_life_days)
        counts = known.counts * 0.5 ** ((now - known.clock) / DAY / self.half_life_days)
        counts += np.bincount(self.past.columns[new], weights, len(counts))
        return Views(new.stop, now, counts)

    def at(self, moments: NDArray[np.float64], ends: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the views at each moment, by so many first interactions: (n_moments, n_items)."""
        found, latest = np.empty((len(moments), len(self.past.items))), self.kept[0]
        for i in np.argsort(moments, kind="stable"):
            near = self.kept[min(ends[i] // SPAN, len(self.kept) - 1)]
            latest = near if near.end > latest.end else latest
            latest = self.go_on(latest, ends[i], moments[i])
            found[i] = latest.counts
        return found
