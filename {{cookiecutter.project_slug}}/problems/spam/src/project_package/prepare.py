"""Stage prepare: raw mails to one readable row each, cut into train and test by thread.

Reads:  data/raw/spam_assassin.parquet, reports/source.json
Writes: data/split/train.parquet, data/split/test.parquet, reports/data.json
Drops:  copies of a mail (same body but for case, numbers and spaces; the first by id stays).
"""

import pandas as pd
from sklearn.model_selection import StratifiedGroupKFold

from workbench.errors import DataError
from workbench.files import REPORTS, TEST, TRAIN, load_config, save, save_json
from workbench.records import Count
from workbench.sources import raw_table

from .grouping import fingerprint, groups
from .mail import Mail, parse
from .profile import profile
from .schema import validate
from .task import TARGET


def readable(raw: pd.DataFrame) -> pd.DataFrame:
    """Return the parts of each mail beside its id and kind.

    Raises:
        DataError: The table is empty or lacks a column.
    """
    if missing := {"id", "kind", "raw"} - set(raw):
        raise DataError(f"the raw table has no column {', '.join(sorted(missing))}")
    if raw.empty:
        raise DataError("the raw table is empty")
    parts = pd.DataFrame([parse(each) for each in raw["raw"]], columns=list(Mail._fields))
    return pd.concat([raw[["id", "kind"]].reset_index(drop=True), parts], axis=1)


def clean(raw: pd.DataFrame, alike: float) -> tuple[pd.DataFrame, list[Count]]:
    """Return one row a different mail, by id, with its class and group, and what was dropped.

    Args:
        raw: One row a mail, with ``id``, ``kind`` and ``raw``.
        alike: The least cosine of two near copies, which share a group.

    Raises:
        DataError: The table is empty, lacks a column, or has only one class.
    """
    mails = readable(raw)
    mails[TARGET] = mails["kind"].str.startswith("spam").astype(int)
    if mails[TARGET].nunique() < 2:
        raise DataError("the mails are all spam or all not: both are needed")
    single = mails[~fingerprint(mails).duplicated()].reset_index(drop=True)
    single["foreign"] = (single["subject"] + single["body"]).map(foreign)
    single["group"] = groups(single, alike)
    return single, [
        Count(what="copies dropped", rows=len(mails) - len(single)),
        Count(what="kept with a part that was not in the charset it claims", rows=part(single)),
        Count(what="kept without a word in the body", rows=int((single["body"] == "").sum())),
        Count(what="kept without a date of receipt", rows=int((single["received"] == "").sum())),
        Count(what="list footers cut off", rows=int((single["footer"] != "").sum())),
    ]


def foreign(text: str) -> float:
    """Return the share of the characters of a text that are not ASCII.

    >>> foreign("Grüße"), foreign("")
    (0.4, 0.0)
    """
    return 1 - len(text.encode("ascii", "ignore")) / len(text) if text else 0.0


def part(mails: pd.DataFrame) -> int:
    """Return how many mails have a part that could not be read as what it claims to be."""
    return int((mails["unreadable"] > 0).sum())


def split(mails: pd.DataFrame, test_share: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (train, test), where no group is in both and each has its share of spam.

    Raises:
        DataError: There are too few groups for the share.
    """
    parts = round(1 / test_share)
    threads = mails.groupby("group")[TARGET].first().value_counts()
    if threads.reindex([0, 1], fill_value=0).min() < parts:
        raise DataError(f"a test set of {test_share:.0%} needs {parts} threads of each class")
    splitter = StratifiedGroupKFold(parts, shuffle=True, random_state=seed)
    train, test = next(splitter.split(mails, mails[TARGET], mails["group"]))
    return mails.iloc[train].reset_index(drop=True), mails.iloc[test].reset_index(drop=True)


def run() -> None:
    """Parse, clean, validate, split, describe, write."""
    config = load_config()
    mails, counts = clean(raw_table(config.data.source.item), config.data.alike)
    train, test = split(validate(mails), config.data.test_share, config.seed)
    save(TRAIN, lambda part: train.to_parquet(part, index=False))
    save(TEST, lambda part: test.to_parquet(part, index=False))
    save_json(REPORTS / "data.json", profile(train, test, counts, config).content())
