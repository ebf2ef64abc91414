"""How good a list of items is. ``headline`` is what candidates are compared by.

A metric takes ``hits`` and ``relevant`` and returns one number a user. ``hits`` says for each
place of each list whether the item there was held back for that user, best place first, shape
(n_users, LENGTH); ``relevant`` is how many were, one or more, shape (n_users,).
"""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from workbench.records import Estimate
from workbench.statistics import interval, resample_sums

from .data import ITEM, USER, Array, Rows

GREATER_IS_BETTER = True  # the headline is a score
SHORT, LONG = 10, 20  # items on the first screen, and after one swipe

Hits = NDArray[np.bool_]


def ndcg(hits: Hits, relevant: Rows) -> Array:
    """Return the normalized discounted cumulative gain of the first ten, 0 to 1.

    ``sum(hit / log2(place + 1))`` over places 1 to 10, divided by what the best possible list would
    get. A hit at the top counts more than one at the bottom; 1 means that no list is better.

    Source:
        Jarvelin and Kekalainen, Cumulated Gain-Based Evaluation of IR Techniques, ACM Transactions
        on Information Systems 20 (2002).

    >>> ndcg(np.array([[True, False, True]]), np.array([2])).round(4)
    array([0.9197])
    """
    gains = 1 / np.log2(np.arange(2, SHORT + 2))
    ideal = np.cumsum(gains)[np.minimum(relevant, SHORT) - 1]
    shown = hits[:, :SHORT]
    return shown @ gains[: shown.shape[1]] / ideal


headline = ndcg


def recall(hits: Hits, relevant: Rows, places: int = SHORT) -> Array:
    """Return the share of the held-back items that are in the first ``places``."""
    return hits[:, :places].sum(axis=1) / relevant


def hit_rate(hits: Hits, _: Rows) -> Array:
    """Return 1 for a user with a hit in the first ten, else 0."""
    return hits[:, :SHORT].any(axis=1).astype(float)


def precision(hits: Hits, _: Rows) -> Array:
    """Return the share of the first ten that are hits."""
    return hits[:, :SHORT].sum(axis=1) / SHORT


def reciprocal_rank(hits: Hits, _: Rows) -> Array:
    """Return 1 over the place of the first hit, 0 if there is none in the first ten."""
    shown = hits[:, :SHORT]
    return np.where(shown.any(axis=1), 1 / (1 + shown.argmax(axis=1)), 0)


def average_precision(hits: Hits, relevant: Rows) -> Array:
    """Return the mean, over the held-back items, of the precision where each is found.

    Only the first ten places count, so the mean is over ten items or fewer.
    """
    shown = hits[:, :SHORT]
    at_place = shown.cumsum(axis=1) / np.arange(1, shown.shape[1] + 1)
    return (at_place * shown).sum(axis=1) / np.minimum(relevant, SHORT)


METRICS: dict[str, Callable[[Hits, Rows], Array]] = {  # by the names that they have in the facts
    "ndcg": ndcg,
    "recall": recall,
    "long_recall": partial(recall, places=LONG),
    "hit_rate": hit_rate,
    "precision": precision,
    "mrr": reciprocal_rank,
    "map": average_precision,
}


def hits(lists: Rows, users: ArrayLike, held: pd.DataFrame) -> tuple[Hits, Rows]:
    """Return which recommended items were held back, and how many there were for each user.

    Args:
        lists: Item ids, shape (n_users, LENGTH).
        users: Whose list each row is, shape (n_users,).
        held: The interactions held back: ``user`` and ``item``.
    """
    ids = pd.Index(np.asarray(users))
    wanted = pd.MultiIndex.from_frame(held[[USER, ITEM]])
    offered = pd.MultiIndex.from_arrays([np.repeat(ids, lists.shape[1]), lists.ravel()])
    relevant = held[USER].value_counts().reindex(ids, fill_value=0)
    found: Hits = np.asarray(offered.isin(wanted)).reshape(lists.shape)
    return found, np.asarray(relevant, int)


def mean_draws(values: ArrayLike, seed: int) -> Array:
    """Return the mean on draws of the users with replacement, shape (RESAMPLES,).

    The same seed and number of users give the same draws, so two models on the same users are
    paired and may be subtracted.

    Args:
        values: One number a user, shape (n_users,).
        seed: Of the draws.
    """
    return resample_sums(values, seed) / len(np.asarray(values))


def mean(values: ArrayLike, seed: int) -> Estimate:
    """Return the mean over users with its 95% interval over resampled users."""
    return interval(float(np.asarray(values, float).mean()), mean_draws(values, seed))


def mean_behind(ours: ArrayLike, theirs: ArrayLike, seed: int) -> Estimate:
    """Return how far the mean of one model is behind that of another, paired user by user."""
    return mean(np.asarray(theirs, float) - np.asarray(ours, float), seed)
