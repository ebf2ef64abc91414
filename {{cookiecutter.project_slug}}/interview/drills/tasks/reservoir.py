"""Drill: reservoir sampling. numpy and Python only."""

from collections.abc import Iterable

import numpy as np


def sample(stream: Iterable[int], k: int, rng: np.random.Generator) -> list[int]:
    """Return k items of a stream, each item with the same probability, in one pass.

    The stream can be read once only, it may be endless for your memory, and nobody knows how long
    it is: hold no more than k items at a time. It is not read twice, and no list is made of it.

    Args:
        stream: Any number of items.
        k: How many to keep, 1 or more.
        rng: Where random numbers come from; another state gives another sample.

    Returns:
        k items in any order; all of them when the stream has no more than k.

    Raises:
        ValueError: k is below 1.
    """
    raise NotImplementedError
