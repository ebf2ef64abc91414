"""Where the lists are weak: parts of the users, rare films, what the crowd gets, single users."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from omegaconf import DictConfig

from workbench.documents.wording import share, whole
from workbench.recommendation import records
from workbench.recommendation.parts import diversity, exposure, item_parts, thirds
from workbench.recommendation.ranking import NOTHING
from workbench.slices import parts

from .cleaning import NO_GENRES
from .data import DAY, ITEM, TIME, USER, Array, Rows, Tables, date
from .features import HEAD, by_views, head_items
from .metrics import SHORT, mean
from .models import Recommender

VISITS = ["one day", "longer"]
FEW_VIEWS = 5  # a film with fewer is in the tail
LAST = 5  # films shown of a history and of what came after


def visit(train: pd.DataFrame) -> pd.Series:
    """Return whether all that is known of each user was rated within one day."""
    times = train.groupby(USER)[TIME]
    short = times.max() - times.min() < DAY
    return pd.Series(pd.Categorical(np.where(short, *VISITS), VISITS), short.index)


def user_groups(train: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the ways to cut the users: for each a level, as ordered categories, by user id."""
    by_user = train.groupby(USER)
    year = pd.to_datetime(by_user[TIME].max(), unit="s").dt.year
    head = train[ITEM].isin(head_items(train)).groupby(train[USER]).mean()
    return {
        "ratings known": thirds(by_user.size(), ["light", "medium", "heavy"], whole),
        "last active": thirds(year, ["early", "middle", "late"], "{:.0f}".format),
        "time on the site": visit(train),
        "share of popular films": thirds(head, ["few", "some", "most"], share),
    }


def slices(
    train: pd.DataFrame, users: pd.Series, ours: Array, theirs: Array, least: int, seed: int
) -> list[records.Slice]:
    """Return the score of each part with at least ``least`` users, worst first.

    Args:
        train: What the model learned from.
        users: Ids of the test users, shape (n_users,).
        ours: Their scores by the chosen model.
        theirs: Their scores by the strongest baseline.
        least: Users in a part.
        seed: Of the intervals.

    Raises:
        ConfigError: A feature has no part with so many users.
    """
    groups = {name: levels.reindex(users) for name, levels in user_groups(train).items()}
    found = []
    for part in parts(groups, least):
        score, base = mean(ours[part.rows], seed), float(theirs[part.rows].mean())
        found.append(records.Slice(**part.named, score=score, baseline=base))
    return sorted(found, key=lambda each: each.score.value)


def genre_table(films: pd.DataFrame) -> pd.DataFrame:
    """Return which genres each film has, shape (n_films, n_genres), by film id."""
    listed = films["genres"].where(films["genres"] != NO_GENRES, "")
    return listed.str.get_dummies("|").set_axis(films[ITEM])


def beyond_accuracy(
    lists: Rows, asked: pd.DataFrame, train: pd.DataFrame, films: pd.DataFrame
) -> records.BeyondAccuracy:
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
    return records.BeyondAccuracy(
        coverage=offered.nunique() / len(views),
        novelty=float(-np.log2(offered.map(views) / train[USER].nunique()).mean()),
        diversity=diversity(shown, genre_table(films)),
        head=float(offered.isin(head_items(train)).mean()),
        later=float((released > year[:, None]).mean()),
    )


def habit(train: pd.DataFrame, films: pd.DataFrame) -> records.Habit:
    """Return what the users' own last ten films are like, and how much of all views the head is."""
    last = train[train.groupby(USER).cumcount(ascending=False) < SHORT]
    enough = last.groupby(USER)[ITEM].transform("size") == SHORT
    whole = last[enough].sort_values(USER, kind="stable")
    return records.Habit(
        head=float(train[ITEM].isin(head_items(train)).mean()),
        diversity=diversity(whole[ITEM].to_numpy().reshape(-1, SHORT), genre_table(films)),
    )


def pairs(lists: Rows, users: pd.Series) -> pd.DataFrame:
    """Return one row a place of the first ten: ``user`` and ``item``."""
    shown = lists[:, :SHORT]
    return pd.DataFrame({USER: np.repeat(users.to_numpy(), shown.shape[1]), ITEM: shown.ravel()})


