# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from mse_gradient import gradient, mse

X = np.array([[1.0, 0.0], [0.0, 2.0]])
Y = np.array([1.0, 1.0])
W = np.array([1.0, 1.0])


def test_the_mean_of_squared_errors() -> None:
    assert mse(X, Y, W, b=0.0) == pytest.approx(0.5)  # errors 0 and 1


def test_a_perfect_fit_has_no_error_and_no_slope() -> None:
    w = np.array([1.0, 0.5])
    by_w, by_b = gradient(X, Y, w, b=0.0)
    assert mse(X, Y, w, b=0.0) == 0
    assert by_w.tolist() == [0, 0]
    assert by_b == 0


def test_the_gradient_by_hand() -> None:
    by_w, by_b = gradient(X, Y, W, b=0.0)
    assert by_w == pytest.approx([0.0, 2.0])  # 2 / n * X^T (0, 1)
    assert by_b == pytest.approx(1.0)


def test_a_column_is_refused() -> None:
    with pytest.raises(ValueError):
        mse(X, Y[:, None], W, b=0.0)
    with pytest.raises(ValueError):
        gradient(X, Y[:, None], W, b=0.0)
