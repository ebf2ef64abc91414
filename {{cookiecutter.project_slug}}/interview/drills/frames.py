"""Compare tables of pandas, for the hidden tests of the pandas drills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from .checking import Case, show
from .tables import COLUMNS, FEW, Tables

Frame = pd.DataFrame | pd.Series


def frame(tables: Tables, name: str) -> pd.DataFrame:
    """Return one table as pandas reads it, a gap as NaN; its index does not count from 0."""
    table = pd.DataFrame(list(getattr(tables, name)), columns=list(COLUMNS[name]))
    if name == "entry":
        table["amount"] = table["amount"].astype(float)
    return table.set_axis(np.arange(len(table)) * 2 + 5)


def case(function: str, given: Mapping[str, Any], expected: Frame) -> Case:
    """Ask for a table, and compare it cell by cell with the right one."""
    return Case(function, given, judge=lambda answer: differing(answer, expected))


def differing(answer: Any, expected: Frame) -> str:
    """Say how a table differs from the right one, "" when it does not."""
    if not isinstance(answer, type(expected)):
        return f"gave {show(answer)}, right is a {type(expected).__name__}"
    if isinstance(expected, pd.DataFrame) and list(answer.columns) != list(expected.columns):
        return f"gave the columns {list(answer.columns)}, right are {list(expected.columns)}"
    if list(answer.index) != list(expected.index):
        return f"gave the index {_short(answer.index)}, right is {_short(expected.index)}"
    for name, ours, right in _columns(answer, expected):
        for label, one, other in zip(expected.index, ours, right, strict=True):
            if not _same(one, other):
                return f"gave {show(one)} in row {label}{name}, right is {show(other)}"
    return ""


def _columns(answer: Any, expected: Frame) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(expected, pd.Series):
        yield "", answer, expected
        return
    for column in expected.columns:
        yield f", column {column}", answer[column], expected[column]


def _short(index: pd.Index) -> str:
    known = [each.item() if isinstance(each, np.generic) else each for each in index[:FEW]]
    return f"{known}" if len(index) <= FEW else f"{known[:-1]} and {len(index) - FEW + 1} more"


def _same(one: Any, other: Any) -> bool:
    if pd.isna(one) or pd.isna(other):
        return bool(pd.isna(one) and pd.isna(other))
    if isinstance(one, str) or isinstance(other, str):
        return bool(one == other)
    return bool(np.isclose(one, other, rtol=1e-9, atol=1e-9))
