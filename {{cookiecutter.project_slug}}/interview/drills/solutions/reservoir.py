"""Reservoir sampling: item number i stays with probability k / i, in a random place."""

from collections.abc import Iterable

import numpy as np


def sample(stream: Iterable[int], k: int, rng: np.random.Generator) -> list[int]:
    """Return k items, each with the same probability."""
    if k < 1:
        raise ValueError("k must be at least 1")
    kept: list[int] = []
    for number, item in enumerate(stream):
        if number < k:
            kept.append(item)
        elif (place := int(rng.integers(0, number + 1))) < k:
            kept[place] = item
    return kept
