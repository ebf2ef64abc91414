# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from pca import pca

X = np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0], [4.0, 4.2]])


def test_the_first_component_lies_along_the_data() -> None:
    components, _, share = pca(X, 1)
    np.testing.assert_allclose(components, [[0.69, 0.72]], atol=0.02)
    assert share[0] > 0.99


def test_components_are_of_length_one_and_at_right_angles() -> None:
    components, _, share = pca(X, 2)
    np.testing.assert_allclose(components @ components.T, np.eye(2), atol=1e-12)
    assert share.sum() == pytest.approx(1)
    assert share[0] > share[1]


def test_coordinates_are_of_centered_rows() -> None:
    components, coordinates, _ = pca(X + 100, 2)
    np.testing.assert_allclose(coordinates.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(coordinates @ components + (X + 100).mean(axis=0), X + 100)


def test_the_largest_entry_is_positive() -> None:
    for data in (X, -X, X * [1, -1]):
        for component in pca(data, 2)[0]:
            assert component[np.abs(component).argmax()] > 0


@pytest.mark.parametrize("k", [0, 3])
def test_k_must_be_possible(k: int) -> None:
    with pytest.raises(ValueError):
        pca(X, k)
