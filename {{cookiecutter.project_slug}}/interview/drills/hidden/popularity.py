"""Popularity and hit rate against tables of pandas."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..checking import Case
from ..rows import Rows

Views = list[tuple[int, int]]


def counted(views: Views) -> list[int]:
    """Return the items by users, then by number."""
    table = pd.DataFrame(views, columns=["user", "item"])
    users = table.groupby("item")["user"].nunique().reset_index()
    return users.sort_values(["user", "item"], ascending=[False, True])["item"].tolist()


def hits(train: Views, test: Views, k: int) -> float:
    """Return the share of users with a hit, one user at a time."""
    order, seen, wanted = counted(train), set(train), set(test)
    found = []
    for user in {user for user, _ in test}:
        offered = [item for item in order if (user, item) not in seen][:k]
        found.append(any((user, item) in wanted for item in offered))
    return float(np.mean(found))


def ask(train: Views, test: Views, k: int) -> Iterator[Case]:
    """Ask for the order, and for the share of hits."""
    yield Case("most_popular", {"views": train}, np.array(counted(train)))
    yield Case("hit_rate", {"train": train, "test": test, "k": k}, hits(train, test, k))


def random() -> Iterator[Case]:
    """Yield a few users with repeated views, new users, and long lists."""
    for seed in range(12):
        rng = np.random.default_rng(seed)
        pairs = rng.integers([0, 100], [6, 109], (12 + 2 * seed, 2))
        views = [(int(user), int(item)) for user, item in pairs]
        cut = len(views) * 2 // 3
        yield from ask(views[:cut], views[cut:], 1 + seed % 4)
    yield Case("hit_rate", {"train": views, "test": [], "k": 3}, raises=ValueError)
    yield Case("hit_rate", {"train": views, "test": views, "k": 0}, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield pairs of the project: every fourth is hidden, then asked for."""
    views = rows.views[:: 1 + len(rows.views) // 800]
    train = [pair for number, pair in enumerate(views) if number % 4]
    for k in (1, 10):
        yield from ask(train, views[::4], k)
