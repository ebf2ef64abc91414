# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from bootstrap import compare

HARD = np.linspace(0, 100, 50)  # some rows are much harder than others, for both models


def test_the_difference_is_that_of_the_rows_themselves() -> None:
    difference, low, high = compare(np.array([3.0, 5.0]), np.array([1.0, 1.0]), 200, seed=0)
    assert difference == pytest.approx(3.0)
    assert low <= difference <= high


def test_what_is_hard_for_both_cancels_out() -> None:
    difference, low, high = compare(HARD + 1, HARD, 200, seed=0)
    assert (difference, low, high) == pytest.approx((1.0, 1.0, 1.0))


def test_the_width_is_about_four_standard_errors() -> None:
    rng = np.random.default_rng(0)
    theirs = rng.normal(size=400)
    _, low, high = compare(theirs + rng.normal(size=400), theirs, 1000, seed=1)
    assert high - low == pytest.approx(2 * 1.96 / 20, rel=0.2)


def test_the_seed_decides() -> None:
    ours = HARD**0.5
    first, again, other = (compare(ours, HARD, 100, seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


@pytest.mark.parametrize("theirs", [[], [1.0]])
def test_rows_must_match(theirs: list[float]) -> None:
    with pytest.raises(ValueError):
        compare(np.array([1.0, 2.0]) if theirs else np.array([]), np.array(theirs), 10, seed=0)
