"""What a list of films is like apart from being right: wide, new, varied, and possible."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.documents.wording import share

from .facts import Beyond, Exposure, FilmPart, Habit
from .interactions import ITEM, TIME, USER
from .metrics import SHORT
from .profile import HEAD, NO_GENRES, by_views, head_films
from .recommender import NOTHING

STEPS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0]  # of the films, most watched first
FEW_VIEWS = 5  # a film with fewer is in the tail


def genre_table(films: pd.DataFrame) -> pd.DataFrame:
    """Return which genres each film has, shape (n_films, n_genres), by film id."""
    listed = films["genres"].where(films["genres"] != NO_GENRES, "")
    return listed.str.get_dummies("|").set_axis(films[ITEM])


def diversity(lists: NDArray[np.int64], genres: pd.DataFrame) -> float:
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


def beyond(
    lists: NDArray[np.int64], asked: pd.DataFrame, train: pd.DataFrame, films: pd.DataFrame
) -> Beyond:
    """Return what the first ten films of each list are like.

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


def film_parts(
    test: pd.DataFrame, train: pd.DataFrame, ours: pd.DataFrame, theirs: pd.DataFrame
) -> list[FilmPart]:
    """Return which share of the held-back films was offered, from often watched to never.

    Args:
        test: Ratings held back.
        train: What the model learned from.
        ours: ``user`` and ``item`` of each place in the first ten of the chosen model.
        theirs: The same of the baseline.
    """
    views = train[ITEM].value_counts()
    head = views.index.isin(head_films(train))
    parts = {
        ("head", f"the most watched {share(HEAD)}"): views.index[head],
        ("middle", f"{FEW_VIEWS} viewers or more"): views.index[~head & (views >= FEW_VIEWS)],
        ("tail", f"fewer than {FEW_VIEWS} viewers"): views.index[~head & (views < FEW_VIEWS)],
        ("new", "nobody in training"): pd.Index(test[ITEM].unique()).difference(views.index),
    }

    def found(held: pd.DataFrame, offered: pd.DataFrame) -> float:
        return len(held.merge(offered, on=[USER, ITEM])) / max(1, len(held))

    return [
        FilmPart(
            level=level,
            rule=rule,
            films=len(films),
            held=len(held),
            found=found(held, ours),
            baseline=found(held, theirs),
        )
        for (level, rule), films in parts.items()
        for held in [test[test[ITEM].isin(films)]]
    ]


def exposure(train: pd.DataFrame, ours: pd.DataFrame, theirs: pd.DataFrame) -> list[Exposure]:
    """Return which share of views and of places goes to the most watched films.

    Args:
        train: What the model learned from.
        ours: ``user`` and ``item`` of each place in the first ten of the chosen model.
        theirs: The same of the baseline.
    """
    ranked = by_views(train).index
    found = []
    for part in STEPS:
        top = ranked[: max(1, round(part * len(ranked)))]
        views, mine, other = (float(each[ITEM].isin(top).mean()) for each in (train, ours, theirs))
        found.append(Exposure(films=part, views=views, ours=mine, baseline=other))
    return found
