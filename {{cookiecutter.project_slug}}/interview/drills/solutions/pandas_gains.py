"""A gains table: a stable order, cut into equal parts, grouped."""

import numpy as np
import pandas as pd


def gains(label: np.ndarray, score: np.ndarray, parts: int) -> pd.DataFrame:
    """Return what each part of the ranking finds."""
    ranked = label[np.argsort(-score, kind="stable")]
    size, more = divmod(len(ranked), parts)
    part = np.repeat(np.arange(1, parts + 1), size + (np.arange(parts) < more))
    table = pd.Series(ranked).groupby(part).agg(["size", "sum", "mean"])
    table.columns = pd.Index(["rows", "positives", "share"])
    return table.assign(found=table["positives"].cumsum() / label.sum())
