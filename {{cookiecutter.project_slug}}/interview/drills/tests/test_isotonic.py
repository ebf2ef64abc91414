import numpy as np
from isotonic import calibrate


def test_labels_that_rise_stay() -> None:
    assert calibrate(np.array([0.1, 0.2, 0.3]), np.array([0, 0, 1])).tolist() == [0, 0, 1]


def test_a_violation_is_pooled() -> None:
    found = calibrate(np.array([0.1, 0.2, 0.3, 0.4]), np.array([0, 1, 0, 1]))
    assert found.tolist() == [0.0, 0.5, 0.5, 1.0]


def test_pooling_goes_on_to_the_left() -> None:
    found = calibrate(np.arange(5.0), np.array([0, 1, 1, 0, 0]))
    assert found.tolist() == [0.0, 0.5, 0.5, 0.5, 0.5]


def test_equal_scores_get_the_same_value() -> None:
    found = calibrate(np.array([0.5, 0.5, 0.9]), np.array([1, 0, 1]))
    assert found.tolist() == [0.5, 0.5, 1.0]


def test_the_order_of_the_rows_stays() -> None:
    found = calibrate(np.array([0.4, 0.1, 0.3, 0.2]), np.array([1, 0, 0, 1]))
    assert found.tolist() == [1.0, 0.0, 0.5, 0.5]


def test_blocks_weigh_as_many_rows_as_they_have() -> None:
    score = np.array([1.0, 1.0, 1.0, 2.0])
    assert calibrate(score, np.array([1, 1, 0, 0])).tolist() == [0.5] * 4
