"""Drill: a feature that knows only the past. pandas, numpy and Python only."""

import pandas as pd


def past_mean(entry: pd.DataFrame) -> pd.Series:
    """Return, for each entry, the mean amount of all earlier entries of its team.

    Earlier means a smaller ``id``. The entry itself does not count, nor does any other team.

    Args:
        entry: Columns ``id``, ``team``, ``label`` and ``amount``, no NaN, in any order and with
            any index.

    Returns:
        One number an entry, with the index and in the order of ``entry``; NaN for the first of
        each team.
    """
    raise NotImplementedError
