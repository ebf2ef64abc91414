"""Where the lists are weak: parts of the users, rare films, what the crowd gets, single users."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from omegaconf import DictConfig

from workbench.documents.wording import share, whole
from workbench.recommendation import parts, records
from workbench.recommendation.ranking import NOTHING

from .cleaning import NO_GENRES
from .data import ITEM, TIME, USER, Array, Rows, Tables, date
from .features import FEW, HEAD, by_popularity, by_views, head_items, share_of_head, visit
from .metrics import SHORT, mean
from .models import Recommender

DRAWN = {"ratings known": "by_activity", "time on the site": "by_visit", "last active": "by_year"}
LAST = 5  # films shown of a history and of what came after


def user_groups(train: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the ways to cut the users: for each a level, as ordered categories, by user id."""
    by_user, popular = train.groupby(USER), share_of_head(train)
    year = pd.to_datetime(by_user[TIME].max(), unit="s").dt.year
    return {
        "ratings known": parts.thirds(by_user.size(), ["light", "medium", "heavy"], whole),
        "last active": parts.thirds(year, ["early", "middle", "late"], "{:.0f}".format),
        "time on the site": visit(train),
        "share of popular films": parts.thirds(popular, ["few", "some", "most"], share),
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
    return parts.by_part(groups, ours, theirs, least, partial(mean, seed=seed))


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
        diversity=parts.diversity(shown, genre_table(films)),
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
        diversity=parts.diversity(whole[ITEM].to_numpy().reshape(-1, SHORT), genre_table(films)),
    )


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
    rules = {
        "head": f"the most-rated {share(HEAD)}",
        "middle": f"{FEW} ratings or more",
        "tail": f"fewer than {FEW} ratings",
        "new": "no rating in training",
    }
    films = by_popularity(train, test[ITEM])
    return parts.item_parts({(k, rules[k]): each for k, each in films.items()}, test, ours, theirs)


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
    for user in parts.typical(train, lists.index.to_numpy(), number):
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
    offered = [parts.pairs(each[:, :SHORT], users) for each in lists.values()]
    shown = pd.DataFrame({**{k: list(each) for k, each in lists.items()}, "ndcg": ndcg}, users)
    return {
        "habit": habit(train, films),
        "films": film_parts(test, train, *offered),
        "exposure": parts.exposure(by_views(train).index, train, *offered),
        "user_examples": user_examples(train, test, titles, shown, config.user_examples),
        "newcomer": newcomer(model, titles),
    }
