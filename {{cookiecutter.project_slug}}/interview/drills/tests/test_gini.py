import numpy as np
import pytest
from gini import best_split, gini


def test_impurity_by_hand() -> None:
    assert gini(np.array([1, 1, 1])) == 0.0
    assert gini(np.array([0, 1])) == pytest.approx(0.5)
    assert gini(np.array([0, 1, 2, 2])) == pytest.approx(1 - (1 + 1 + 4) / 16)
    assert gini(np.array([])) == 0.0


def test_a_clean_cut() -> None:
    x = np.array([8.0, 1.0, 2.0, 9.0])
    assert best_split(x, np.array([1, 0, 0, 1])) == (5.0, 0.0)


def test_sides_weigh_by_their_rows() -> None:
    x = np.array([1.0, 2.0, 3.0, 4.0])
    threshold, impurity = best_split(x, np.array([0, 1, 0, 0]))
    assert threshold == 2.5
    assert impurity == pytest.approx(0.25)  # half the rows have 0.5, the others 0


def test_equal_values_stay_together() -> None:
    x = np.array([1.0, 1.0, 2.0])
    assert best_split(x, np.array([0, 1, 1]))[0] == 1.5


def test_a_tie_goes_to_the_smallest_threshold() -> None:
    x = np.array([1.0, 2.0, 3.0])
    assert best_split(x, np.array([0, 1, 0]))[0] == 1.5


def test_nothing_to_split() -> None:
    assert best_split(np.ones(3), np.array([0, 1, 1])) is None
