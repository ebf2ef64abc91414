"""The paired bootstrap against scipy's; the ends of two random intervals are never quite equal."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from scipy.stats import bootstrap

from ..checking import Case
from ..rows import Rows, standardized

RESAMPLES = 10_000
SLACK = 0.05  # of the interval's width: five standard errors of the difference of two ends


def judge(ours: np.ndarray, theirs: np.ndarray) -> Callable[[Any], str]:
    """Return what says how far an answer is from scipy's."""
    right = bootstrap(
        (ours, theirs),
        lambda a, b, axis: a.mean(axis=axis) - b.mean(axis=axis),
        paired=True,
        n_resamples=RESAMPLES,
        method="percentile",
        rng=0,
    ).confidence_interval
    difference = ours.mean() - theirs.mean()
    near = SLACK * (right.high - right.low) + 1e-9

    def fault(answer: Any) -> str:
        middle, low, high = answer
        if abs(middle - difference) > 1e-9:
            return f"gave the difference {middle:.6g}, right is {difference:.6g}"
        if abs(low - right.low) > near or abs(high - right.high) > near:
            wanted = f"about {right.low:.4g} to {right.high:.4g}"
            return f"gave the interval {low:.4g} to {high:.4g}, right is {wanted}"
        return ""

    return fault


def ask(ours: np.ndarray, theirs: np.ndarray, seed: int) -> Case:
    """Ask for one comparison."""
    given = {"ours": ours, "theirs": theirs, "resamples": RESAMPLES, "seed": seed}
    return Case("compare", given, judge=judge(ours, theirs))


def random() -> Iterator[Case]:
    """Yield losses that go together, that do not, and with a long tail."""
    for seed in range(2):
        rng = np.random.default_rng(seed)
        hard = 10 * rng.random(100)
        yield ask(hard + rng.normal(size=100), hard + 0.3, seed)
        yield ask(rng.random(60), rng.random(60), seed)
    far = rng.lognormal(0, 1.5, 41)
    yield ask(far, rng.normal(size=41), 7)
    for ours, theirs in ((far, far[1:]), (far[:0], far[:0])):
        given = {"ours": ours, "theirs": theirs, "resamples": 10, "seed": 0}
        yield Case("compare", given, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the errors of two guesses of the project's number: its mean and its median."""
    y = standardized(rows.number)
    yield ask(np.abs(y - y.mean()), np.abs(y - np.median(y)), 1)
    yield ask(np.abs(y), np.abs(y - 0.2 * standardized(rows.X)[:, 0]), 2)
