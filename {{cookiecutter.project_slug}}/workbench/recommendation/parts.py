"""Parts of users and items: thirds of a count, items by popularity, and who gets the places."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..records import Estimate
from ..slices import parts
from ..statistics import interval, resample_sums
from .ranking import NOTHING
from .records import Exposure, ItemPart, Slice

__all__ = [
    "STEPS",
    "by_part",
    "diversity",
    "exposure",
    "item_parts",
    "pairs",
    "reserved",
    "star_errors",
    "thirds",
    "typical",
]

USER, ITEM = "user", "item"
STEPS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0]  # of the items, most popular first


def thirds(values: pd.Series, labels: Sequence[str], form: Callable[[float], str]) -> pd.Series:
    """Return the third of the users that each falls into, as text with the range of the third."""
    order = pd.qcut(values.rank(method="first"), 3, labels=False)
    texts = []
    for number, label in enumerate(labels):
        part = values[order == number]
        low, high = form(part.min()), form(part.max())
        texts.append(f"{label}: {low} to {high}" if low != high else f"{label}: {low}")
    return order.map(dict(enumerate(texts))).astype(pd.CategoricalDtype(texts))


def diversity(lists: NDArray[np.int64], traits: pd.DataFrame) -> float:
    """Return the mean over lists of how little two of their items have in common, 0 to 1.

    One minus the shared traits over all traits of the pair (Jaccard); two items without traits
    are alike.

    Args:
        lists: Item ids, shape (n_users, length).
        traits: Which traits each item has, shape (n_items, n_traits), by item id.
    """
    has = traits.to_numpy(float)[traits.index.get_indexer(pd.Index(lists.ravel()))]
    has = has.reshape(*lists.shape, -1)
    shared = has @ has.transpose(0, 2, 1)
    number = has.sum(axis=2)
    either = number[:, :, None] + number[:, None, :] - shared
    alike = np.divide(shared, either, out=np.ones_like(shared), where=either > 0)
    pairs = ~np.eye(lists.shape[1], dtype=bool)
    return float(1 - alike[:, pairs].mean())


def reserved(lists: NDArray[np.int64], others: NDArray[np.int64], places: int) -> NDArray[np.int64]:
    """Return lists whose last places go to other items, the first that are not in them yet.

    Args:
        lists: Item ids, best first, shape (n_users, length).
        others: Item ids to fill up with, best first, shape (n_users, length).
        places: How many places they get.

    >>> reserved(np.array([[1, 2, 3]]), np.array([[2, 8, 9]]), 1)
    array([[1, 2, 8]])
    """
    kept = lists[:, : lists.shape[1] - places]
    filled = [
        [*first, *[each for each in more if each not in first][:places]]
        for first, more in zip(kept.tolist(), others.tolist(), strict=True)
    ]
    return np.array(filled)


def star_errors(users: pd.Series, errors: NDArray[np.float64], seed: int) -> list[Estimate]:
    """Return RMSE and MAE of predicted stars, with intervals from resampling whole users."""
    sums = pd.DataFrame({"n": 1.0, "square": errors**2, "size": np.abs(errors)})
    n, square, size = resample_sums(sums.groupby(users.to_numpy()).sum(), seed).T
    rmse, mae = float(np.sqrt(np.mean(errors**2))), float(np.mean(np.abs(errors)))
    return [interval(rmse, np.sqrt(square / n)), interval(mae, size / n)]


def pairs(lists: NDArray[np.int64], users: pd.Series) -> pd.DataFrame:
    """Return one row a place that holds an item: ``user`` and ``item``.

    Args:
        lists: Item ids, shape (n_users, length).
        users: Whose list each row is.
    """
    table = pd.DataFrame({USER: np.repeat(users.to_numpy(), lists.shape[1]), ITEM: lists.ravel()})
    return table[table[ITEM] != NOTHING]


def by_part(
    groups: Mapping[str, pd.Series],
    ours: NDArray[np.float64],
    theirs: NDArray[np.float64],
    least: int,
    mean: Callable[[NDArray[np.float64]], Estimate],
) -> list[Slice]:
    """Return the score of each part with at least ``least`` users, worst first.

    Args:
        groups: The ways to cut the users: for each a level, as ordered categories.
        ours: Their scores by the chosen model, in the same order.
        theirs: Their scores by the strongest baseline.
        least: Users in a part.
        mean: From scores to their mean with its interval.

    Raises:
        ConfigError: A feature has no part with so many users.
    """
    scored = [
        Slice(
            **part.named,
            score=mean(ours[part.rows]),
            baseline=float(theirs[part.rows].mean()),
        )
        for part in parts(groups, least)
    ]
    return sorted(scored, key=lambda each: each.score.value)


def typical(train: pd.DataFrame, users: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    """Return users from light to heavy: the one in the middle of each of ``number`` equal parts.

    They are found by how much they took, not by how well they were served.
    """
    taken = train[USER].value_counts().reindex(users).sort_index().sort_values(kind="stable")
    places = (np.arange(number) + 0.5) / number * len(taken)
    return taken.index.to_numpy()[places.astype(int)]


def found(held: pd.DataFrame, offered: pd.DataFrame) -> float:
    """Return which share of the pairs held back was offered."""
    return len(held.merge(offered, on=[USER, ITEM])) / max(1, len(held))


def item_parts(
    named: Mapping[tuple[str, str], pd.Index],
    test: pd.DataFrame,
    ours: pd.DataFrame,
    theirs: pd.DataFrame,
) -> list[ItemPart]:
    """Return which share of the held-back items was offered, part by part.

    Args:
        named: The items of each part, by its level and the rule that it goes by.
        test: ``user`` and ``item`` of what was held back.
        ours: The same of each place in the first ten of the chosen model.
        theirs: The same of the baseline.
    """
    scored = []
    for (level, rule), items in named.items():
        held = test[test[ITEM].isin(items)]
        scored.append(
            ItemPart(
                level=level,
                rule=rule,
                items=len(items),
                held=len(held),
                found=found(held, ours),
                baseline=found(held, theirs),
            )
        )
    return scored


def exposure(
    ranked: pd.Index, train: pd.DataFrame, ours: pd.DataFrame, theirs: pd.DataFrame
) -> list[Exposure]:
    """Return which share of views and of places goes to the most popular items.

    Args:
        ranked: The items, most popular first.
        train: What the model learned from.
        ours: ``user`` and ``item`` of each place in the first ten of the chosen model.
        theirs: The same of the baseline.
    """
    steps = []
    for part in STEPS:
        top = ranked[: max(1, round(part * len(ranked)))]
        views, mine, other = (float(each[ITEM].isin(top).mean()) for each in (train, ours, theirs))
        steps.append(Exposure(items=part, views=views, ours=mine, baseline=other))
    return steps
