"""The project's own rows for the drills: those of the author's table."""

from pathlib import Path

import numpy as np
import pandas as pd

from .rows import Rows, codes, numbers, spread

TRAIN = Path("data/split/train.parquet")
BESIDE = ["own_row", "own_target", "own_group", "own_by"]


def read() -> Rows:
    """Return some of the rows that models are trained on.

    The class is to be above the median of these rows. A table without words gets the numbers of
    its rows in words, and one without two kinds of levels pairs groups with halves.

    Raises FileNotFoundError before the pipeline has run, KeyError where a column has gone.
    """
    table = spread(pd.read_parquet(TRAIN))
    features, target = (
        table.drop(columns=BESIDE, errors="ignore"),
        table["own_target"].to_numpy(float),
    )
    words = features.select_dtypes(exclude="number").fillna("none").astype(str)
    texts = words.agg(" ".join, axis=1) if words.shape[1] else table["own_row"].astype(str)
    groups, kinds = codes(table["own_group"], texts)
    values = numbers(features)
    if not values.shape[1]:
        values = np.column_stack([groups, kinds]).astype(float)
    above = target > np.median(target)
    return Rows(
        X=values,
        number=target,
        label=(above if above.any() else target == np.median(target)).astype(int),
        group=groups,
        texts=texts.tolist(),
        views=sorted({(int(who), int(what)) for who, what in zip(groups, kinds, strict=True)}),
    )
