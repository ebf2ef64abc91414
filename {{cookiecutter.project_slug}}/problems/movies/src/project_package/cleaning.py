"""Raw table to checked rows: what is dropped or repaired is counted, what breaks a rule refused."""

import numpy as np
import pandas as pd
from omegaconf import DictConfig

from workbench.errors import DataError
from workbench.records import Count

from .data import ITEM, KEYS, NO_GENRES, RATING, TIME, USER

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
        Count(what="films without a title named by their number", rows=nameless),
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
