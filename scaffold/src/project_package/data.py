"""What a row is, how the table is cut into train, test and folds, and into parts to look at."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.model_selection import KFold

from workbench.errors import DataError
from workbench.records import Check

from .features import seen

KEY = "id"  # of the row in the published table; no model sees it
NAME = "name"  # what the worst cases are called by
TARGET = "target"  # miles per gallon
ORIGINS = {1: "America", 2: "Europe", 3: "Japan"}


def read(path: Path) -> tuple[pd.DataFrame, pd.Series]:
    """Return the columns that a model may use, and the target."""
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


def held_back(test: pd.DataFrame) -> str:
    """Return in words what the test set is."""
    return f"the model years from {1900 + int(test['year'].min())} on"


def checks(train: pd.DataFrame, test: pd.DataFrame) -> list[Check]:
    """Return what must hold of the split."""
    both, early = set(train[KEY]) & set(test[KEY]), test["year"] <= train["year"].max()
    return [
        Check.none("same car", "Is a row in both parts?", "rows in both", len(both)),
        Check.none(
            "time order",
            "Is a test car of a year that training has seen?",
            "test cars not newer than the newest training car",
            int(early.sum()),
        ),
    ]


def folds(
    table: pd.DataFrame, target: pd.Series, number: int, seed: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return (training, validation) row numbers."""
    return list(KFold(number, shuffle=True, random_state=seed).split(table, target))


def groups(test: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the ways to cut the test set: for each row a level, as ordered categories."""
    return {"origin": test["origin"].map(ORIGINS).astype("category")}
