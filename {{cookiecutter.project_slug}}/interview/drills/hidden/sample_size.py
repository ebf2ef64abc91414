"""Sizes and powers against the quantiles of scipy."""

from collections.abc import Iterator

import numpy as np
from scipy.stats import norm

from ..checking import Case
from ..rows import Rows


def needed(p1: float, p2: float, alpha: float, wanted: float) -> float:
    """Return the size before it is rounded."""
    mean = np.mean([p1, p2])
    first = norm.ppf(1 - alpha / 2) * np.sqrt(2 * mean * (1 - mean))
    second = norm.ppf(wanted) * np.sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    return float(((first + second) / (p1 - p2)) ** 2)


def ask(p1: float, p2: float, alpha: float, wanted: float) -> Iterator[Case]:
    """Ask for the size, and for the power at a size that is known to give it."""
    exact = needed(p1, p2, alpha, wanted)
    given = {"p1": p1, "p2": p2, "alpha": alpha}
    yield Case("sample_size", {**given, "wanted": wanted}, int(np.ceil(exact)))
    n = int(np.ceil(exact))
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if needed(p1, p2, alpha, middle) < n else (low, middle)
    yield Case("power", {"n": n, **given}, low, close=1e-6)


def random() -> Iterator[Case]:
    """Yield rare and common events, small and large differences, and what is refused."""
    for p1, p2 in ((0.01, 0.012), (0.1, 0.15), (0.5, 0.45), (0.9, 0.93), (0.3, 0.6)):
        for alpha, wanted in ((0.05, 0.8), (0.01, 0.9), (0.1, 0.55)):
            yield from ask(p1, p2, alpha, wanted)
    for p1, p2, alpha, wanted in ((0.2, 0.2, 0.05, 0.8), (1.0, 0.2, 0.05, 0.8), (0.1, 0.2, 0, 0.8)):
        given = {"p1": p1, "p2": p2, "alpha": alpha}
        yield Case("sample_size", {**given, "wanted": wanted}, raises=ValueError)
        yield Case("power", {"n": 10, **given}, raises=ValueError)
    yield Case("power", {"n": 0, "p1": 0.1, "p2": 0.2, "alpha": 0.05}, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the share of label 1 in the project, and a tenth less."""
    share = float(np.mean(rows.label))
    yield from ask(share, 0.9 * share, 0.05, 0.8)
