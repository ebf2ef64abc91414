"""Where the lists are weak: parts of the users, rare items, and what the popular ones get."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from omegaconf import DictConfig

from workbench.documents.wording import share, whole
from workbench.recommendation import records
from workbench.recommendation.parts import by_part, exposure, item_parts, pairs, thirds
from workbench.recommendation.ranking import NOTHING

from .data import ITEM, TIME, USER, Array, Rows, Tables, date
from .features import FEW, HEAD, by_popularity, by_views, head_items, share_of_head, visit
from .metrics import SHORT, mean
from .models import Recommender

ROWS_KNOWN, HEAD_TAKEN = "rows known", "popular items taken"
LAST_ACTIVE, FIRST_TO_LAST = "last active", "first to last row"
DRAWN = {  # the plot of each way to cut the users
    ROWS_KNOWN: "by_activity",
    HEAD_TAKEN: "by_popularity",
    LAST_ACTIVE: "by_last_active",
    FIRST_TO_LAST: "by_visit",
}
ALL = "all users"


def user_groups(train: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the ways to cut the users: for each a level, as ordered categories, by user id."""
    by_user = train.groupby(USER)
    groups = {
        ROWS_KNOWN: thirds(by_user.size(), ["light", "medium", "heavy"], whole),
        HEAD_TAKEN: thirds(share_of_head(train), ["few", "some", "most"], share),
    }
    if train[TIME].nunique() > 1:
        last = by_user[TIME].max()
        groups[LAST_ACTIVE] = thirds(last, ["early", "middle", "late"], date)
        groups[FIRST_TO_LAST] = visit(train)
    return groups


def large_enough(train: pd.DataFrame, users: pd.Series, least: int) -> dict[str, pd.Series]:
    """Return the ways to cut that give a part with enough users, or all users as one part."""
    groups = {name: levels.reindex(users) for name, levels in user_groups(train).items()}
    kept = {name: each for name, each in groups.items() if each.value_counts().max() >= least}
    return kept or {ALL: pd.Series([ALL] * len(users), dtype="category")}


def slices(
    train: pd.DataFrame, users: pd.Series, ours: Array, theirs: Array, least: int, seed: int
) -> list[records.Slice]:
    """Return the score of each part with at least ``least`` users, worst first.

    Args:
        train: What the model learned from.
        users: Ids of the test users, shape (n_users,).
        ours: Their scores by the chosen model.
        theirs: Their scores by the baseline.
        least: Users in a part.
        seed: Of the intervals.
    """
    least = min(least, len(users))
    mean_of = partial(mean, seed=seed)
    return by_part(large_enough(train, users, least), ours, theirs, least, mean_of)


def beyond_accuracy(
    lists: Rows, _: pd.DataFrame, train: pd.DataFrame, __: pd.DataFrame
) -> records.BeyondAccuracy:
    """Return what the first ten items of each list are like, apart from being right.

    Nothing is known of an item but who took it. Whoever has columns that say what an item is can
    measure here how different the items of a list are.

    Args:
        lists: Item ids, shape (n_users, LENGTH).
        train: What the model learned from.
    """
    shown = lists[:, :SHORT]
    offered, views = pd.Series(shown[shown != NOTHING]), train[ITEM].value_counts()
    return records.BeyondAccuracy(
        coverage=offered.nunique() / len(views),
        novelty=float(-np.log2(offered.map(views) / train[USER].nunique()).mean()),
        head=float(offered.isin(head_items(train)).mean()),
    )


def parts_of_items(
    test: pd.DataFrame, train: pd.DataFrame, ours: pd.DataFrame, theirs: pd.DataFrame
) -> list[records.ItemPart]:
    """Return which share of the held-back items was offered, from popular to never taken.

    Args:
        test: Rows held back.
        train: What the model learned from.
        ours: ``user`` and ``item`` of each place in the first ten of the chosen model.
        theirs: The same of the baseline.
    """
    rules = {
        "head": f"the most popular {share(HEAD)}",
        "middle": f"{FEW} users or more",
        "tail": f"fewer than {FEW} users",
        "new": "nobody in training",
    }
    items = by_popularity(train, test[ITEM])
    return item_parts({(k, rules[k]): each for k, each in items.items()}, test, ours, theirs)


def of_lists(
    tables: Tables, _: Recommender, lists: Mapping[str, Rows], __: Array, ___: DictConfig
) -> dict[str, Any]:
    """Return what the lists are like, as the facts name it; no user and no item is named.

    Args:
        tables: The test.
        lists: Item ids of ``ours`` and of the ``popular`` list, shape (n_users, LENGTH).
    """
    train = tables.train
    offered = [pairs(each[:, :SHORT], tables.asked[USER]) for each in lists.values()]
    return {
        "habit": records.Habit(head=float(train[ITEM].isin(head_items(train)).mean())),
        "items": parts_of_items(tables.test, train, *offered),
        "exposure": exposure(by_views(train).index, train, *offered),
    }
