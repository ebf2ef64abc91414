"""Negative samples have many right answers: what must hold of many draws is judged."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..checking import Case
from ..rows import Rows
from .reservoir import FAR, Draws

Views = list[tuple[int, int]]


def ask(views: Views, k: int, power: float, seed: int = 0) -> Case:
    """Ask for negatives, none of which their user has viewed, as often as their popularity says."""
    popular, seen = Counter(item for _, item in views), set(views)

    def fault(answer: Any) -> str:
        found = np.asarray(answer)
        if found.shape != (len(views), k):
            return f"has shape {found.shape}, right is {(len(views), k)}"
        for (user, _), row in zip(views, found.tolist(), strict=True):
            for item in row:
                if (user, item) in seen:
                    return f"gives user {user} item {item}, which this user has viewed"
                if item not in popular:
                    return f"gives item {item}, which nobody has viewed"
        return _rare(views, found, popular, power)

    given = {"views": views, "k": k, "power": power, "rng": Draws(np.random.PCG64(seed))}
    return Case("negatives", given, judge=fault)


def _rare(views: Views, found: np.ndarray, popular: Counter[int], power: float) -> str:
    """Say which item comes too often or too seldom, summed over all users."""
    right, spread = Counter[int](), Counter[int]()
    seen = {user: {item for who, item in views if who == user} for user, _ in views}
    for user, number in Counter(user for user, _ in views).items():
        weights = {i: n**power for i, n in popular.items() if i not in seen[user]}
        total, draws = sum(weights.values()), number * found.shape[1]
        for item, weight in weights.items():
            right[item] += draws * weight / total
            spread[item] += draws * weight / total * (1 - weight / total)
    counts = Counter(found.ravel().tolist())
    for item, expected in right.items():
        if abs(counts[item] - expected) > FAR * max(spread[item], 1) ** 0.5:
            return f"gives item {item} {counts[item]} times, right is about {expected:.0f}"
    return ""


def random() -> Iterator[Case]:
    """Yield few and many draws, with views that are repeated and items of all popularities."""
    for seed, power in enumerate((0.0, 0.5, 0.75, 1.0)):
        rng = np.random.default_rng(seed)
        items = np.minimum(rng.geometric(0.25, 40), 9) * 10
        views = [
            (int(user), int(item)) for user, item in zip(rng.integers(0, 8, 40), items, strict=True)
        ]
        views += [(20, 10), (20, 10), (21, 20), (22, 500)]
        yield ask(views, 3, power, seed)
        yield ask(views, 200, power, seed)
    yield ask([(1, 5), (2, 6)], 4, 1.0)
    given = {"k": 2, "power": 1.0, "rng": Draws(np.random.PCG64(0))}
    yield Case("negatives", {"views": [(1, 5), (1, 6), (2, 5)], **given}, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield pairs of the project; of each user one item is left out, so that something is left."""
    views = rows.views[:: 1 + len(rows.views) // 400]
    items = sorted({item for _, item in views})
    users = sorted({user for user, _ in views})
    out = {(user, items[number % len(items)]) for number, user in enumerate(users)}
    yield ask([pair for pair in views if pair not in out], 5, 0.75)
