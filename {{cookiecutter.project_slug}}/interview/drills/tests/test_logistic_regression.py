import numpy as np
import pytest
from logistic_regression import fit, sigmoid

X = np.array([[0.0], [2.0]])
Y = np.array([0, 1])


def test_sigmoid_in_the_middle_and_at_the_ends() -> None:
    assert sigmoid(np.array([0.0])).tolist() == [0.5]
    assert sigmoid(np.array([-1000.0, 1000.0])) == pytest.approx([0.0, 1.0])


def test_no_step_stays_at_zero() -> None:
    w, b = fit(X, Y, rate=1.0, steps=0)
    assert w.tolist() == [0.0]
    assert b == 0.0


def test_the_first_step_by_hand() -> None:
    w, b = fit(X, Y, rate=1.0, steps=1)  # errors are 1/2 and -1/2
    assert w == pytest.approx([0.5])
    assert b == pytest.approx(0.0)


def test_the_second_step_moves_w_and_b_from_the_same_point() -> None:
    w, b = fit(X, Y, rate=1.0, steps=2)  # probabilities are now 1/2 and sigmoid(1) = 0.731059
    assert w == pytest.approx([0.768941], abs=1e-6)
    assert b == pytest.approx(-0.115529, abs=1e-6)


def test_the_penalty_pulls_w_and_leaves_b() -> None:
    free, penalized = (fit(X, np.array([1, 1]), 0.1, 500, l2) for l2 in (0.0, 1.0))
    assert abs(penalized[0][0]) < abs(free[0][0])
    assert penalized[1] > free[1]
