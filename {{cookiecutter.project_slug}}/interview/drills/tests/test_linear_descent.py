# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from linear_descent import fit

X = np.array([[0.0], [1.0], [2.0]])
Y = np.array([1.0, 3.0, 5.0])


def test_the_first_step_by_hand() -> None:
    w, b, losses = fit(X, Y, rate=0.1, steps=1)
    assert w == pytest.approx([2 * 0.1 * 13 / 3])
    assert b == pytest.approx(2 * 0.1 * 3)
    assert losses[0] == pytest.approx(35 / 3)


def test_the_losses_fall() -> None:
    _, _, losses = fit(X, Y, rate=0.1, steps=20)
    assert len(losses) == 21
    assert list(losses) == sorted(losses, reverse=True)


def test_enough_steps_find_the_line() -> None:
    w, b, losses = fit(X, Y, rate=0.2, steps=500)
    assert w == pytest.approx([2.0])
    assert b == pytest.approx(1.0)
    assert losses[-1] == pytest.approx(0.0, abs=1e-12)


def test_a_rate_that_is_too_large_is_said() -> None:
    with pytest.raises(ValueError):
        fit(X, Y, rate=1.0, steps=100)
