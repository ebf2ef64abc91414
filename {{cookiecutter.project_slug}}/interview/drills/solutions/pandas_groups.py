"""One row a group, with named aggregation."""

import pandas as pd


def summary(entry: pd.DataFrame) -> pd.DataFrame:
    """Return one row a team."""
    return (
        entry.groupby("team")
        .agg(entries=("id", "size"), mean=("amount", "mean"), share=("label", "mean"))
        .reset_index()
    )
