# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from knn import predict

X = np.array([[0.0, 0.0], [1.0, 0.0], [4.0, 0.0], [5.0, 0.0]])
Y = np.array([7, 7, 3, 3])


def test_the_nearest_row_gives_its_label() -> None:
    new = np.array([[0.2, 0.0], [4.9, 1.0]])
    assert predict(X, Y, new, k=1).tolist() == [7, 3]


def test_three_neighbors_vote() -> None:
    assert predict(X, Y, np.array([[1.5, 0.0]]), k=3).tolist() == [7]


def test_a_tie_in_votes_goes_to_the_smallest_label() -> None:
    assert predict(X, Y, np.array([[0.0, 0.0]]), k=4).tolist() == [3]


def test_a_tie_in_distance_goes_to_the_row_that_comes_first() -> None:
    middle = np.array([[2.5, 0.0]])  # rows 1 and 2 are equally near
    assert predict(X, Y, middle, k=1).tolist() == [7]
    assert predict(X[::-1], Y[::-1], middle, k=1).tolist() == [3]


def test_no_rows_give_no_labels() -> None:
    assert predict(X, Y, np.empty((0, 2)), k=1).shape == (0,)


@pytest.mark.parametrize("k", [0, 5])
def test_k_must_be_possible(k: int) -> None:
    with pytest.raises(ValueError):
        predict(X, Y, X, k=k)
