"""Where the model is weak: parts of the test set, its worst single cases, and what it leans on."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.importance import importance_of_topics
from workbench.records import Importance
from workbench.slices import parts

from .data import NAME, TARGET
from .facts import CarSlice, WorstCase
from .features import seen
from .metrics import estimate, headline
from .models import predict

WORST = 3
ORIGINS = {1: "America", 2: "Europe", 3: "Japan"}


def slices(
    test: pd.DataFrame, predicted: NDArray[np.float64], least: int, seed: int
) -> list[CarSlice]:
    """Return the error on each origin with at least ``least`` cars, worst first.

    Raises:
        ConfigError: No origin has so many cars.
    """
    levels = {"origin": test["origin"].map(ORIGINS).astype("category")}
    actual = test[TARGET].to_numpy()
    found = [
        CarSlice(
            **part.named, score=estimate(headline, actual[part.rows], predicted[part.rows], seed)
        )
        for part in parts(levels, least)
    ]
    return sorted(found, key=lambda each: -each.score.value)


def worst_cases(test: pd.DataFrame, predicted: NDArray[np.float64]) -> list[WorstCase]:
    """Return the cars with the largest errors."""
    order = np.argsort(-np.abs(predicted - test[TARGET].to_numpy()), kind="stable")[:WORST]
    return [
        WorstCase(name=car[NAME], actual=float(car[TARGET]), predicted=float(predicted[i]))
        for i, (_, car) in zip(order, test.iloc[order].iterrows(), strict=True)
    ]


def importance(model: BaseEstimator, test: pd.DataFrame, config: DictConfig) -> list[Importance]:
    """Return by how much the error grows when the columns of one topic are shuffled together."""
    return importance_of_topics(
        lambda table: predict(model, table),
        lambda estimates: float(headline(test[TARGET], estimates)),
        seen(test),
        config.data.topics,
        config.importance_repeats,
        config.seed,
    )
