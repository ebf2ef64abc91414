# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from confusion import confusion, f1

ACTUAL = np.array([1, 1, 1, 0, 0, 0, 0])
PREDICTED = np.array([1, 1, 0, 1, 0, 0, 0])


def test_each_cell() -> None:
    assert tuple(confusion(ACTUAL, PREDICTED)) == (3, 1, 1, 2)  # tn, fp, fn, tp


def test_the_sides_are_not_the_same() -> None:
    assert tuple(confusion(np.array([0, 0]), np.array([1, 1]))) == (0, 2, 0, 0)


def test_f1_by_hand() -> None:
    assert f1(ACTUAL, PREDICTED) == pytest.approx(2 / 3)  # precision and recall are 2/3


def test_nothing_predicted_positive_is_zero() -> None:
    assert f1(ACTUAL, np.zeros(7, dtype=int)) == 0.0


def test_nothing_positive_is_zero() -> None:
    assert f1(np.zeros(7, dtype=int), np.zeros(7, dtype=int)) == 0.0


@pytest.mark.parametrize("bad", [[1, 0], [1, 1, 1, 0, 0, 0, 2]])
def test_shapes_and_classes_are_checked(bad: list[int]) -> None:
    with pytest.raises(ValueError):
        confusion(ACTUAL, np.array(bad))
