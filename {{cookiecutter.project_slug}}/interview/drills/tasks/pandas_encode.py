"""Drill: one-hot encoding learned on training rows. pandas, numpy and Python only."""

import pandas as pd


def encode(train: pd.Series, new: pd.Series) -> pd.DataFrame:
    """Return one column of 0 and 1 for each value that ``train`` has.

    Args:
        train: Texts, with None or NaN where nothing is known.
        new: The same, any index.

    Returns:
        One row for each of ``new``, with its index. Columns are the different texts of ``train`` in
        alphabetical order, whatever ``new`` holds. A text that ``train`` does not have, and a
        missing one, has 0 everywhere. Whole numbers, not True and False.
    """
    raise NotImplementedError
