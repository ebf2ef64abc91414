"""The typical row of a part of the training table: made up of medians, so it is nobody's row."""

from typing import Any

import pandas as pd

from project_package.files import TRAIN
from project_package.task import read

from .answers import made_by_run

TABLE, TARGETS = read(made_by_run(TRAIN))


def typical(table: pd.DataFrame = TABLE) -> dict[str, Any]:
    """Return the median of each number and the most frequent text, of those that are known.

    Medians are rounded to whole numbers where all values of the column are whole.
    """
    numbers = table.select_dtypes("number")
    medians = numbers.median()
    whole = (numbers.dropna() % 1 == 0).all()
    modes = table.select_dtypes(exclude="number").mode().iloc[0]
    usual = {**medians.where(~whole, medians.round()).to_dict(), **modes.to_dict()}
    return {str(name): value for name, value in usual.items()}


def as_table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows as the model takes them: the columns and types of the training table."""
    return pd.DataFrame(rows, columns=TABLE.columns).astype(TABLE.dtypes)


def outside(row: dict[str, Any]) -> list[str]:
    """Return the numbers that lie outside those of all training rows, in words."""
    ends = TABLE.select_dtypes("number").agg(["min", "max"]).to_dict()
    return [
        f"{str(name).replace('_', ' ')} {row[str(name)]:,.10g}, "
        f"where it had {end['min']:,.10g} to {end['max']:,.10g}"
        for name, end in ends.items()
        if pd.notna(row[str(name)]) and not end["min"] <= row[str(name)] <= end["max"]
    ]
