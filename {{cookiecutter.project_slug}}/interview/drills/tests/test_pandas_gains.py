import numpy as np
from pandas_gains import gains

LABEL = np.array([0, 1, 1, 0, 0, 1])
SCORE = np.array([0.1, 0.9, 0.8, 0.3, 0.4, 0.2])


def test_the_highest_scores_come_first() -> None:
    found = gains(LABEL, SCORE, 3)
    assert found["positives"].tolist() == [2, 0, 1]
    assert found["share"].tolist() == [1.0, 0.0, 0.5]


def test_found_adds_up_to_all() -> None:
    np.testing.assert_allclose(gains(LABEL, SCORE, 3)["found"], [2 / 3, 2 / 3, 1.0])


def test_parts_differ_by_one_row_at_most() -> None:
    found = gains(LABEL, SCORE, 4)
    assert found["rows"].tolist() == [2, 2, 1, 1]
    assert found.index.tolist() == [1, 2, 3, 4]


def test_a_tie_goes_to_the_row_that_comes_first() -> None:
    assert gains(np.array([1, 0, 0, 1]), np.zeros(4), 2)["positives"].tolist() == [1, 1]
    assert gains(np.array([1, 1, 0, 0]), np.zeros(4), 2)["positives"].tolist() == [2, 0]
