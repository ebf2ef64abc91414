"""The project's own rows for the drills: users and items by their numbers."""

from pathlib import Path

import pandas as pd

from .rows import Rows, numbers, spread

TRAIN = Path("data/split/train.parquet")


def read() -> Rows:
    """Return some of the rows that recommenders are trained on.

    The number to estimate is the rating, or how many users the item has where no rating is given;
    the class is to be above its median. Rows of one user are a group. A text is made of numbers.
    Views are those of the busiest users.

    Raises FileNotFoundError before the pipeline has run, KeyError where a column has gone.
    """
    seen = pd.read_parquet(TRAIN)
    rows = spread(seen)
    when = pd.to_datetime(rows["timestamp"], unit="s")
    users = rows["item"].map(seen["item"].value_counts())
    columns = pd.DataFrame(
        {
            "users": users,
            "items": rows["user"].map(seen["user"].value_counts()),
            "month": when.dt.month,
            "hour": when.dt.hour,
        }
    )
    told = rows["rating"].nunique() > 1
    amount = (rows["rating"] if told else users).astype(float)
    above = amount > amount.median()
    busiest = seen["user"].value_counts().index[:30]
    views = seen[seen["user"].isin(busiest)].sort_values(["item", "user"])[["user", "item"]]
    texts = "item " + rows["item"].astype(str) + " user " + rows["user"].astype(str)
    return Rows(
        X=numbers(columns),
        number=amount.to_numpy(),
        label=(above if above.any() else amount == amount.median()).astype(int).to_numpy(),
        group=rows["user"].to_numpy(int),
        texts=texts.tolist(),
        views=list(zip(views["user"].tolist(), views["item"].tolist(), strict=True)),
    )
