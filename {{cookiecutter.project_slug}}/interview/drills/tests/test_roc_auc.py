# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from roc_auc import roc_auc

ACTUAL = np.array([0, 0, 1, 1])


def test_a_perfect_order_is_one() -> None:
    assert roc_auc(ACTUAL, np.array([1, 2, 3, 4])) == 1.0


def test_the_order_turned_round_is_zero() -> None:
    assert roc_auc(ACTUAL, np.array([4, 3, 2, 1])) == 0.0


def test_one_pair_of_four_is_wrong() -> None:
    assert roc_auc(ACTUAL, np.array([0.1, 0.4, 0.35, 0.8])) == pytest.approx(0.75)


def test_equal_scores_are_half_a_success() -> None:
    assert roc_auc(ACTUAL, np.zeros(4)) == pytest.approx(0.5)
    assert roc_auc(ACTUAL, np.array([1, 2, 2, 3])) == pytest.approx(0.875)


def test_one_class_alone_is_refused() -> None:
    with pytest.raises(ValueError):
        roc_auc(np.ones(4), np.arange(4))
