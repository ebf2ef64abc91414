"""Stage prepare: the raw table to one clean row a case, cut at random into train and test.

Reads:  data/raw/, reports/source.json
Writes: data/split/train.parquet, data/split/test.parquet, data/split/segments.parquet,
        reports/data.json
Drops:  rows without a known class. Rows that look the same stay: they are different people, whom
        the published table does not name; they are counted.
"""

import pandas as pd
from omegaconf import DictConfig
from sklearn.model_selection import train_test_split

from workbench.errors import DataError
from workbench.files import REPORTS, TEST, TRAIN, load_config, save, save_json
from workbench.records import Count
from workbench.sources import raw_table

from .data_facts import SEGMENTS, DataReport
from .features import texts
from .profile import cut, described
from .recipes import recipe
from .schema import validate
from .segments import segmented
from .task import KEY, TARGET

COUNTER = "rownames"  # row numbers of the published file


def labelled(raw: pd.DataFrame, target: str, positive: str) -> tuple[pd.DataFrame, Count]:
    """Return the rows whose class is known, with the standard columns, and how many were dropped.

    Args:
        raw: As fetched; column names in any case.
        target: The column to predict, in lower case.
        positive: Its value for the positive class.

    Raises:
        DataError: The table is empty, or has no such column, value or second class.
    """
    table = raw.rename(columns=lambda name: str(name).lower().replace(".", "_"))
    if table.empty:
        raise DataError("the raw table is empty")
    if target not in table:
        raise DataError(f"the raw table has no column {target!r}, which conf/data/ names as target")
    known = table[table[target].notna()]
    classes = sorted(map(str, known[target].unique()))
    if str(positive) not in classes:
        raise DataError(f"column {target!r} never says {positive!r}, only: {', '.join(classes)}")
    if len(classes) < 2:
        raise DataError(f"column {target!r} says {positive!r} in every row: nothing to tell apart")
    outcome = (known[target].astype(str) == str(positive)).astype(int)
    row = known[COUNTER] if COUNTER in known else pd.Series(known.index + 1, known.index)
    features = known.drop(columns=[target, COUNTER], errors="ignore")
    features.insert(0, KEY, row.astype(int))
    dropped = Count(what="rows dropped without a known class", rows=len(table) - len(known))
    return features.assign(**{TARGET: outcome}).reset_index(drop=True), dropped


def stripped(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with texts without spaces around them; an empty text is a missing one."""
    trimmed = {column: table[column].str.strip().replace("", None) for column in texts(table)}
    return table.assign(**trimmed)


def clean(raw: pd.DataFrame, data: DictConfig) -> tuple[pd.DataFrame, pd.DataFrame, list[Count]]:
    """Return the clean table, the same before the recipe's repairs, and what was done to how many.

    Raises:
        DataError: The table cannot be learned from.
    """
    found, dropped = labelled(raw, data.target, recipe(data.recipe).positive)
    before = stripped(found)
    repaired, repairs = recipe(data.recipe).repair(before)
    twins = int(repaired.drop(columns=KEY).duplicated().sum())
    same = Count(what="rows kept that repeat another in every column", rows=twins)
    return validate(repaired, data.recipe), before, [dropped, *repairs, same]


def split(table: pd.DataFrame, share: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (train, test), drawn at random with the same share of positives, in table order.

    Raises:
        DataError: A class has too few rows for both parts.
    """
    try:
        parts = train_test_split(
            table, test_size=share, stratify=table[TARGET], random_state=seed, shuffle=True
        )
    except ValueError as error:
        raise DataError(f"the table cannot be split with both classes in it: {error}") from error
    train, test = (part.sort_values(KEY, ignore_index=True) for part in parts)
    return train, test


def run() -> None:
    """Clean, validate, split, describe, write."""
    config = load_config()
    table, before, counts = clean(raw_table(config.data.source.item), config.data)
    train, test = split(table, config.data.test_share, config.seed)
    save(TRAIN, lambda part: train.to_parquet(part, index=False))
    save(TEST, lambda part: test.to_parquet(part, index=False))
    groups, segments = segmented(train, test, config)
    save(SEGMENTS, lambda part: groups.to_parquet(part, index=False))
    data = described(table, before, counts, config.data)
    report = DataReport(data=data, split=cut(train, test), segments=segments)
    save_json(REPORTS / "data.json", report.content())
