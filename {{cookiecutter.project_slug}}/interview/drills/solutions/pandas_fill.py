"""Medians of the training rows, looked up for the new ones."""

import pandas as pd


def fill(train: pd.DataFrame, new: pd.DataFrame) -> pd.Series:
    """Return the amounts of ``new`` without gaps."""
    medians = train.groupby("team")["amount"].median()
    by_team = new["team"].map(medians).fillna(train["amount"].median())
    return new["amount"].fillna(by_team)
