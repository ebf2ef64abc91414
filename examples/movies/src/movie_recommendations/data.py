"""Who took what and when: three ways to hold some rows back."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import DataError
from workbench.records import Check

USER, ITEM, RATING, TIME = KEYS = ["user", "item", "rating", "timestamp"]
DAY = 86_400  # seconds

Array = NDArray[np.float64]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Tables(NamedTuple):
    """What a test is made of: rows to learn from, rows held back, items, and who asks when.

    ``items`` has a row an item, with what is known of it.
    """

    train: pd.DataFrame
    test: pd.DataFrame
    items: pd.DataFrame
    asked: pd.DataFrame


def by_user(table: pd.DataFrame, share: float) -> Mask:
    """Return which rows to hold back: the newest ``share`` of each user; rows come oldest first.

    The number is rounded down, but is one or more for a user with two or more rows. A user with a
    single row keeps it for learning.
    """
    users = table.groupby(USER, sort=False)
    number = users[USER].transform("size")
    held = np.maximum(np.floor(share * number), number > 1)
    return (users.cumcount(ascending=False) < held).to_numpy()


def by_date(table: pd.DataFrame, share: float) -> Mask:
    """Return which rows to hold back: the newest of all, whoever they are from.

    Raises:
        DataError: All rows are of one moment.
    """
    times = table[TIME].to_numpy()
    cut = np.quantile(times, 1 - share, method="higher")
    if cut == times.min():
        raise DataError("all interactions are of one moment, so none can be held back by time")
    return times >= cut


def at_random(table: pd.DataFrame, share: float, seed: int) -> Mask:
    """Return which rows to hold back: as many of each user as by time, but any of them."""
    order = np.random.default_rng(seed).permutation(len(table))
    held = np.empty(len(table), bool)
    held[order] = by_user(table.iloc[order], share)
    return held


def some_users(table: pd.DataFrame, share: float, seed: int) -> Mask:
    """Return which rows are of a share of the users, drawn at random."""
    users = np.random.default_rng(seed).permutation(np.sort(table[USER].unique()))
    return table[USER].isin(users[: round(share * len(users))]).to_numpy()


def split(ratings: pd.DataFrame, share: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (train, test), where test is each user's newest share.

    Raises:
        DataError: No user has two ratings, so none can be held back.
    """
    held = by_user(ratings, share)
    if not held.any():
        raise DataError("no user has two ratings, so none can be held back for testing")
    return ratings[~held].reset_index(drop=True), ratings[held].reset_index(drop=True)


def rolling(table: pd.DataFrame, number: int, share: float) -> list[tuple[Rows, Rows]]:
    """Return (training, validation) row numbers, each pair older than the one before.

    The first validation part is each user's newest share; the second is the newest share of what
    the first leaves for training, and so on. Nothing newer than a validation part is learned from
    that user.

    Args:
        table: Rows oldest first.
        number: Of the pairs.
        share: Of each user's rows.
    """
    cuts, rows = [], np.arange(len(table))
    for _ in range(number):
        held = by_user(table.iloc[rows], share)
        cuts.append((rows[~held], rows[held]))
        rows = rows[~held]
    return cuts


def requests(known: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """Return who asks, and when: each user with a row held back, right after what is known."""
    last = known.groupby(USER)[[TIME]].max().reset_index()
    return last[last[USER].isin(held[USER])].reset_index(drop=True)


def date(seconds: float) -> str:
    """Return the day of a moment.

    >>> date(0)
    '1970-01-01'
    """
    return f"{pd.Timestamp(seconds, unit='s'):%Y-%m-%d}"


def split_checks(train: pd.DataFrame, test: pd.DataFrame, item: str, row: str) -> list[Check]:
    """Return what the split must not allow, each with the number found.

    Args:
        train: The rows to learn from.
        test: Those held back.
        item: What one calls what is recommended.
        row: What one calls a row.
    """
    last = train.groupby(USER)[TIME].max()
    return [
        Check.none(
            f"same {row}",
            f"Is a {row} in both training and test set?",
            f"user-{item} pairs in both",
            len(test.merge(train, on=[USER, ITEM])),
        ),
        Check.none(
            "time order",
            f"Did a user give a test {row} before one of the training {row}s?",
            f"test {row}s older than the user's last training {row}",
            int((test[TIME] < test[USER].map(last)).sum()),
        ),
        Check.none(
            "nobody new",
            "Is there a test user without a history?",
            f"test users without a training {row}",
            int((~test[USER].drop_duplicates().isin(last.index)).sum()),
        ),
    ]
