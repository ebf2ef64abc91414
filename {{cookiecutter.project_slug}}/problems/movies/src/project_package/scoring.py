"""The test set in numbers: every metric of every list, with its interval over users."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.records import Candidate, Estimate

from . import metrics
from .beyond import beyond
from .facts import Scores, TestResult
from .interactions import ITEM, RATING, USER

Lists = Mapping[str, NDArray[np.int64]]


class Tables(NamedTuple):
    """What a test is made of: rows to learn from, rows held back, films, and who asks when."""

    train: pd.DataFrame
    test: pd.DataFrame
    films: pd.DataFrame
    asked: pd.DataFrame


def scores(lists: NDArray[np.int64], tables: Tables, liked: float, seed: int) -> Scores:
    """Return every metric of one model's lists.

    Args:
        lists: Film ids, shape (n_users, LENGTH).
        tables: The test.
        liked: Stars from which on a film counts as liked; users without one do not count there.
        seed: Of the intervals.
    """
    users, best = tables.asked[USER], tables.test[tables.test[RATING] >= liked]
    hits, relevant = metrics.hits(lists, users, tables.test)
    happy = users.isin(best[USER]).to_numpy()
    pleased, many = metrics.hits(lists[happy], users[happy], best)

    def of(values: NDArray[np.float64]) -> Estimate:
        return metrics.mean(values, seed)

    return Scores(
        ndcg=of(metrics.headline(hits, relevant)),
        recall=of(metrics.recall(hits, relevant)),
        long_recall=of(metrics.recall(hits, relevant, metrics.LONG)),
        hit_rate=of(metrics.hit_rate(hits)),
        precision=of(metrics.precision(hits)),
        mrr=of(metrics.reciprocal_rank(hits)),
        map=of(metrics.average_precision(hits, relevant)),
        liked_ndcg=of(metrics.headline(pleased, many)),
    )


def results(
    lists: Lists, tables: Tables, candidates: Mapping[str, Candidate], liked: float, seed: int
) -> dict[str, TestResult]:
    """Return the test scores of the chosen model and of each baseline, by name."""
    return {
        name: TestResult(
            key=name,
            label=candidates[name].label,
            scores=scores(each, tables, liked, seed),
            beyond=beyond(each, tables.asked, tables.train, tables.films),
        )
        for name, each in lists.items()
    }


def by_user(lists: Lists, tables: Tables) -> dict[str, NDArray[np.float64]]:
    """Return the headline metric of each user, shape (n_users,), by model."""
    users = tables.asked[USER]
    return {
        name: metrics.headline(*metrics.hits(each, users, tables.test))
        for name, each in lists.items()
    }


def pairs(lists: NDArray[np.int64], users: pd.Series) -> pd.DataFrame:
    """Return one row a place of the first ten: ``user`` and ``item``."""
    shown = lists[:, : metrics.SHORT]
    return pd.DataFrame({USER: np.repeat(users.to_numpy(), shown.shape[1]), ITEM: shown.ravel()})
