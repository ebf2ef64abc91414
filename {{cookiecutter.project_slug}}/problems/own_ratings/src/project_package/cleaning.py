"""From the raw table of text to clean rows, as conf/data/own.yaml says, and what they are like.

Users and items get numbers in random order. What they are called stays in data/split/, which git
does not see.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from workbench.errors import DataError
from workbench.own.rating_records import OwnRatings
from workbench.own.rating_table import interactions
from workbench.records import Count, Spread

from .data import DAY, ITEM, KEYS, RATING, TIME, USER, date, split_checks
from .facts import Data, DataReport, Period, Split
from .features import HEAD, head_items

ITEMS = Path("data/split/items.parquet")  # what each number stands for
USERS = Path("data/split/users.parquet")
LATEST = 4_102_444_800  # seconds since 1970: the year 2100


def numbered(names: pd.Series, rng: np.random.Generator) -> tuple[pd.Series, pd.DataFrame]:
    """Return a number for each name, and what each number stands for; the order is random."""
    known = rng.permutation(np.sort(names.unique()))
    table = pd.DataFrame({str(names.name): np.arange(len(known)), "name": known})
    return names.map(dict(zip(known, range(len(known)), strict=True))).astype(int), table


def clean(
    raw: pd.DataFrame, own: OwnRatings, seed: int
) -> tuple[pd.DataFrame, dict[Path, pd.DataFrame], list[Count]]:
    """Return the rows, oldest first, what the numbers stand for, and what was dropped.

    Of rows that repeat a user and an item the last one stays. Rows of one moment come in random
    order, and so do all where no column says when: otherwise the file's order would decide.

    Raises:
        DataError: A column is missing, or no row can be used.
    """
    table = interactions(raw, own)
    whole = table.dropna(subset=KEYS).astype({TIME: int})
    if whole.empty:
        raise DataError(f"no row of {own.source.name} has all that conf/data/own.yaml names")
    latest = whole.sort_values(TIME, kind="stable")
    single = latest.drop_duplicates([USER, ITEM], keep="last", ignore_index=True)
    rng = np.random.default_rng(seed)
    mixed = single.iloc[rng.permutation(len(single))]
    rows = mixed.sort_values(TIME, kind="stable", ignore_index=True)
    names = {}
    for column, path in ((USER, USERS), (ITEM, ITEMS)):
        rows[column], names[path] = numbered(rows[column], rng)
    counts = {
        "rows dropped for a gap": len(table) - len(whole),
        "rows dropped that repeat a user and an item, the last one stays": len(whole) - len(single),
    }
    return rows[KEYS], names, [Count(what=what, rows=n) for what, n in counts.items()]


def validate(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the types of their schema.

    Raises:
        DataError: A value breaks a rule.
    """
    import pandera.pandas as pa

    from workbench.schemas import validated

    columns = {
        **dict.fromkeys([USER, ITEM], pa.Column(int, pa.Check.ge(0))),
        RATING: pa.Column(float, pa.Check.in_range(-1e9, 1e9)),
        TIME: pa.Column(int, pa.Check.le(LATEST)),
    }
    schema = pa.DataFrameSchema(columns, unique=[USER, ITEM], strict=True)
    return validated(rows, schema, "cleaning.py", private_by=USER)


def period(table: pd.DataFrame, timed: bool) -> Period:
    """Return how much there is, and from when to when."""
    return Period(
        rows=len(table),
        users=table[USER].nunique(),
        items=table[ITEM].nunique(),
        first=date(table[TIME].min()) if timed else None,
        last=date(table[TIME].max()) if timed else None,
    )


def describe(table: pd.DataFrame, counts: list[Count], own: OwnRatings) -> Data:
    """Return what the documents say about the table."""
    by_user, by_item = table.groupby(USER), table[ITEM].value_counts()
    visit = by_user[TIME].max() - by_user[TIME].min()
    ends = period(table, own.timed)
    return Data(
        name=own.source.name,
        rows=len(table),
        users=by_user.ngroups,
        items=len(by_item),
        density=len(table) / (by_user.ngroups * len(by_item)),
        counts=[each for each in counts if each.rows],
        explicit=own.feedback == "explicit",
        timed=own.timed,
        first=ends.first,
        last=ends.last,
        liked=float((table[RATING] >= own.liked).mean()),
        by_user=Spread.of(by_user.size()),
        by_item=Spread.of(by_item),
        taken_once=float((by_item == 1).mean()),
        head=HEAD,
        head_rows=float(table[ITEM].isin(head_items(table)).mean()),
        visit_hours=float(visit.median() / 3600) if own.timed else None,
        one_day=float((visit < DAY).mean()) if own.timed else None,
        open=own.open,
        confirmed=own.confirmed,
        overruled=own.overruled,
        sampled_from=own.source.sampled_from,
        published=own.source.may_be_published,
    )


def profile(
    train: pd.DataFrame, test: pd.DataFrame, counts: list[Count], own: OwnRatings
) -> DataReport:
    """Return what the documents say about the data and the split."""
    table, timed = pd.concat([train, test], ignore_index=True), own.timed
    last = test[USER].map(train.groupby(USER)[TIME].max())
    checks = split_checks(train, test, "item", own.row_is)
    return DataReport(
        data=describe(table, counts, own),
        split=Split(
            asked_share=own.test_share,
            share=len(test) / len(table),
            train=period(train, timed),
            test=period(test, timed),
            future=float((train[TIME] > np.median(test[TIME])).mean()) if timed else None,
            tied=float((test[TIME] == last).mean()) if timed else None,
            new_items=float((~test[ITEM].isin(train[ITEM])).mean()),
            checks=[each for each in checks if timed or each.name != "time order"],
        ),
    )
