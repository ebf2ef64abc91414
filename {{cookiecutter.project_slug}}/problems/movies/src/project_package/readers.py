"""A few users' lists side by side with what they watched, and what a newcomer is offered."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .facts import Newcomer, Offer, Reader
from .interactions import ITEM, USER
from .metrics import SHORT
from .profile import date
from .recommender import NOTHING, Recommender

LAST = 5  # films shown of a history and of what came after


def typical(train: pd.DataFrame, users: pd.Series, number: int) -> NDArray[np.int64]:
    """Return users from light to heavy: the one in the middle of each of ``number`` equal parts.

    They are found by how much they rated, not by how well they were served.
    """
    rated = train[USER].value_counts().reindex(users).sort_index().sort_values(kind="stable")
    places = (np.arange(number) + 0.5) / number * len(rated)
    return rated.index.to_numpy()[places.astype(int)]


def offers(films: NDArray[np.int64], watched: pd.Series, titles: pd.Series) -> list[Offer]:
    """Return the first ten films of a list."""
    return [
        Offer(title=titles[film], watched=bool((watched == film).any()))
        for film in films[:SHORT]
        if film != NOTHING
    ]


def readers(
    train: pd.DataFrame,
    test: pd.DataFrame,
    titles: pd.Series,
    lists: pd.DataFrame,
    number: int,
) -> list[Reader]:
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
            Reader(
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


def newcomer(model: Recommender, titles: pd.Series) -> Newcomer:
    """Return the list of somebody of whom nothing is known, on the last day of the data."""
    nobody = int(model.history_.users.max()) + 1
    (films,) = model.recommend(pd.DataFrame({USER: [nobody]}), SHORT)
    return Newcomer(
        rule=model.newcomer_rule,
        date=date(model.history_.times[-1]),
        titles=titles[films].tolist(),
    )
