"""What a row is, how the table is cut into train, test and folds, and what the data is like."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.model_selection import KFold

from workbench.errors import DataError
from workbench.records import Check, Count

from .facts import Data, DataReport, Split
from .features import seen

TARGET = "mpg"  # miles per gallon
NAME = "name"  # of the car; the same car returns in other years
KEY = "id"  # of the row in the published table; no model sees it


def read(path: Path) -> tuple[pd.DataFrame, pd.Series]:
    """Return the columns that a model may use, and the consumption in miles per gallon."""
    table = pd.read_parquet(path)
    return seen(table), table[TARGET].astype(float)


def split(cars: pd.DataFrame, test_share: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (train, test), where test is the newest model years nearest to the share.

    Raises:
        DataError: All cars are of one year.
    """
    newer = cars["year"].value_counts().sort_index(ascending=False).cumsum() / len(cars)
    if newer[newer < 1].empty:
        raise DataError("all cars are of one model year, so none can be kept for testing by time")
    first = (newer[newer < 1] - test_share).abs().idxmin()
    test = cars["year"] >= first
    return cars[~test].reset_index(drop=True), cars[test].reset_index(drop=True)


def folds(
    table: pd.DataFrame, target: pd.Series, number: int, seed: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return (training, validation) row numbers."""
    return list(KFold(number, shuffle=True, random_state=seed).split(table, target))


def profile(train: pd.DataFrame, test: pd.DataFrame, counts: list[Count]) -> DataReport:
    """Return what the documents say about the data and the split."""
    both, early = set(train[KEY]) & set(test[KEY]), test["year"] <= train["year"].max()
    checks = [
        Check.none("same car", "Is a row in both parts?", "rows in both", len(both)),
        Check.none(
            "time order",
            "Is a test car of a year that training has seen?",
            "test cars not newer than the newest training car",
            int(early.sum()),
        ),
    ]
    return DataReport(
        data=Data(rows=len(train) + len(test), features=len(seen(train).columns), counts=counts),
        split=Split(
            share=len(test) / (len(train) + len(test)),
            train=len(train),
            test=len(test),
            first_test_year=1900 + int(test["year"].min()),
            checks=checks,
        ),
    )
