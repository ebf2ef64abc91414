"""From long to wide: count pairs, cut at one, put rows and columns in order."""

from collections.abc import Sequence

import pandas as pd


def wide(view: pd.DataFrame, items: Sequence[int]) -> pd.DataFrame:
    """Return who has looked at what."""
    counts = pd.crosstab(view["user"], view["item"])
    return counts.clip(upper=1).reindex(columns=list(items), fill_value=0)
