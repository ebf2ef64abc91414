"""The project's own rows for the drills: sales of houses."""

from pathlib import Path

import pandas as pd

from .rows import Rows, codes, numbers, spread

TRAIN = Path("data/split/train.parquet")


def read() -> Rows:
    """Return some of the sales that models are trained on.

    The class is to cost more than half of these houses; a neighborhood is a group. A text is
    what the sale's columns say in words, and a view is a neighborhood with a style of house.

    Raises FileNotFoundError before the pipeline has run, KeyError where a column has gone.
    """
    sales = spread(pd.read_parquet(TRAIN))
    words = sales.select_dtypes(["object", "str"]).drop(columns="sold_on").fillna("none")
    places, styles = codes(sales["neighborhood"], sales["house_style"])
    return Rows(
        X=numbers(sales.drop(columns=["pid", "price"])),
        number=sales["price"].to_numpy(float),
        label=(sales["price"] > sales["price"].median()).astype(int).to_numpy(),
        group=places,
        texts=words.agg(" ".join, axis=1).tolist(),
        views=sorted({(int(who), int(what)) for who, what in zip(places, styles, strict=True)}),
    )