def film_parts(
    test: pd.DataFrame, train: pd.DataFrame, ours: pd.DataFrame, theirs: pd.DataFrame
) -> list[records.ItemPart]:
    """Return which share of the held-back films was offered, from often watched to never.

    Args:
        test: Ratings held back.
        train: What the model learned from.
        ours: ``user`` and ``item`` of each place in the first ten of the chosen model.
        theirs: The same of the baseline.
    """
    views = train[ITEM].value_counts()
    head = views.index.isin(head_items(train))
    parts = {
        ("head", f"the most-rated {share(HEAD)}"): views.index[head],
        ("middle", f"{FEW_VIEWS} ratings or more"): views.index[~head & (views >= FEW_VIEWS)],
        ("tail", f"fewer than {FEW_VIEWS} ratings"): views.index[~head & (views < FEW_VIEWS)],
        ("new", "no rating in training"): pd.Index(test[ITEM].unique()).difference(views.index),
    }
    return item_parts(parts, test, ours, theirs)


def typical(train: pd.DataFrame, users: pd.Series, number: int) -> Rows:
    """Return users from light to heavy: the one in the middle of each of ``number`` equal parts.

    They are found by how much they rated, not by how well they were served.
    """
    rated = train[USER].value_counts().reindex(users).sort_index().sort_values(kind="stable")
    places = (np.arange(number) + 0.5) / number * len(rated)
    return rated.index.to_numpy()[places.astype(int)]


def offers(films: Rows, watched: pd.Series, titles: pd.Series) -> list[records.Offer]:
    """Return the first ten films of a list."""
    return [
        records.Offer(title=titles[film], watched=bool((watched == film).any()))
        for film in films[:SHORT]
        if film != NOTHING
    ]


def user_examples(
    train: pd.DataFrame, test: pd.DataFrame, titles: pd.Series, lists: pd.DataFrame, number: int
) -> list[records.UserExample]:
    """Return what was watched, offered and watched next.

    Args:
        train: What the model learned from, oldest first.
        test: What the users went on to watch, oldest first.
        titles: By film id.
        lists: By user id, the columns ``ours``, ``popular`` and ``ndcg``.
        number: Users to show.
    """
    found = []
    for user in typical(train, lists.index.to_series(), number):
        before, after = (table.loc[table[USER] == user, ITEM] for table in (train, test))
        row = lists.loc[user]
        found.append(
            records.UserExample(
                user=int(user),
                ratings=len(before),
                ndcg=float(row["ndcg"]),
                before=titles[before.tail(LAST)].tolist(),
                offered=offers(row["ours"], after, titles),
                popular=offers(row["popular"], after, titles),
                after=titles[after.head(LAST)].tolist(),
                held=len(after),
            )
        )
    return found


def newcomer(model: Recommender, titles: pd.Series) -> records.Newcomer:
    """Return the list of somebody of whom nothing is known, on the last day of the data."""
    nobody = int(model.history_.users.max()) + 1
    (films,) = model.recommend(pd.DataFrame({USER: [nobody]}), SHORT)
    last = date(model.history_.times[-1])
    return records.Newcomer(rule=model.newcomer_rule, date=last, titles=titles[films].tolist())


def of_lists(
    tables: Tables, model: Recommender, lists: Mapping[str, Rows], ndcg: Array, config: DictConfig
) -> dict[str, Any]:
    """Return what the lists are like, as the facts name it.

    Args:
        tables: The test.
        model: The chosen one.
        lists: Film ids of ``ours`` and of the ``popular`` list, shape (n_users, LENGTH).
        ndcg: Of each user by the chosen model.
        config: The resolved configuration.
    """
    train, test, films, asked = tables
    users, titles = asked[USER], films.set_index(ITEM)["title"]
    offered = [pairs(each, users) for each in lists.values()]
    shown = pd.DataFrame({**{k: list(each) for k, each in lists.items()}, "ndcg": ndcg}, users)
    return {
        "habit": habit(train, films),
        "films": film_parts(test, train, *offered),
        "exposure": exposure(by_views(train).index, train, *offered),
        "user_examples": user_examples(train, test, titles, shown, config.user_examples),
        "newcomer": newcomer(model, titles),
    }
