"""Where the model is weak: parts of the test set, its worst single rows, and what it leans on."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.classification import resampling
from workbench.importance import importance_of_topics
from workbench.own.slices import ways_to_cut
from workbench.records import Estimate, Importance
from workbench.slices import parts
from workbench.statistics import interval, proportion

from .data import ROW, TARGET, read_table
from .facts import ClassSlice, OfClass
from .metrics import Array, Classes, cells, f1_of, headline, roc_auc, several
from .models import predict

WORST = 5
LEAST = 10  # rows of a class in a part, for a ROC AUC of that part


def apart(actual: Classes, predicted: Array, seed: int) -> Estimate | None:
    """Return how well a part is told apart; None if it has too few rows of a class.

    That is accuracy for several classes and ROC AUC for two, which, unlike average precision,
    does not grow with the share of positives.
    """
    if several():
        return proportion(int((actual == predicted).sum()), len(actual))
    if min(int(actual.sum()), int((actual == 0).sum())) < LEAST:
        return None
    drawn = resampling.draws_of(resampling.roc_auc_from, actual, predicted, seed)
    return interval(roc_auc(actual, predicted), drawn[~np.isnan(drawn)])


def slices(
    tables: tuple[pd.DataFrame, pd.DataFrame],
    leaned_on: list[Importance],
    predicted: Array,
    least: int,
    seed: int,
) -> list[ClassSlice]:
    """Return how well each part of the test set is told apart that is large enough, worst first.

    Args:
        tables: Training and test rows; the bands of a number are quartiles of training.
        leaned_on: The columns by importance: the strongest ones cut the test set.
        predicted: Of the test rows.
        least: Rows that a part needs.
        seed: Of the intervals.
    """
    train, test = (read_table(each) for each in tables)
    columns, actual = [each.topic for each in leaned_on], tables[1][TARGET].to_numpy(int)
    cuts = [ways_to_cut(train[columns], test[columns], least), ways_to_cut(train[[]], test[[]], 1)]
    for ways in cuts:
        found = [
            ClassSlice(**part.named, score=score)
            for part in parts(ways, least if ways is cuts[0] else 1)
            if (score := apart(actual[part.rows], predicted[part.rows], seed))
        ]
        if found:
            break
    return sorted(found, key=lambda each: each.score.value)


def per_class(actual: Classes, predicted: Array, names: list[str]) -> list[OfClass]:
    """Return precision, recall and F1 of each of several classes."""
    number = len(names)
    confusion = cells(actual, predicted, number).sum(axis=0).reshape(number, number)
    return [
        OfClass(
            name=name,
            rows=int(confusion[i].sum()),
            predicted=int(confusion[:, i].sum()),
            precision=proportion(confusion[i, i], confusion[:, i].sum()),
            recall=proportion(confusion[i, i], confusion[i].sum()),
            f1=float(f1_of(confusion)[i]),
        )
        for i, name in enumerate(names)
    ]


def worst_rows(model: BaseEstimator, test: pd.DataFrame) -> list[int]:
    """Return which rows of the file got the lowest probability of their true class.

    Their values stay with the author, who can look them up by the number.
    """
    probabilities = model.predict_proba(read_table(test))
    given = probabilities[np.arange(len(test)), test[TARGET].to_numpy(int)]
    order = np.argsort(given, kind="stable")[:WORST]
    return [int(row) + 1 for row in test[ROW].iloc[order]]


def importance(model: BaseEstimator, test: pd.DataFrame, config: DictConfig) -> list[Importance]:
    """Return by how much the score falls when one column is shuffled, largest first."""
    table = read_table(test).reset_index(drop=True)

    def loss(predicted: NDArray[np.float64]) -> float:
        return -headline(test[TARGET], predicted)

    return importance_of_topics(
        lambda rows: predict(model, rows),
        loss,
        table,
        {str(name): [str(name)] for name in table},
        config.importance_repeats,
        config.seed,
    )
