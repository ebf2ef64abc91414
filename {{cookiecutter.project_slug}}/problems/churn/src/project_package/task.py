"""What the shared stages ask about this problem: rows, folds, encodings and chances."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.model_selection import StratifiedKFold

from workbench.errors import DataError

from .features import steps as columns

TARGET = "target"  # 1 for the positive class of conf/data/, else 0
ANSWERS = [TARGET]  # what a test row holds that a model has to find
KEY = "row"  # the row's number in the published table; no model sees it
SERVED = "predict_proba"  # what a served model answers with

__all__ = ["columns", "example", "finish", "folds", "mean_prediction", "predict", "read"]


def read(path: Path) -> tuple[pd.DataFrame, pd.Series]:
    """Return the columns that a model may use, and the classes, 1 for positive."""
    table = pd.read_parquet(path)
    return table.drop(columns=[TARGET, KEY]), table[TARGET].astype(int)


def example(path: Path) -> pd.DataFrame:
    """Return a few rows as a model takes them."""
    return read(path)[0].head(3)


def predict(model: BaseEstimator, table: pd.DataFrame) -> NDArray[np.float64]:
    """Return the chance of the positive class, shape (n_rows,)."""
    return model.predict_proba(table)[:, 1]


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


def mean_prediction(chances: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return what a blend predicts: the mean chance, as soft voting takes it.

    Args:
        chances: Predictions of each member, shape (n_rows,).
    """
    return np.mean(chances, axis=0)


def finish(model: BaseEstimator) -> BaseEstimator:
    """Return the model as it is: it learns classes and predicts chances already."""
    return model
