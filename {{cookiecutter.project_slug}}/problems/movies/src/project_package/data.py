"""Who watched what and when: clean rows, three ways to hold some back, and a profile."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from workbench.errors import DataError
from workbench.records import Check, Count

from .facts import Data, DataReport, Period, Split, Spread

USER, ITEM, RATING, TIME = KEYS = ["user", "item", "rating", "timestamp"]
ABOUT = ["title", "year", "genres"]
FILMS = Path("data/split/films.parquet")
FIRST_FILM = 1874  # the year of the oldest moving pictures
STARS = [half / 2 for half in range(1, 11)]
NO_GENRES = "(no genres listed)"
DAY = 86_400  # seconds
HEAD = 0.1  # of the films, the most watched: the head of the long tail

Array = NDArray[np.float64]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


def named(raw: pd.DataFrame, columns: DictConfig) -> pd.DataFrame:
    """Return the raw table with our names of the columns.

    Raises:
        DataError: The table is empty or lacks a column without which nothing can be done.
    """
    if missing := [columns[key] for key in KEYS if columns[key] not in raw]:
        raise DataError(
            f"the raw table has no column {', '.join(missing)}: say in conf/data/ what it is called"
        )
    if raw.empty:
        raise DataError("the raw table is empty")
    known = {theirs: ours for ours, theirs in columns.items()}
    return raw.rename(columns=known).reindex(columns=[*KEYS, *ABOUT])


def about(table: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return one row a film, and how many had no title and got their number for one."""
    films = table.drop_duplicates(ITEM)[[ITEM, *ABOUT]].sort_values(ITEM, ignore_index=True)
    titles, nameless = films["title"].astype("str").str.strip(), films["title"].isna()
    return films.assign(
        title=titles.where(~nameless, "film " + films[ITEM].astype("str")),
        year=films["year"].astype(float),
        genres=films["genres"].astype("str").fillna(NO_GENRES),
    ), int(nameless.sum())


def clean(
    raw: pd.DataFrame, columns: DictConfig, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame, list[Count]]:
    """Return the ratings, oldest first, one row a film, and what was dropped or repaired.

    Ratings of one second come in random order: sorted by number, the newer films would always be
    the ones held back.

    Raises:
        DataError: The table is empty or lacks a column, or no row of it can be used.
    """
    table = named(raw, columns)
    whole = table.dropna(subset=KEYS)
    if whole.empty:
        raise DataError("no row of the raw table has a user, a film, stars and a time")
    whole = whole.astype({USER: int, ITEM: int, RATING: float, TIME: int})
    mixed = whole.iloc[np.random.default_rng(seed).permutation(len(whole))]
    mixed = mixed.sort_values(TIME, kind="stable", ignore_index=True)
    single = mixed.drop_duplicates([USER, ITEM], keep="last", ignore_index=True)
    films, nameless = about(single)
    return (
        single[KEYS],
        films,
        [
            Count(what="ratings dropped for a missing value", rows=len(table) - len(whole)),
            Count(what="repeated ratings dropped", rows=len(mixed) - len(single)),
            Count(what="films without a title named by their number", rows=nameless),
        ],
    )


def validate(ratings: pd.DataFrame, films: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return both tables with the types of their schemas.

    Raises:
        DataError: A value breaks a rule.
    """
    import pandera.pandas as pa

    from workbench.validation import validated

    of_ratings = {
        **dict.fromkeys([USER, ITEM], pa.Column(int)),
        RATING: pa.Column(float, pa.Check.isin(STARS)),
        TIME: pa.Column(int, pa.Check.gt(0)),
    }
    of_films = {
        ITEM: pa.Column(int, unique=True),
        **dict.fromkeys(["title", "genres"], pa.Column(str)),
        "year": pa.Column(float, pa.Check.in_range(FIRST_FILM, 2100), nullable=True),
    }
    once, rules = (
        pa.DataFrameSchema(of_ratings, unique=[USER, ITEM], strict=True),
        "the module data",
    )
    return (
        validated(ratings, once, rules),
        validated(films, pa.DataFrameSchema(of_films, strict=True), rules),
    )


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


def by_views(table: pd.DataFrame) -> pd.Series:
    """Return the number of viewers by film id, most watched first; ties by id."""
    views = table[ITEM].value_counts().sort_index()
    return views.sort_values(ascending=False, kind="stable")


def head_films(table: pd.DataFrame) -> pd.Index:
    """Return the most watched tenth of the films."""
    ranked = by_views(table).index
    return ranked[: max(1, round(HEAD * len(ranked)))]


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
        mean_rating=float(table[RATING].mean()),
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
    checks: list[Check],
    config: DictConfig,
) -> DataReport:
    """Return what the documents say about the data and the split.

    Args:
        parts: The rows to learn from, and those held back.
        films: One row a film.
        counts: What cleaning dropped or repaired.
        checks: What the split must not allow.
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
            checks=checks,
        ),
    )
