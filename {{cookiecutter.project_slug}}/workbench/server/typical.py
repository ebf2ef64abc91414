"""The typical row of a part of the training table: made up of medians, so it is nobody's row."""

from typing import Any

import pandas as pd

__all__ = ["as_table", "outside", "typical"]


def typical(table: pd.DataFrame) -> dict[str, Any]:
    """Return the median of each number and the most frequent text, of those that are known.

    Medians are rounded to whole numbers where all values of the column are whole.
    """
    numbers = table.select_dtypes("number")
    medians = numbers.median()
    whole = (numbers.dropna() % 1 == 0).all()
    modes = table.select_dtypes(exclude="number").mode().head(1).to_dict("records")
    usual = {**medians.where(~whole, medians.round()).to_dict(), **next(iter(modes), {})}
    return {str(name): value for name, value in usual.items()}


def as_table(rows: list[dict[str, Any]], like: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the columns and types of another table."""
    return pd.DataFrame(rows, columns=like.columns).astype(like.dtypes)


def outside(row: dict[str, Any], table: pd.DataFrame) -> list[str]:
    """Return the numbers that lie outside those of all rows of a table, in words."""
    ends = table.select_dtypes("number").agg(["min", "max"]).to_dict()
    return [
        f"{str(name).replace('_', ' ')} {row[str(name)]:,.10g}, "
        f"where it had {end['min']:,.10g} to {end['max']:,.10g}"
        for name, end in ends.items()
        if pd.notna(row[str(name)]) and not end["min"] <= row[str(name)] <= end["max"]
    ]
