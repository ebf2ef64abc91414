"""Who watched what and when: three ways to hold some rows back, and what the table is like."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from workbench.errors import DataError
from workbench.records import Check, Count

from .facts import Data, DataReport, Period, Split, Spread

USER, ITEM, RATING, TIME = KEYS = ["user", "item", "rating", "timestamp"]
FILMS = Path("data/split/films.parquet")
NO_GENRES = "(no genres listed)"
DAY = 86_400  # seconds

Array = NDArray[np.float64]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


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


def split_checks(train: pd.DataFrame, test: pd.DataFrame) -> list[Check]:
    """Return what the split must not allow, each with the number found."""
    last = train.groupby(USER)[TIME].max()
    return [
        Check.none(
            "same rating",
            "Is a rating in both training and test set?",
            "user-film pairs in both",
            len(test.merge(train, on=[USER, ITEM])),
        ),
        Check.none(
            "time order",
            "Did a user give a test rating before one of the training ratings?",
            "test ratings older than the user's last training rating",
            int((test[TIME] < test[USER].map(last)).sum()),
        ),
        Check.none(
            "nobody new",
            "Is there a test user without a history?",
            "test users without a training rating",
            int((~test[USER].drop_duplicates().isin(last.index)).sum()),
        ),
    ]


def spread(counts: pd.Series) -> Spread:
    """Return the ends and the middle of counts."""
    return Spread(least=int(counts.min()), median=float(counts.median()), most=int(counts.max()))


def period(table: pd.DataFrame) -> Period:
    """Return how much there is, and from when to when."""
    return Period(
        rows=len(table),
        users=table[USER].nunique(),
        films=table[ITEM].nunique(),
        first=date(table[TIME].min()),
        last=date(table[TIME].max()),
    )


def describe(table: pd.DataFrame, films: pd.DataFrame, counts: list[Count], liked: float) -> Data:
    """Return what the documents say about the table."""
    from .features import HEAD, head_films

    by_user, by_film = table.groupby(USER), table[ITEM].value_counts()
    visit = by_user[TIME].max() - by_user[TIME].min()
    return Data(
        ratings=len(table),
        users=by_user.ngroups,
        films=len(by_film),
        density=len(table) / (by_user.ngroups * len(by_film)),
        counts=counts,
        first=date(table[TIME].min()),
        last=date(table[TIME].max()),
        liked=float((table[RATING] >= liked).mean()),
        by_user=spread(by_user.size()),
        by_film=spread(by_film),
        seen_once=float((by_film == 1).mean()),
        head=HEAD,
        head_ratings=float(table[ITEM].isin(head_films(table)).mean()),
        visit_hours=float(visit.median() / 3600),
        one_day=float((visit < DAY).mean()),
        without_year=int(films["year"].isna().sum()),
        without_genres=int((films["genres"] == NO_GENRES).sum()),
    )


def profile(
    parts: tuple[pd.DataFrame, pd.DataFrame],
    films: pd.DataFrame,
    counts: list[Count],
    config: DictConfig,
) -> DataReport:
    """Return what the documents say about the data and the split.

    Args:
        parts: The rows to learn from, and those held back.
        films: One row a film.
        counts: What cleaning dropped or repaired.
        config: The resolved configuration.
    """
    train, test = parts
    table = pd.concat([train, test], ignore_index=True)
    last = test[USER].map(train.groupby(USER)[TIME].max())
    return DataReport(
        data=describe(table, films, counts, config.data.liked),
        split=Split(
            asked_share=config.data.test_share,
            share=len(test) / len(table),
            train=period(train),
            test=period(test),
            future=float((train[TIME] > np.median(test[TIME])).mean()),
            tied=float((test[TIME] == last).mean()),
            new_films=float((~test[ITEM].isin(train[ITEM])).mean()),
            checks=split_checks(train, test),
        ),
    )
