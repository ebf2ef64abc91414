"""The size and power of an A/B test: one formula, solved for n and for the power."""

from math import ceil, sqrt
from statistics import NormalDist

NORMAL = NormalDist()


def sample_size(p1: float, p2: float, alpha: float, wanted: float) -> int:
    """Return the users that each group needs."""
    _check(p1, p2, alpha, wanted)
    alike, apart = _deviations(p1, p2)
    reach = NORMAL.inv_cdf(1 - alpha / 2) * alike + NORMAL.inv_cdf(wanted) * apart
    return ceil((reach / (p1 - p2)) ** 2)


def power(n: int, p1: float, p2: float, alpha: float) -> float:
    """Return the power of a test with n users in each group."""
    _check(p1, p2, alpha, 0.5)
    if n < 1:
        raise ValueError("each group needs a user")
    alike, apart = _deviations(p1, p2)
    reach = sqrt(n) * abs(p1 - p2) - NORMAL.inv_cdf(1 - alpha / 2) * alike
    return NORMAL.cdf(reach / apart)


def _deviations(p1: float, p2: float) -> tuple[float, float]:
    """Return the standard deviation if both are alike, and if they are as far apart as said."""
    mean = (p1 + p2) / 2
    return sqrt(2 * mean * (1 - mean)), sqrt(p1 * (1 - p1) + p2 * (1 - p2))


def _check(p1: float, p2: float, *more: float) -> None:
    if p1 == p2 or not all(0 < each < 1 for each in (p1, p2, *more)):
        raise ValueError("all must be between 0 and 1, and the proportions must differ")
