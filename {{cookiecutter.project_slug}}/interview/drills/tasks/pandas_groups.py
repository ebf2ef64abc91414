"""Drill: sum up the entries of each team in one table. pandas, numpy and Python only."""

import pandas as pd


def summary(entry: pd.DataFrame) -> pd.DataFrame:
    """Return one row a team: how many entries, the mean of their amounts, the share of label 1.

    Args:
        entry: Columns ``id``, ``team``, ``label`` (0 or 1) and ``amount`` (NaN where it is not
            known), any index, any order. No team is NaN.

    Returns:
        Columns ``team``, ``entries``, ``mean``, ``share``, sorted by team, index 0, 1, 2 and so on.
        ``entries`` counts all rows, ``mean`` passes over NaN, and is NaN where nothing is known.
    """
    raise NotImplementedError
