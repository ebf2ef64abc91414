"""What the shared stages ask about this problem: rows, requests, and what a model is."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.pipeline import Pipeline

from .interactions import ITEM, RATING, USER, requests

TARGET = RATING
ANSWERS = [USER, ITEM, TARGET]  # what a test row holds that a model has to find
FILMS = Path("data/split/films.parquet")
SERVED = "predict"  # what a served model answers with


def read(path: Path) -> tuple[pd.DataFrame, pd.Series]:
    """Return who watched what and when, oldest first, and the stars given."""
    table = pd.read_parquet(path)
    return table.drop(columns=TARGET), table[TARGET].astype(float)


def example(path: Path) -> pd.DataFrame:
    """Return a few requests as a model takes them: who asks, and when."""
    return requests(read(path)[0]).head(3)


def columns(encoding: str) -> list[tuple[str, BaseEstimator]]:
    """Return the steps before the estimator: none, as ``raw`` is the only encoding."""
    return {"raw": []}[encoding]


def finish(model: Pipeline) -> BaseEstimator:
    """Return the recommender itself: it can do more than a pipeline lets through."""
    return model[-1]


def predict(model: BaseEstimator, asked: pd.DataFrame) -> NDArray[np.int64]:
    """Return the lists of film ids that a model offers, shape (n_requests, LENGTH)."""
    return model.predict(asked)
