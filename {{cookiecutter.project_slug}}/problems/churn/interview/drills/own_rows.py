"""The project's own rows for the drills: customers."""

from pathlib import Path

import pandas as pd

from .rows import Rows, codes, numbers, spread

TRAIN = Path("data/split/train.parquet")


def read() -> Rows:
    """Return some of the customers that models are trained on.

    The number to estimate is the last column that holds numbers; customers whose words are all the
    same are a group. A text is what the columns say in words, and a view is a customer with one
    of these answers.

    Raises FileNotFoundError before the pipeline has run, KeyError where a column has gone.
    """
    customers = spread(pd.read_parquet(TRAIN))
    answers = customers.drop(columns=["row", "target"])
    words = answers.select_dtypes(["object", "str"]).fillna("none")
    words = words.apply(
        lambda column: f"{column.name}_" + column.str.replace(r"\W+", "_", regex=True)
    )
    X = numbers(answers)
    texts = words.agg(" ".join, axis=1)
    long = words.stack()
    whats = codes(long)[0]
    whos = long.index.get_level_values(0)
    return Rows(
        X=X[:, :-1],
        number=X[:, -1],
        label=customers["target"].to_numpy(int),
        group=codes(texts)[0],
        texts=texts.tolist(),
        views=[(int(who), int(what)) for who, what in zip(whos, whats, strict=True)],
    )
