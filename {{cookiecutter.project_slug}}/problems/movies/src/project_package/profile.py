"""What the data is like and how it was cut: the part of the facts that prepare knows."""

import numpy as np
import pandas as pd
from omegaconf import DictConfig

from workbench.records import Check, Count

from .data_facts import Data, DataReport, Period, Split, Spread
from .interactions import DAY, ITEM, RATING, TIME, USER

HEAD = 0.1  # of the films, the most watched: the head of the long tail
NO_GENRES = "(no genres listed)"
NONE = "none"


def date(seconds: float) -> str:
    """Return the day of a moment.

    >>> date(0)
    '1970-01-01'
    """
    return f"{pd.Timestamp(seconds, unit='s'):%Y-%m-%d}"


def spread(counts: pd.Series) -> Spread:
    """Return the ends and the middle of counts."""
    return Spread(least=int(counts.min()), median=float(counts.median()), most=int(counts.max()))


def by_views(table: pd.DataFrame) -> pd.Series:
    """Return the number of viewers by film id, most watched first; ties by id."""
    views = table[ITEM].value_counts().sort_index()
    return views.sort_values(ascending=False, kind="stable")


def head_films(table: pd.DataFrame) -> pd.Index:
    """Return the most watched tenth of the films."""
    ranked = by_views(table).index
    return ranked[: max(1, round(HEAD * len(ranked)))]


def period(table: pd.DataFrame) -> Period:
    """Return how much there is, and from when to when."""
    return Period(
        rows=len(table),
        users=table[USER].nunique(),
        films=table[ITEM].nunique(),
        first=date(table[TIME].min()),
        last=date(table[TIME].max()),
    )


def check(name: str, question: str, finding: str, value: int) -> Check:
    """Return the record of something that must not occur."""
    return Check(
        name=name,
        question=question,
        finding=finding,
        limit=NONE,
        value=value,
        passed=value == 0,
    )


def split_checks(train: pd.DataFrame, test: pd.DataFrame) -> list[Check]:
    """Return what the split must not allow, each with the number found."""
    last = train.groupby(USER)[TIME].max()
    return [
        check(
            "same rating",
            "Is a rating in both parts?",
            "pairs of user and film in both",
            len(test.merge(train, on=[USER, ITEM])),
        ),
        check(
            "time order",
            "Did a user give a held-back rating before one that the model learns from?",
            "held-back ratings older than the user's last training rating",
            int((test[TIME] < test[USER].map(last)).sum()),
        ),
        check(
            "nobody new",
            "Is a user asked about of whom nothing is known?",
            "test users without a training rating",
            int((~test[USER].drop_duplicates().isin(last.index)).sum()),
        ),
    ]


def describe(table: pd.DataFrame, films: pd.DataFrame, counts: list[Count], liked: float) -> Data:
    """Return what the documents say about the table."""
    by_user, by_film = table.groupby(USER), table[ITEM].value_counts()
    visit = by_user[TIME].max() - by_user[TIME].min()
    return Data(
        ratings=len(table),
        users=by_user.ngroups,
        films=len(by_film),
        density=len(table) / (by_user.ngroups * len(by_film)),
        counts=counts,
        first=date(table[TIME].min()),
        last=date(table[TIME].max()),
        mean_rating=float(table[RATING].mean()),
        liked=float((table[RATING] >= liked).mean()),
        by_user=spread(by_user.size()),
        by_film=spread(by_film),
        seen_once=float((by_film == 1).mean()),
        head=HEAD,
        head_ratings=float(table[ITEM].isin(head_films(table)).mean()),
        visit_hours=float(visit.median() / 3600),
        one_day=float((visit < DAY).mean()),
        without_year=int(films["year"].isna().sum()),
        without_genres=int((films["genres"] == NO_GENRES).sum()),
    )


def profile(
    train: pd.DataFrame,
    test: pd.DataFrame,
    films: pd.DataFrame,
    counts: list[Count],
    config: DictConfig,
) -> DataReport:
    """Return what the documents say about the data and the split."""
    table = pd.concat([train, test], ignore_index=True)
    last = test[USER].map(train.groupby(USER)[TIME].max())
    return DataReport(
        data=describe(table, films, counts, config.data.liked),
        split=Split(
            asked_share=config.data.test_share,
            share=len(test) / len(table),
            train=period(train),
            test=period(test),
            future=float((train[TIME] > np.median(test[TIME])).mean()),
            tied=float((test[TIME] == last).mean()),
            new_films=float((~test[ITEM].isin(train[ITEM])).mean()),
            checks=split_checks(train, test),
        ),
    )
