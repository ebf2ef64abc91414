"""Raw table to checked rows, with what is dropped counted, and what the table is like."""

from pathlib import Path

import numpy as np
import pandas as pd
from omegaconf import DictConfig

from workbench.errors import DataError
from workbench.records import Count, Spread

from .data import DAY, ITEM, KEYS, RATING, TIME, USER, date, split_checks
from .facts import Data, DataReport, Period, Split
from .features import HEAD, head_items

FILMS = Path("data/split/films.parquet")
NO_GENRES = "(no genres listed)"
ABOUT = ["title", "year", "genres"]
FIRST_FILM = 1874  # the year of the oldest moving pictures
STARS = [half / 2 for half in range(1, 11)]


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
    counts = [
        Count(what="ratings dropped for a missing value", rows=len(table) - len(whole)),
        Count(what="repeated ratings dropped", rows=len(mixed) - len(single)),
        Count(what="untitled films named by their number", rows=nameless),
    ]
    return single[KEYS], films, counts


def validate(ratings: pd.DataFrame, films: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return both tables with the types of their schemas.

    Raises:
        DataError: A value breaks a rule.
    """
    import pandera.pandas as pa

    from workbench.schemas import validated

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
    once, rules = pa.DataFrameSchema(of_ratings, unique=[USER, ITEM], strict=True), "cleaning.py"
    ratings = validated(ratings, once, rules)
    return ratings, validated(films, pa.DataFrameSchema(of_films, strict=True), rules)


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
        liked=float((table[RATING] >= liked).mean()),
        by_user=Spread.of(by_user.size()),
        by_film=Spread.of(by_film),
        seen_once=float((by_film == 1).mean()),
        head=HEAD,
        head_ratings=float(table[ITEM].isin(head_items(table)).mean()),
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
            checks=split_checks(train, test, "film", "rating"),
        ),
    )
