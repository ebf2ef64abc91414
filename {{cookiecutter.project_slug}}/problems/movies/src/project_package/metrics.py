"""How good a list of films is. ``headline`` is what candidates are compared by.

A metric takes ``hits`` and ``relevant`` and returns one number a user. ``hits`` says for each
place of each list whether the film there was held back for that user, best place first, shape
(n_users, LENGTH); ``relevant`` is how many were, one or more, shape (n_users,).
"""

from collections.abc import Callable
from functools import lru_cache, partial

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from workbench.records import Estimate
from workbench.statistics import RESAMPLES, interval

from .data import ITEM, NO_GENRES, TIME, USER, head_films
from .facts import Beyond, Habit
from .recommender import NOTHING

GREATER_IS_BETTER = True  # the headline is a score
SHORT, LONG = 10, 20  # films on the first screen, and after one swipe

Array = NDArray[np.float64]
Rows = NDArray[np.int64]
Hits = NDArray[np.bool_]


def ndcg(hits: Hits, relevant: Rows) -> Array:
    """Return the normalised discounted cumulative gain of the first ten, 0 to 1.

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
    """Return the share of the held-back films that are in the first ``places``."""
    return hits[:, :places].sum(axis=1) / relevant


def hit_rate(hits: Hits, relevant: Rows) -> Array:
    """Return 1 for a user with a hit in the first ten, else 0."""
    return hits[:, :SHORT].any(axis=1).astype(float)


def precision(hits: Hits, relevant: Rows) -> Array:
    """Return the share of the first ten that are hits."""
    return hits[:, :SHORT].sum(axis=1) / SHORT


def reciprocal_rank(hits: Hits, relevant: Rows) -> Array:
    """Return 1 over the place of the first hit, 0 if there is none in the first ten."""
    shown = hits[:, :SHORT]
    return np.where(shown.any(axis=1), 1 / (1 + shown.argmax(axis=1)), 0)


def average_precision(hits: Hits, relevant: Rows) -> Array:
    """Return the mean, over the held-back films, of the precision where each is found.

    Only the first ten places count, so the mean is over ten films or fewer.
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
    """Return which recommended films were held back, and how many there were for each user.

    Args:
        lists: Film ids, shape (n_users, LENGTH).
        users: Whose list each row is, shape (n_users,).
        held: The interactions held back: ``user`` and ``item``.
    """
    ids = pd.Index(np.asarray(users))
    wanted = pd.MultiIndex.from_frame(held[[USER, ITEM]])
    offered = pd.MultiIndex.from_arrays([np.repeat(ids, lists.shape[1]), lists.ravel()])
    relevant = held[USER].value_counts().reindex(ids, fill_value=0)
    found: Hits = np.asarray(offered.isin(wanted)).reshape(lists.shape)
    return found, np.asarray(relevant, int)


@lru_cache(maxsize=16)
def resamples(number: int, seed: int) -> Array:
    """Return how often each of ``number`` users is in each resample, shape (RESAMPLES, number)."""
    draws = np.random.default_rng(seed).integers(0, number, (RESAMPLES, number))
    cells = np.arange(RESAMPLES)[:, None] * number + draws
    return np.bincount(cells.ravel(), minlength=RESAMPLES * number).reshape(draws.shape) / 1.0


def mean_draws(values: ArrayLike, seed: int) -> Array:
    """Return the mean on draws of the users with replacement, shape (RESAMPLES,).

    The same seed and number of users give the same draws, so two models on the same users are
    paired and may be subtracted.

    Args:
        values: One number a user, shape (n_users,).
        seed: Of the draws.
    """
    known = np.asarray(values, float)
    return resamples(len(known), seed) @ known / len(known)


def mean(values: ArrayLike, seed: int) -> Estimate:
    """Return the mean over users with its 95% interval over resampled users."""
    return interval(float(np.asarray(values, float).mean()), mean_draws(values, seed))


def behind(ours: ArrayLike, theirs: ArrayLike, seed: int) -> Estimate:
    """Return how far the mean of one model is behind that of another, paired user by user."""
    return mean(np.asarray(theirs, float) - np.asarray(ours, float), seed)


def genre_table(films: pd.DataFrame) -> pd.DataFrame:
    """Return which genres each film has, shape (n_films, n_genres), by film id."""
    listed = films["genres"].where(films["genres"] != NO_GENRES, "")
    return listed.str.get_dummies("|").set_axis(films[ITEM])


def diversity(lists: Rows, genres: pd.DataFrame) -> float:
    """Return the mean over lists of how little two of their films have in common, 0 to 1.

    One minus the shared genres over all genres of the pair (Jaccard); two films without genres
    are alike.
    """
    has = genres.to_numpy(float)[genres.index.get_indexer(pd.Index(lists.ravel()))]
    has = has.reshape(*lists.shape, -1)
    shared = has @ has.transpose(0, 2, 1)
    number = has.sum(axis=2)
    either = number[:, :, None] + number[:, None, :] - shared
    alike = np.divide(shared, either, out=np.ones_like(shared), where=either > 0)
    pairs = ~np.eye(lists.shape[1], dtype=bool)
    return float(1 - alike[:, pairs].mean())


def beyond(lists: Rows, asked: pd.DataFrame, train: pd.DataFrame, films: pd.DataFrame) -> Beyond:
    """Return what the first ten films of each list are like, apart from being right.

    Args:
        lists: Film ids, shape (n_users, LENGTH).
        asked: Who asked, and when, in the same order.
        train: What the model learned from.
        films: Title, year and genres by film.
    """
    shown = lists[:, :SHORT]
    offered = pd.Series(shown[shown != NOTHING])
    views = train[ITEM].value_counts()
    year = pd.to_datetime(asked[TIME], unit="s").dt.year.to_numpy()
    released = films.set_index(ITEM)["year"].reindex(shown.ravel()).to_numpy().reshape(shown.shape)
    return Beyond(
        coverage=offered.nunique() / len(views),
        novelty=float(-np.log2(offered.map(views) / train[USER].nunique()).mean()),
        diversity=diversity(shown, genre_table(films)),
        head=float(offered.isin(head_films(train)).mean()),
        later=float((released > year[:, None]).mean()),
    )


def habit(train: pd.DataFrame, films: pd.DataFrame) -> Habit:
    """Return what the users' own last ten films are like, and how much of all views the head is."""
    last = train[train.groupby(USER).cumcount(ascending=False) < SHORT]
    whole = last[last.groupby(USER)[ITEM].transform("size") == SHORT].sort_values(
        USER, kind="stable"
    )
    return Habit(
        head=float(train[ITEM].isin(head_films(train)).mean()),
        diversity=diversity(whole[ITEM].to_numpy().reshape(-1, SHORT), genre_table(films)),
    )
