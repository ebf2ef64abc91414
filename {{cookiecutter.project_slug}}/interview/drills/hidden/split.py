"""The split has many right answers: what must hold of each is judged."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..checking import Case
from ..rows import Rows


def judge(y: np.ndarray, groups: np.ndarray, share: float) -> Callable[[Any], str]:
    """Return what says which promise a split breaks, "" when it keeps all."""
    slack = max(np.unique(groups, return_counts=True)[1])

    def fault(answer: Any) -> str:
        train, test = (np.asarray(side, dtype=int) for side in answer)
        if sorted([*train, *test]) != list(range(len(y))):
            return "gave two sides that are not all rows, each once"
        if list(test) != sorted(test) or list(train) != sorted(train):
            return "gave row numbers that do not ascend"
        if len(both := np.intersect1d(groups[train], groups[test])):
            return f"put group {both[0]} on both sides"
        for one in np.unique(y):
            found, wanted = int((y[test] == one).sum()), share * (y == one).sum()
            if abs(found - wanted) > slack:
                return f"tests on {found} rows of class {one}, right is {wanted:.4g}, +-{slack}"
        return ""

    return fault


def ask(y: np.ndarray, groups: np.ndarray, share: float, seed: int = 0) -> Case:
    """Ask for one split."""
    given = {"y": y, "groups": groups, "share": share, "seed": seed}
    return Case("split", given, judge=judge(y, groups, share))


def random() -> Iterator[Case]:
    """Yield rows alone, sorted and not, in pure and in mixed groups of different sizes."""
    for seed in range(12):
        rng = np.random.default_rng(seed)
        y = np.repeat([0, 1, 2], [40 + seed, 20, 8])
        share = (0.2, 0.25, 0.4)[seed % 3]
        yield ask(y, np.arange(len(y)), share, seed)
        yield ask(rng.permutation(y), rng.permutation(len(y)) + 100, share, seed)
        yield ask(y, 10 * y + np.arange(len(y)) // 3 * 100, share, seed)
        yield ask(rng.permutation(y), np.sort(rng.integers(0, 25, len(y))), share, seed)
        yield ask(y, rng.integers(0, 25, len(y)), share, seed)
    y, alone = np.repeat([0, 1], 30), np.arange(60)
    for share in (0.0, 1.0, 1.5):
        given = {"y": y, "groups": alone, "share": share, "seed": 0}
        yield Case("split", given, raises=ValueError)
    yield Case("split", {"y": y, "groups": alone[:9], "share": 0.2, "seed": 0}, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's classes and the rows that belong together."""
    for seed in range(3):
        yield ask(rows.label, rows.group, 0.25, seed)
    yield ask(rows.label, np.arange(len(rows.label)), 0.25)
