"""What a row is, how the table is cut into train, test and folds, and what the data is like."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.model_selection import StratifiedKFold, train_test_split

from workbench.errors import DataError
from workbench.records import Check, Count, Missing

from .facts import Data, DataReport, Part, Split
from .features import numbers

TARGET = "target"  # 1 for a customer who left, else 0
KEY = "row"  # the row's number in the published table; no model sees it
MOST_TWINS = 0.05  # of the test rows: more would mean that the test set was partly learned by heart


def read_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that a model may use."""
    return table.drop(columns=[TARGET, KEY])


def read(path: Path) -> tuple[pd.DataFrame, pd.Series]:
    """Return the columns that a model may use, and the classes, 1 for positive."""
    table = pd.read_parquet(path)
    return read_table(table), table[TARGET].astype(int)


def split(table: pd.DataFrame, share: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (train, test), drawn at random with the same share of positives, in table order.

    Raises:
        DataError: A class has too few rows for both parts.
    """
    try:
        parts = train_test_split(table, test_size=share, stratify=table[TARGET], random_state=seed)
    except ValueError as error:
        raise DataError(f"the table cannot be split with both classes in it: {error}") from error
    train, test = (part.sort_values(KEY, ignore_index=True) for part in parts)
    return train, test


def folds(
    table: pd.DataFrame, target: pd.Series, number: int, seed: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return (training, validation) row numbers; each fold has its share of the positives.

    Raises:
        DataError: A class has fewer rows than there are folds, so some fold would be without it.
    """
    rarest = int(target.value_counts().reindex([0, 1], fill_value=0).min())
    if rarest < number:
        raise DataError(f"a class has {rarest} row(s): too few for {number} folds that need one")
    splitter = StratifiedKFold(number, shuffle=True, random_state=seed)
    return list(splitter.split(table, target))


def missing(table: pd.DataFrame, meanings: DictConfig) -> list[Missing]:
    """Return the columns with gaps, most first, and what an empty cell means in each."""
    shares = table.isna().mean().sort_values(ascending=False, kind="stable")
    return [
        Missing(
            column=str(name), share=float(share), meaning=meanings.get(str(name), "not recorded")
        )
        for name, share in shares[shares > 0].items()
    ]


def split_checks(train: pd.DataFrame, test: pd.DataFrame) -> list[Check]:
    """Return what the split must not allow, each with the number found."""
    features = list(read_table(train))
    twins = len(test[features].merge(train[features].drop_duplicates(), on=features))
    return [
        Check.none(
            "same row",
            "Is a row of the published table in both training and test set?",
            "rows in both",
            len(set(train[KEY]) & set(test[KEY])),
        ),
        Check.below(
            MOST_TWINS,
            "twin rows",
            "How many test rows are identical to a training row?",
            "share of test rows with a twin in training",
            twins / len(test),
        ),
    ]


def part(table: pd.DataFrame) -> Part:
    """Return how many rows there are and how many of them are positive."""
    return Part(rows=len(table), positives=int(table[TARGET].sum()))


def profile(
    parts: tuple[pd.DataFrame, pd.DataFrame],
    before: pd.DataFrame,
    counts: list[Count],
    meanings: DictConfig,
) -> DataReport:
    """Return what the documents say about the data and the split.

    Args:
        parts: Training and test rows.
        before: All rows before the repairs, whose gaps are counted.
        counts: What cleaning did.
        meanings: Of an empty cell, by column.
    """
    train, test = parts
    table = pd.concat(parts, ignore_index=True)
    features = read_table(table)
    return DataReport(
        data=Data(
            rows=len(table),
            features=features.shape[1],
            numeric=len(numbers(features)),
            positives=int(table[TARGET].sum()),
            rate=float(table[TARGET].mean()),
            counts=counts,
            missing=missing(read_table(before), meanings),
            rows_with_gaps=int(before.isna().any(axis=1).sum()),
        ),
        split=Split(
            share=len(test) / len(table),
            train=part(train),
            test=part(test),
            checks=split_checks(train, test),
        ),
    )
