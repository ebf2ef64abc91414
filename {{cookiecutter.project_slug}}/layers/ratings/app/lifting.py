"""Reasons for a recommendation: where an item would stand without one item of the user's own.

It needs nothing but scores, so it is as true of neighbors as of factors. All histories, each
with one item less, are scored at once.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from project_package.data import ITEM, RATING, TIME, USER
from project_package.features import History, history
from project_package.models import Recommender

LATEST = 20  # items of the user that are taken out one at a time
FAR = 100  # from here on a place is only said to be beyond it: nobody looks there


class Lift(NamedTuple):
    """The item of the user without which a recommended item would lose most places."""

    item: int
    place: int


def table(past: History) -> pd.DataFrame:
    """Return the interactions that a model has learned from, oldest first."""
    return pd.DataFrame(
        {
            USER: past.users[past.rows],
            ITEM: past.items[past.columns],
            TIME: past.times,
            RATING: past.ratings,
        }
    )


def own(model: Recommender, user: int) -> pd.DataFrame:
    """Return what a user taken, oldest first; nothing for a newcomer."""
    taken = table(model.history_)
    return taken[taken[USER] == user].reset_index(drop=True)


def shortened(taken: pd.DataFrame) -> pd.DataFrame:
    """Return a history once whole, as user 0, and once without each of the latest items."""
    count = min(LATEST, len(taken) - 1)
    gone = [None, *range(len(taken) - count, len(taken))]
    parts = [
        taken.drop(taken.index[[] if each is None else [each]]).assign(**{USER: number})
        for number, each in enumerate(gone)
    ]
    return pd.concat(parts)


def places(model: Recommender, taken: pd.DataFrame) -> NDArray[np.int64]:
    """Return the place of each item for each shortened history, first is 1.

    A item that was taken stays out of the lists, also where it was taken out of the history.
    """
    past = history(shortened(taken), model.history_.items)
    now = np.full(len(past.users), model.history_.times[-1])
    scores = model.scores(past, np.arange(len(past.users)), now)
    scores[:, past.items.get_indexer(pd.Index(taken[ITEM]))] = -np.inf
    order = np.argsort(-scores, axis=1, kind="stable")
    found = np.empty_like(order)
    np.put_along_axis(found, order, np.arange(1, order.shape[1] + 1)[None, :], axis=1)
    return found


def lifts(model: Recommender, taken: pd.DataFrame, offered: NDArray[np.int64]) -> list[Lift | None]:
    """Return for each offered item the own item that lifted it most, if any did.

    Args:
        model: The fitted recommender.
        taken: The user's history, oldest first, two items or more.
        offered: Ids of items, best first.
    """
    found = places(model, taken)
    columns = model.history_.items.get_indexer(pd.Index(offered))
    latest = taken[ITEM].to_numpy()[-(len(found) - 1) :]
    lost = found[1:, columns]
    most = lost.argmax(axis=0)
    return [
        Lift(int(latest[row]), int(lost[row, place])) if lost[row, place] > place + 1 else None
        for place, row in enumerate(most)
    ]
