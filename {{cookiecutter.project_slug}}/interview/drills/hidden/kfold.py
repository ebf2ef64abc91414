"""Folds are judged by what must hold; predictions are compared with scikit-learn."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import KFold, cross_val_predict

from ..checking import Case
from ..rows import Rows, standardized


def judge(n: int, k: int) -> Callable[[Any], str]:
    """Return what says which promise the folds break, "" when they keep all."""
    sizes = [n // k + (number < n % k) for number in range(k)]

    def fault(answer: Any) -> str:
        cuts = [(list(train), list(part)) for train, part in answer]
        if [len(part) for _, part in cuts] != sizes:
            return f"validates {[len(part) for _, part in cuts]} rows, right is {sizes}"
        if sorted(row for _, part in cuts for row in part) != list(range(n)):
            return "does not validate each row exactly once"
        for number, (train, part) in enumerate(cuts):
            if train != sorted(set(range(n)).difference(part)) or part != sorted(part):
                return f"trains fold {number} not on all the other rows, in ascending order"
        together = cuts[0][1] == list(range(sizes[0]))
        return "validates the first rows first: nothing is shuffled" if together and n > 9 else ""

    return fault


def linear(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """Fit a linear regression."""
    return LinearRegression().fit(X, y).predict


def predictions(X: np.ndarray, y: np.ndarray, k: int, seed: int) -> Case:
    """Ask for out-of-fold predictions of a linear regression."""
    cutter = KFold(k, shuffle=True, random_state=seed)
    right = cross_val_predict(LinearRegression(), X, y, cv=cutter)
    given = {"X": X, "y": y, "fit": linear, "cuts": list(cutter.split(X))}
    return Case("out_of_fold", given, right, close=1e-6)


def random() -> Iterator[Case]:
    """Yield many sizes, also those that do not divide, and some fits."""
    for n, k in [(2, 2), (5, 5), (10, 3), (11, 4), (50, 7), (101, 10)]:
        yield Case("folds", {"n": n, "k": k, "seed": n}, judge=judge(n, k))
    for k in (-1, 0, 1, 8):
        yield Case("folds", {"n": 7, "k": k, "seed": 0}, raises=ValueError)
    for seed in range(4):
        rng = np.random.default_rng(seed)
        yield predictions(rng.normal(size=(30, 2)), rng.normal(size=30), 3 + seed, seed)
    given = {"X": np.ones((3, 1)), "y": np.arange(3), "fit": linear}
    cuts = [(np.array([0, 1]), np.array([2]))]
    yield Case("out_of_fold", {**given, "cuts": cuts}, judge=left_out)


def left_out(answer: Any) -> str:
    """Say what is wrong where only the last row of three is validated."""
    found = np.asarray(answer, dtype=float)
    right = found.shape == (3,) and np.isnan(found[:2]).all() and abs(found[2] - 0.5) < 1e-8
    return "" if right else f"gave {found}, right is [nan, nan, 0.5]"


def own(rows: Rows) -> Iterator[Case]:
    """Yield folds over the project's rows, and predictions of its number."""
    n = len(rows.number)
    yield Case("folds", {"n": n, "k": 5, "seed": 1}, judge=judge(n, 5))
    yield predictions(standardized(rows.X)[:, :1], rows.number, 5, 1)
