"""Stage prepare: raw ratings to one row a user and film, cut by each user's time.

Reads:  data/raw/movielens.parquet, reports/source.json
Writes: data/split/train.parquet, data/split/test.parquet, data/split/films.parquet,
        reports/data.json
Drops:  ratings without a user, film, time or stars, and repeated ones (the last stays); each is
        counted in the report, also when the count is zero.
"""

import numpy as np
import pandas as pd
from omegaconf import DictConfig

from workbench.errors import DataError
from workbench.files import REPORTS, TEST, TRAIN, load_config, save, save_json
from workbench.records import Count
from workbench.sources import raw_table
from workbench.validation import validated

from .interactions import ITEM, RATING, TIME, USER
from .profile import NO_GENRES, profile
from .schema import films as film_schema
from .schema import interactions as interaction_schema
from .split import by_user
from .task import FILMS

KEYS = [USER, ITEM, RATING, TIME]
ABOUT = ["title", "year", "genres"]


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


def split(ratings: pd.DataFrame, share: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (train, test), where test is each user's newest share.

    Raises:
        DataError: No user has two ratings, so none can be held back.
    """
    held = by_user(ratings, share)
    if not held.any():
        raise DataError("no user has two ratings, so none can be held back for testing")
    return ratings[~held].reset_index(drop=True), ratings[held].reset_index(drop=True)


def run() -> None:
    """Clean, validate, split, describe, write."""
    config = load_config()
    ratings, films, counts = clean(
        raw_table(config.data.source.item), config.data.columns, config.seed
    )
    validated(films, film_schema, "schema")
    train, test = split(validated(ratings, interaction_schema, "schema"), config.data.test_share)
    save(TRAIN, lambda part: train.to_parquet(part, index=False))
    save(TEST, lambda part: test.to_parquet(part, index=False))
    save(FILMS, lambda part: films.to_parquet(part, index=False))
    save_json(REPORTS / "data.json", profile(train, test, films, counts, config).content())
