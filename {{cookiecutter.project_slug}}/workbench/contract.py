"""What the modules of a problem with rows and a target give one another, as types.

A module is held against its protocol by mypy: ``module: Data = package.data``. The template's tests
do that for every problem of the layer ``supervised``, and for one just started from the scaffold.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from .models import Candidates
from .problem import Problem
from .records import Check

Array = NDArray[np.float64]
Rows = NDArray[np.int64]


class Data(Protocol):
    """data.py: what a row is, and how the table is cut."""

    KEY: str  # the column that names a row; no model sees it

    def read(self, path: Path, /) -> tuple[pd.DataFrame, pd.Series]:
        """Return the columns that a model may use, and the target."""

    def folds(
        self, table: pd.DataFrame, target: pd.Series, number: int, seed: int, /
    ) -> list[tuple[Rows, Rows]]:
        """Return (training, validation) row numbers of each fold."""


class Features(Protocol):
    """features.py: what the models see."""

    def steps(self, columns: Any, /) -> list[tuple[str, BaseEstimator]]:
        """Return the steps before the estimator, from ``columns`` of conf/model/."""


class Models(Protocol):
    """models.py: what competes."""

    def finish(self, model: BaseEstimator, /) -> BaseEstimator:
        """Return an estimator that learns and predicts on the scale that is reported."""

    def build(self, name: str, candidates: Candidates, /) -> BaseEstimator:
        """Return the untrained model of a candidate: raw rows in, predictions out."""

    def predict(self, model: BaseEstimator, table: pd.DataFrame, /) -> Array:
        """Return a number for each row, or a row of numbers."""

    def mean_prediction(self, predictions: Sequence[Array], /) -> Array:
        """Return what a blend predicts."""


class Metrics(Protocol):
    """metrics.py: the headline, and what stands beside it."""

    GREATER_IS_BETTER: bool  # whether more of the headline is better

    def headline(self, actual: ArrayLike, predicted: ArrayLike, /) -> float:
        """Return the metric that candidates are compared by."""

    def headline_draws(self, actual: ArrayLike, predicted: ArrayLike, seed: int, /) -> Array:
        """Return it on resampled rows, shape (RESAMPLES,), paired by the seed."""


class Leakage(Protocol):
    """leakage.py: what would make the score too good."""

    def checks(self, tuned: Any, config: DictConfig, /) -> list[Check]:
        """Return one record a check."""


class Pipeline(Protocol):
    """pipeline.py: the stages, and what the workbench is told."""

    PROBLEM: Problem  # the project


MODULES: Mapping[str, type] = {
    "data": Data,
    "features": Features,
    "models": Models,
    "metrics": Metrics,
    "leakage": Leakage,
    "pipeline": Pipeline,
}
