"""The project's own rows for the drills: cars."""

from pathlib import Path

import pandas as pd

from .rows import Rows, codes, numbers, spread

TRAIN = Path("data/split/train.parquet")


def read() -> Rows:
    """Return some of the cars that models are trained on; a car of several years is a group.

    Raises FileNotFoundError before the pipeline has run, KeyError where a column has gone.
    """
    cars = spread(pd.read_parquet(TRAIN))
    names, origins = codes(cars["name"], cars["origin"])
    return Rows(
        X=numbers(cars.drop(columns=["id", "mpg"])),
        number=cars["mpg"].to_numpy(float),
        label=(cars["mpg"] > cars["mpg"].median()).astype(int).to_numpy(),
        group=names,
        texts=cars["name"].tolist(),
        views=sorted({(int(who), int(what)) for who, what in zip(names, origins, strict=True)}),
    )
