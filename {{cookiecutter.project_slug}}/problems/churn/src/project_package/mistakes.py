"""The surest mistakes: who was missed, and who was acted on for nothing."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.records import Record

from .task import KEY

SHOWN = 4  # of each kind


class Case(Record):
    """One row of the test set with what a person would ask first."""

    row: int
    said: float
    facts: dict[str, Any]


class Mistakes(Record):
    """The positives with the lowest chance and the negatives with the highest."""

    missed: list[Case]
    false_alarms: list[Case]


def case(row: pd.Series, said: float, shown: dict[str, str]) -> Case:
    """Return one row; a cell that is empty is left out."""
    facts = {label: row[column] for column, label in shown.items() if pd.notna(row[column])}
    return Case(row=int(row[KEY]), said=float(said), facts=facts)


def mistakes(
    test: pd.DataFrame,
    actual: NDArray[np.int64],
    said: NDArray[np.float64],
    shown: dict[str, str],
) -> Mistakes:
    """Return the surest mistakes of each kind.

    Args:
        test: Test rows with their key.
        actual: 1 for a positive, else 0, shape (n_rows,).
        said: The chance of a positive, shape (n_rows,).
        shown: The columns to show, with their labels.
    """

    def cases(rows: NDArray[np.int64]) -> list[Case]:
        return [case(test.iloc[i], said[i], shown) for i in rows[:SHOWN]]

    lowest_first = np.argsort(said, kind="stable")
    return Mistakes(
        missed=cases(lowest_first[actual[lowest_first] == 1]),
        false_alarms=cases(lowest_first[actual[lowest_first] == 0][::-1]),
    )
