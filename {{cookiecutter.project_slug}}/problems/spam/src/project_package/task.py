"""What the shared stages ask about this problem: rows, folds, encodings and probabilities."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.model_selection import StratifiedGroupKFold

from workbench.errors import DataError

from .features import steps as columns
from .words import counted

TARGET = "spam"
KEY = "id"  # of a mail: its place in the published corpus
ANSWERS = [TARGET]  # what a test row holds that a model has to find
SERVED = "predict_proba"  # what a served model answers with

__all__ = ["columns", "example", "finish", "folds", "mean_prediction", "predict", "read"]


def texts(mails: pd.DataFrame) -> pd.DataFrame:
    """Return what a model sees of mails: subject and body, without headers and list footers."""
    return pd.DataFrame({"text": mails["subject"] + "\n" + mails["body"]})


def read(path: Path) -> tuple[pd.DataFrame, pd.Series]:
    """Return the text and the group of each mail, and 1 for spam, else 0.

    The texts are split into words here, once a process, so that no candidate's time includes it.
    """
    mails = pd.read_parquet(path)
    table = texts(mails)
    counted(table["text"])
    return table.assign(group=mails["group"]), mails[TARGET]


def example(_: Path) -> pd.DataFrame:
    """Return two texts as a model takes them; not mails, which are other people's."""
    return pd.DataFrame({"text": ["Meeting moved to ten", "You won, click now to claim!!"]})


def folds(
    table: pd.DataFrame, target: pd.Series, number: int, seed: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return (training, validation) row numbers: no group in both, a share of spam in each.

    Raises:
        DataError: A class has so few or so uneven groups that a fold would be without it.
    """
    groups = table["group"].groupby(target).nunique().reindex([0, 1], fill_value=0).min()
    few = f"a class has {groups} thread(s): too few for {number} folds that need both classes"
    if groups < number:
        raise DataError(few)
    splitter = StratifiedGroupKFold(number, shuffle=True, random_state=seed)
    cuts = list(splitter.split(table, target, table["group"]))
    if any(target.iloc[rows].nunique() < 2 for _, rows in cuts):
        raise DataError(few)
    return cuts


def predict(model: BaseEstimator, table: pd.DataFrame) -> NDArray[np.float64]:
    """Return the probability that each mail is spam, shape (n_mails,)."""
    return model.predict_proba(table)[:, 1]


def mean_prediction(probabilities: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return what a blend predicts: the mean probability, as ``VotingClassifier`` takes it."""
    return np.mean(probabilities, axis=0)


def finish(model: BaseEstimator) -> BaseEstimator:
    """Return the model as it is: its probabilities need no other scale."""
    return model
