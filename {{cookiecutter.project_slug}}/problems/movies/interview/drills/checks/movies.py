"""A check of an exercise that only the movies project has."""

from typing import Any

import pandas as pd

from ..own_code import Own, hold


def watched_twice(own: Own) -> None:
    """Of two ratings of one film by one user the last stays."""
    raw = pd.DataFrame(
        {
            "userId": [1, 1, 2, 1],
            "movieId": [7, 8, 7, 7],
            "rating": [2.0, 3.0, 4.0, 5.0],
            "timestamp": [10, 20, 30, 40],
            "title": ["A", "B", "A", "A"],
            "year": [1990.0, 1991.0, 1990.0, 1990.0],
            "genres": "Drama",
        }
    )
    ours = ["user", "item", "rating", "timestamp", "title", "year", "genres"]
    columns: Any = dict(zip(ours, raw.columns, strict=True))
    clean, _, _ = own("cleaning").clean(raw, columns, 0)
    pairs = clean.duplicated(["user", "item"]).sum()
    hold(not pairs, f"{pairs} pair of user and film is there twice.")
    stars = clean.loc[(clean["user"] == 1) & (clean["item"] == 7), "rating"].tolist()
    hold(stars == [5.0], "Of two ratings the last should stay.")
