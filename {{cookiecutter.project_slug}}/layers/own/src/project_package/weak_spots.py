"""Where the model is weak: parts of the test set, and the columns that it leans on."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.importance import importance_of_topics
from workbench.own.alike import alike
from workbench.own.form import form_of
from workbench.own.slices import ways_to_cut
from workbench.records import Importance
from workbench.slices import parts

from .choose import behind
from .data import TARGET, read_table, told
from .metrics import OfPart, headline, of_part
from .models import predict

Tables = tuple[pd.DataFrame, pd.DataFrame]
Array = NDArray[np.float64]


def slices(
    tables: Tables, leaned_on: list[Importance], predicted: Array, least: int, seed: int
) -> list[OfPart]:
    """Return how good the model is on each part of the test set that is large enough, worst first.

    If no part has enough rows of each class, the whole test set is the one part.

    Args:
        tables: Training and test rows; the bands of a number are quartiles of training.
        leaned_on: The columns by importance: the strongest ones cut the test set.
        predicted: Of the test rows.
        least: Rows that a part needs.
        seed: Of the intervals.
    """
    train, test = (read_table(each) for each in tables)
    shown = [[c for c in each.columns if c not in told()["hidden"]] for each in leaned_on]
    columns = [column for each in shown for column in each[:1]]  # the others cut nearly the same
    actual = tables[1][TARGET].to_numpy()
    found: list[OfPart] = []
    for some, enough in ((columns, least), ([], 1)):
        cut = parts(ways_to_cut(train[some], test[some], enough), enough)
        scored = [of_part(each, actual[each.rows], predicted[each.rows], seed) for each in cut]
        if found := [each for each in scored if each]:
            break
    return sorted(found, key=lambda each: -each.weakness)


def importance(model: BaseEstimator, tables: Tables, config: DictConfig) -> list[Importance]:
    """Return by how much the headline gets worse when one column is shuffled, largest first.

    Columns that say nearly the same on training rows are shuffled together.
    """
    train, test = tables
    table = read_table(test).reset_index(drop=True)
    return importance_of_topics(
        lambda rows: predict(model, rows),
        lambda predicted: float(behind(headline(test[TARGET], predicted), 0.0)),
        table,
        alike(read_table(train)),
        config.importance_repeats,
        config.seed,
    )


def weak_spots(
    config: DictConfig, model: BaseEstimator, tables: Tables, predicted: Array
) -> dict[str, Any]:
    """Return the facts about parts of the test set and about columns.

    Args:
        config: The resolved configuration.
        model: The chosen model.
        tables: Training and test rows.
        predicted: Its predictions of the test rows.
    """
    leaned_on = importance(model, tables, config)
    by_part = slices(tables, leaned_on, predicted, config.slice_min_rows, config.seed)
    return {
        "slices": by_part,
        "worst_slice": by_part[0],
        "slice_min_rows": config.slice_min_rows,
        "importance": leaned_on,
        "form": form_of(read_table(tables[0]), told()["hidden"]),
    }
