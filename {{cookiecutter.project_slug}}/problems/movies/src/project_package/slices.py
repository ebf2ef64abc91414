"""For whom the lists are good: the score on parts of the test users."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.documents.wording import share, whole
from workbench.errors import check_parts

from .facts import Slice
from .interactions import DAY, ITEM, TIME, USER
from .metrics import behind, mean
from .profile import head_films
from .protocol_facts import Visit

VISITS = ["one day", "longer"]


def thirds(values: pd.Series, labels: list[str], form: Callable[[float], str]) -> pd.Series:
    """Return the third of the users that each falls into, as text with the range of the third."""
    order = pd.qcut(values.rank(method="first"), 3, labels=False)
    texts = []
    for number, label in enumerate(labels):
        part = values[order == number]
        low, high = form(part.min()), form(part.max())
        texts.append(f"{label}: {low} to {high}" if low != high else f"{label}: {low}")
    return order.map(dict(enumerate(texts))).astype(pd.CategoricalDtype(texts))


def visit(train: pd.DataFrame) -> pd.Series:
    """Return whether all that is known of each user was rated within one day."""
    times = train.groupby(USER)[TIME]
    short = times.max() - times.min() < DAY
    return pd.Series(pd.Categorical(np.where(short, *VISITS), VISITS), short.index)


def features(train: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the ways to cut the users: for each a level, as ordered categories, by user id."""
    by_user = train.groupby(USER)
    times = by_user[TIME]
    year = pd.to_datetime(times.max(), unit="s").dt.year
    head = train[ITEM].isin(head_films(train)).groupby(train[USER]).mean()
    return {
        "ratings known": thirds(by_user.size(), ["light", "medium", "heavy"], whole),
        "last active": thirds(year, ["early", "middle", "late"], "{:.0f}".format),
        "time on the site": visit(train),
        "popular films watched": thirds(head, ["few", "some", "most"], share),
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

    Raises:
        ConfigError: A feature has no part with so many users.
    """
    found, cuts = [], features(train)
    for feature, levels in cuts.items():
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
    check_parts(cuts, [each.feature for each in found], least)
    return sorted(found, key=lambda each: each.score.value)


def visits(
    train: pd.DataFrame,
    users: pd.Series,
    ours: NDArray[np.float64],
    theirs: NDArray[np.float64],
    seed: int,
) -> list[Visit]:
    """Return how far ``ours`` is behind ``theirs`` for short and for long visits."""
    levels = visit(train).reindex(users).to_numpy()
    return [
        Visit(level=level, rows=int(rows.sum()), behind=behind(ours[rows], theirs[rows], seed))
        for level in VISITS
        for rows in [levels == level]
        if rows.any()
    ]
