"""For whom the lists are good: the score on parts of the test users."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .facts import Slice
from .interactions import DAY, ITEM, TIME, USER
from .metrics import mean
from .profile import head_films


def thirds(values: pd.Series, labels: list[str], form: str) -> pd.Series:
    """Return the third of the users that each falls into, as text with the range of the third."""
    order = pd.qcut(values.rank(method="first"), 3, labels=False)
    texts = []
    for number, label in enumerate(labels):
        part = values[order == number]
        low, high = form.format(part.min()), form.format(part.max())
        texts.append(f"{label}: {low} to {high}" if low != high else f"{label}: {low}")
    return pd.Series(pd.Categorical.from_codes(order, texts), values.index)


def features(train: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the ways to cut the users: for each a level, as ordered categories, by user id."""
    by_user = train.groupby(USER)
    times = by_user[TIME]
    year = pd.to_datetime(times.max(), unit="s").dt.year
    head = train[ITEM].isin(head_films(train)).groupby(train[USER]).mean()
    short = (times.max() - times.min() < DAY).map({True: "one day", False: "longer"})
    return {
        "ratings known": thirds(by_user.size(), ["light", "medium", "heavy"], "{:.0f}"),
        "last active": thirds(year, ["early", "middle", "late"], "{:.0f}"),
        "time on the site": pd.Series(pd.Categorical(short, ["one day", "longer"]), short.index),
        "popular films watched": thirds(head, ["few", "some", "most"], "{:.0%}"),
    }


def slices(
    train: pd.DataFrame,
    users: pd.Series,
    ours: NDArray[np.float64],
    theirs: NDArray[np.float64],
    least: int,
    seed: int,
) -> list[Slice]:
    """Return the score of each part with at least ``least`` users, worst first.

    Args:
        train: What the model learned from.
        users: Ids of the test users, shape (n_users,).
        ours: Their scores by the chosen model.
        theirs: Their scores by the baseline.
        least: Users in a part.
        seed: Of the intervals.
    """
    found = []
    for feature, levels in features(train).items():
        of_user = levels.reindex(users)
        for rank, level in enumerate(levels.cat.categories):
            rows = (of_user == level).to_numpy()
            if rows.sum() >= least:
                found.append(
                    Slice(
                        feature=feature,
                        level=str(level),
                        rank=rank,
                        rows=int(rows.sum()),
                        score=mean(ours[rows], seed),
                        baseline=float(theirs[rows].mean()),
                    )
                )
    return sorted(found, key=lambda each: each.score.value)
