"""A mean of the past: sort by time, shift, expand, and put the rows back in order."""

import pandas as pd


def past_mean(entry: pd.DataFrame) -> pd.Series:
    """Return the mean amount of earlier entries of the same team."""
    ordered = entry.reset_index(drop=True).sort_values("id")
    means = ordered.groupby("team")["amount"].transform(
        lambda each: each.shift().expanding().mean()
    )
    return pd.Series(means.sort_index().to_numpy(), entry.index)
