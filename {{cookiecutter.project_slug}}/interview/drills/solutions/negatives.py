"""Negative sampling: one vector of weights, set to zero where a user has been."""

import numpy as np


def negatives(
    views: list[tuple[int, int]], k: int, power: float, rng: np.random.Generator
) -> np.ndarray:
    """Return k items for each view that its user has not viewed."""
    pairs = np.array(views)
    items, place, counts = np.unique(pairs[:, 1], return_inverse=True, return_counts=True)
    weights = counts**power
    drawn = np.empty((len(pairs), k), dtype=items.dtype)
    for user in np.unique(pairs[:, 0]):
        rows = np.flatnonzero(pairs[:, 0] == user)
        left = weights.copy()
        left[place[rows]] = 0
        if left.sum() == 0:
            raise ValueError(f"user {user} has viewed every item")
        drawn[rows] = rng.choice(items, size=(len(rows), k), p=left / left.sum())
    return drawn
