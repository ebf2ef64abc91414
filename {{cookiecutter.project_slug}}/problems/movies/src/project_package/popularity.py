"""How popular each film was at a moment; also what a user without a history is offered."""

import numpy as np
from numpy.typing import NDArray

from .interactions import DAY, History


def views(past: History) -> NDArray[np.float64]:
    """Return how many users watched each film, shape (n_items,)."""
    return np.asarray(past.matrix.sum(axis=0)).ravel()


def recent_views(
    past: History, moments: NDArray[np.float64], half_life_days: float
) -> NDArray[np.float64]:
    """Return the views of each film up to each moment, old ones counting less.

    A view counts half after ``half_life_days``, a quarter after twice as long. Views after the
    moment do not count: at that time nobody knew of them.

    Args:
        past: Interactions, oldest first.
        moments: Seconds since 1970, shape (n_requests,).
        half_life_days: Above zero.

    Returns:
        Shape (n_requests, n_items).
    """
    until = np.searchsorted(past.times, moments, side="right")
    found = np.empty((len(moments), len(past.items)))
    running, start, clock = np.zeros(len(past.items)), 0, past.times[0]
    for i in np.argsort(moments, kind="stable"):
        new, now = slice(start, max(start, until[i])), max(clock, moments[i])
        weights = 0.5 ** ((now - past.times[new]) / DAY / half_life_days)
        running *= 0.5 ** ((now - clock) / DAY / half_life_days)
        running += np.bincount(past.columns[new], weights, len(past.items))
        start, clock = new.stop, now
        found[i] = running
    return found
