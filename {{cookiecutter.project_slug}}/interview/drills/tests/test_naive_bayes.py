# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from naive_bayes import log_probabilities

COUNTS = np.array([[2, 0], [1, 1], [0, 3]])
Y = np.array([4, 4, 9])


def test_by_hand() -> None:
    classes, logs = log_probabilities(COUNTS, Y, np.array([[1, 0]]), alpha=1.0)
    assert classes.tolist() == [4, 9]
    ham, spam = 2 / 3 * 4 / 6, 1 / 3 * 1 / 5
    assert np.exp(logs[0]) == pytest.approx([ham / (ham + spam), spam / (ham + spam)])


def test_the_probabilities_add_up() -> None:
    _, logs = log_probabilities(COUNTS, Y, COUNTS)
    assert np.exp(logs).sum(axis=1) == pytest.approx(np.ones(3))


def test_an_empty_text_leaves_the_shares_of_the_classes() -> None:
    _, logs = log_probabilities(COUNTS, Y, np.array([[0, 0]]))
    assert np.exp(logs[0]) == pytest.approx([2 / 3, 1 / 3])


def test_a_long_text_does_not_underflow() -> None:
    _, logs = log_probabilities(COUNTS, Y, np.array([[0, 5000]]))
    assert np.isfinite(logs).all()
    assert logs[0, 1] == pytest.approx(0.0)


@pytest.mark.parametrize("alpha", [0.0, -1.0])
def test_smoothing_is_needed(alpha: float) -> None:
    with pytest.raises(ValueError):
        log_probabilities(COUNTS, Y, COUNTS, alpha)
