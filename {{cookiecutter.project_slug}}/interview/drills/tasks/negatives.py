"""Drill: negative sampling for training on views. numpy and Python only."""

import numpy as np


def negatives(
    views: list[tuple[int, int]], k: int, power: float, rng: np.random.Generator
) -> np.ndarray:
    """Return k items for each view that its user has not viewed, drawn by their popularity.

    A model that learns from views alone needs something to tell them from. Of the items that the
    user has not viewed, each is drawn with a probability in proportion to its number of views to
    the given power; every draw is independent, so an item may come twice.

    Args:
        views: User and item of each view; a pair may be there more than once, and counts each time.
        k: Items for each view, 1 or more.
        power: 1 draws by popularity, 0 draws all alike, 0.75 is what word2vec uses.
        rng: Where random numbers come from; another state gives other items.

    Returns:
        Items in the order of the views, shape (len(views), k).

    Raises:
        ValueError: A user has viewed every item.
    """
    raise NotImplementedError
