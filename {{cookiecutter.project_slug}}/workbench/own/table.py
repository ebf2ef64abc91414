"""From cells of text to typed columns, as the record says and never by a fresh guess."""

from functools import cache
from typing import Any

import pandas as pd

from ..errors import DataError
from ..files import TRAIN, existing
from .headers import ROW, TARGET
from .records import NUMERIC, Column, Own
from .target import labels_of
from .values import ALWAYS_MISSING, EPOCH, MARKS, number_of, understood

__all__ = ["BY", "ROW", "TARGET", "emptied", "held_to", "outcome", "told", "twins", "typed"]

BY = "own_by"  # what the rows are cut by, if that is a column
DECIMALS = r"\.0+$"


def emptied(text: pd.Series, codes: list[str | int | float], decimal: str = "") -> pd.Series:
    """Return the column with None where a cell says nothing: nothing at all, or a code.

    Args:
        text: The cells.
        codes: What stands for a gap, by the record.
        decimal: The mark of a column of numbers, nothing for another column.
    """
    gone = text.str.lower().isin(ALWAYS_MISSING) | text.isin({str(code) for code in codes})
    if decimal:
        numbers = [float(code) for code in codes if not isinstance(code, str)]
        gone |= text.isin(MARKS)
        if numbers:
            gone |= text.map(lambda cell: number_of(cell, decimal)).isin(numbers)
    return text.astype(object).where(~gone, None)


def numbers_of(cells: pd.Series, decimal: str) -> pd.Series:
    """Return cells as numbers, NaN where one is none."""
    return cells.map(lambda cell: number_of(cell, decimal), na_action="ignore").astype(float)


def typed(name: str, text: pd.Series, column: Column, decimal: str) -> pd.Series:
    """Return one column as its role says: numbers, 1 and 0 for yes and no, dates, or text.

    A cell that does not fit is empty.

    Args:
        name: Of the column, for the message.
        text: Its cells.
        column: What the record says of it.
        decimal: The decimal mark of the file.

    Raises:
        DataError: A column of two answers has others than the record says.
    """
    cells = emptied(text, column.missing_codes, decimal if column.role in NUMERIC else "")
    if column.role in NUMERIC:
        return numbers_of(cells, decimal)
    if column.role == "boolean":
        said = cells.str.lower().str.replace(DECIMALS, "", regex=True)
        yes, answers = str(column.says_yes).lower(), sorted(said.dropna().unique())
        if yes not in answers or len(answers) > 2:
            raise DataError(
                f"column {name!r} has {len(answers)} answers, and its yes is "
                f"{column.says_yes!r}: correct says_yes or its role in conf/data/own.yaml"
            )
        return (said == yes).astype(float).where(cells.notna())
    if column.role == "date":
        if column.date_format == EPOCH:
            return pd.to_datetime(cells.astype(float), unit="s")
        dates = pd.to_datetime(cells, format=column.date_format, errors="coerce", utc=True)
        return dates.dt.tz_localize(None)
    return cells


def outcome(own: Own, text: pd.Series) -> pd.Series:
    """Return the target: a number, or the name of a class; empty where it is not known.

    Raises:
        DataError: The positive class of the record is not there.
    """
    if own.task == "regression":
        return numbers_of(emptied(text, [], own.source.decimal), own.source.decimal)
    labels = labels_of(understood(text, own.source.decimal), text)
    if own.positive is not None and str(own.positive) not in set(labels.dropna()):
        raise DataError(
            f"the target {own.target!r} never says {own.positive!r}, the positive class in "
            "conf/data/own.yaml: correct it there"
        )
    return labels.astype(object).where(labels.notna(), None)


def held_to(text: pd.DataFrame, own: Own) -> pd.DataFrame:
    """Return the table if it has the columns of the record.

    Raises:
        DataError: One is missing, or new.
    """
    wanted, there = {*own.columns, own.target}, set(map(str, text)) - {ROW}
    if gone := sorted(wanted - there):
        raise DataError(f"{own.source.name} has no column {gone[0]!r}: run `make data` again")
    if new := sorted(there - wanted):
        raise DataError(
            f"{own.source.name} has a column {new[0]!r} that conf/data/own.yaml does not name: "
            "run `make data` again"
        )
    return text


@cache
def told() -> dict[str, Any]:
    """Return what the record says of the target: the ``metric``, the ``classes`` in order.

    And of a table, which columns are ``hidden``: their levels look personal, so nothing public
    names one.

    The training table carries it, so that a stage depends on it whenever it depends on the rows.
    """
    table = pd.read_parquet(existing(TRAIN, "prepare"), columns=[TARGET])
    return {str(key): value for key, value in table.attrs.items()}


def twins(features: pd.DataFrame) -> pd.Series:
    """Return a number for each row; rows with the same value in every column share it."""
    rows = pd.util.hash_pandas_object(features, index=False)
    return pd.Series(pd.factorize(rows)[0], features.index)
