"""The project's own rows for the drills: ratings of films."""

from pathlib import Path

import pandas as pd

from .rows import Rows, numbers, spread

TRAIN = Path("data/split/train.parquet")
FILMS = Path("data/split/films.parquet")
LIKED = 4.0  # stars


def read() -> Rows:
    """Return some of the ratings that recommenders are trained on.

    The number to estimate is the stars, the class is to be liked; ratings of one user are a
    group. A text is the title and the genres of the film. Views are those of the busiest users.

    Raises FileNotFoundError before the pipeline has run, KeyError where a column has gone.
    """
    seen = pd.read_parquet(TRAIN)
    ratings = spread(seen).merge(pd.read_parquet(FILMS), how="left", on="item")
    when = pd.to_datetime(ratings["timestamp"], unit="s")
    columns = ratings[["year"]].assign(
        viewers=ratings["item"].map(seen["item"].value_counts()),
        watched=ratings["user"].map(seen["user"].value_counts()),
        genres=ratings["genres"].str.count(r"\|"),
        title=ratings["title"].str.len(),
        hour=when.dt.hour,
        month=when.dt.month,
    )
    texts = ratings["title"] + " " + ratings["genres"].str.replace("|", " ")
    busiest = seen["user"].value_counts().index[:30]
    views = seen[seen["user"].isin(busiest)].sort_values(["item", "user"])[["user", "item"]]
    return Rows(
        X=numbers(columns),
        number=ratings["rating"].to_numpy(float),
        label=(ratings["rating"] >= LIKED).astype(int).to_numpy(),
        group=ratings["user"].to_numpy(int),
        texts=texts.fillna("").tolist(),
        views=list(zip(views["user"].tolist(), views["item"].tolist(), strict=True)),
    )
