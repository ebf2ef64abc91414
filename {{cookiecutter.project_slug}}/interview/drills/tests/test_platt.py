# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from platt import calibrate, fit


def test_two_and_two_by_hand() -> None:
    """Targets are 3/4 and 1/4, so sigmoid(a) = 3/4 and a is the log of 3."""
    a, b = fit(np.array([-1.0, -1.0, 1.0, 1.0]), np.array([0, 0, 1, 1]))
    assert a == pytest.approx(np.log(3))
    assert b == pytest.approx(0.0, abs=1e-9)


def test_targets_are_softened_by_the_size_of_each_class() -> None:
    a, b = fit(np.array([0.0, 1.0, 1.0, 1.0]), np.array([0, 1, 1, 1]))
    assert calibrate(np.array([0.0, 1.0]), a, b) == pytest.approx([1 / 3, 4 / 5])


def test_the_unit_of_the_score_does_not_matter() -> None:
    score, label = np.array([0.1, 0.4, 0.5, 0.9]), np.array([0, 1, 0, 1])
    small, large = fit(score, label), fit(1000 * score, label)
    assert calibrate(score, *small) == pytest.approx(calibrate(1000 * score, *large))


def test_a_score_that_falls_with_the_label_gets_a_negative_slope() -> None:
    assert fit(np.array([3.0, 1.0, 2.0, 0.0]), np.array([0, 1, 0, 1]))[0] < 0


def test_a_class_that_is_missing_is_refused() -> None:
    with pytest.raises(ValueError):
        fit(np.array([0.1, 0.2]), np.array([1, 1]))


@pytest.mark.filterwarnings("error")
def test_huge_scores_give_no_warning() -> None:
    assert calibrate(np.array([-1e4, 0.0, 1e4]), 1.0, 0.0) == pytest.approx([0.0, 0.5, 1.0])
