# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from normal_equation import fit


def test_a_line_through_its_points() -> None:
    w, b = fit(np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 5.0]))
    assert w == pytest.approx([2.0])
    assert b == pytest.approx(1.0)


def test_the_least_squares_between_points() -> None:
    w, b = fit(np.array([[0.0], [1.0], [2.0]]), np.array([0.0, 0.0, 3.0]))
    assert w == pytest.approx([1.5])
    assert b == pytest.approx(-0.5)


@pytest.mark.parametrize(
    "X",
    [
        np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]),  # a column twice
        np.array([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]]),  # a constant beside the intercept
        np.array([[1.0, 2.0]]),  # fewer rows than unknowns
    ],
)
def test_many_solutions_are_none(X: np.ndarray) -> None:
    with pytest.raises(ValueError):
        fit(X, np.ones(len(X)))
