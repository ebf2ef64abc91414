# ruff: noqa: PT011 - in which words an error is told is up to you
import math

import numpy as np
import pytest
from log_loss import log_loss


def test_no_opinion_costs_the_log_of_two() -> None:
    assert log_loss(np.array([0, 1]), np.array([0.5, 0.5])) == pytest.approx(math.log(2))


def test_each_class_has_its_own_term() -> None:
    found = log_loss(np.array([1, 0]), np.array([0.9, 0.2]))
    assert found == pytest.approx(-(math.log(0.9) + math.log(0.8)) / 2)


def test_certain_and_wrong_is_finite() -> None:
    assert log_loss(np.array([1]), np.array([0.0]), clip=1e-6) == pytest.approx(-math.log(1e-6))


def test_certain_and_right_costs_almost_nothing() -> None:
    assert log_loss(np.array([1, 0]), np.array([1.0, 0.0])) < 1e-12


@pytest.mark.parametrize("probability", [[0.5, 1.2], [0.5, float("nan")], [0.5]])
def test_what_is_no_probability_is_refused(probability: list[float]) -> None:
    with pytest.raises(ValueError):
        log_loss(np.array([0, 1]), np.array(probability))
