"""The project's own rows for the drills."""

from pathlib import Path

import pandas as pd

from .rows import Rows, codes, numbers, spread

TRAIN = Path("data/split/train.parquet")


def read() -> Rows:
    """Return some of the rows that models are trained on; rows of one name are a group.

    Raises FileNotFoundError before the pipeline has run, KeyError where a column has gone.
    """
    table = spread(pd.read_parquet(TRAIN))
    label = (table["target"] > table["target"].median()).astype(int)
    names, kinds = codes(table["name"], label.astype(str))
    return Rows(
        X=numbers(table.drop(columns=["id", "target"])),
        number=table["target"].to_numpy(float),
        label=label.to_numpy(),
        group=names,
        texts=table["name"].tolist(),
        views=sorted({(int(who), int(what)) for who, what in zip(names, kinds, strict=True)}),
    )
