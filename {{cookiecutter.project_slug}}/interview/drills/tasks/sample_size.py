"""Drill: how many users an A/B test needs. numpy and Python only.

The two-sided z-test of two proportions, p1 in the control group and p2 in the other, both of n
users. With q = 1 - p, the mean proportion m = (p1 + p2) / 2, and z(x) the quantile of the standard
normal distribution (statistics.NormalDist has it), the test has power w when

    n = (z(1 - alpha / 2) * sqrt(2 * m * (1 - m)) + z(w) * sqrt(p1 * q1 + p2 * q2))^2 / (p1 - p2)^2
"""


def sample_size(p1: float, p2: float, alpha: float, wanted: float) -> int:
    """Return the users that each group needs, rounded up.

    Args:
        p1: Proportion in the control group, such as 0.10.
        p2: The proportion that the test should be able to tell from it, above or below.
        alpha: Probability of a false alarm that is accepted, such as 0.05.
        wanted: Power, the probability of finding the difference if it is there, such as 0.8.

    Raises:
        ValueError: A number is not between 0 and 1 (both excluded), or p1 equals p2.
    """
    raise NotImplementedError


def power(n: int, p1: float, p2: float, alpha: float) -> float:
    """Return the power of a test with ``n`` users in each group: the formula solved for w.

    Raises:
        ValueError: As for ``sample_size``, or n is below 1.
    """
    raise NotImplementedError
