"""Drill: what a ranking finds, part by part. pandas, numpy and Python only."""

import numpy as np
import pandas as pd


def gains(label: np.ndarray, score: np.ndarray, parts: int) -> pd.DataFrame:
    """Return what is found when rows are taken from the highest score down, in equal parts.

    Args:
        label: 0 or 1, shape (n,); at least one is 1.
        score: Any numbers, shape (n,). Tie: the row that comes first is taken first.
        parts: How many parts, 1 to n. Their sizes differ by one row at most, larger ones first.

    Returns:
        One row a part, index 1 up to ``parts``, columns ``rows``, ``positives`` (of label 1),
        ``share`` (of positives among the rows of the part) and ``found`` (positives of this and
        all parts before, as a share of all positives).
    """
    raise NotImplementedError
