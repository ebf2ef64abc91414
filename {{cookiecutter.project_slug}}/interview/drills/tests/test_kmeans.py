import numpy as np
import pytest
from kmeans import inertia, step

X = np.array([[0.0], [2.0], [10.0]])


def test_rows_go_to_the_nearest_centre_and_centres_to_the_mean() -> None:
    labels, centers = step(X, np.array([[1.0], [8.0]]))
    assert labels.tolist() == [0, 0, 1]
    assert centers.tolist() == [[1.0], [10.0]]


def test_a_tie_goes_to_the_lower_number() -> None:
    labels, _ = step(np.array([[5.0]]), np.array([[4.0], [6.0]]))
    assert labels.tolist() == [0]


def test_a_centre_without_rows_stays() -> None:
    _, centers = step(X, np.array([[0.0], [10.0], [99.0]]))
    assert centers[2].tolist() == [99.0]


def test_whole_numbers_have_means_too() -> None:
    _, centers = step(np.array([[0], [1]]), np.array([[0], [50]]))
    assert centers[0] == pytest.approx([0.5])


def test_inertia_by_hand() -> None:
    assert inertia(X, np.array([[1.0], [8.0]])) == pytest.approx(1 + 1 + 4)
