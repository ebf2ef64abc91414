"""One-hot columns: the categories of training, compared with each new value."""

import pandas as pd


def encode(train: pd.Series, new: pd.Series) -> pd.DataFrame:
    """Return one column of 0 and 1 for each value of ``train``."""
    levels = sorted(train.dropna().unique())
    return pd.DataFrame({level: (new == level).astype(int) for level in levels}, index=new.index)
