# ruff: noqa: PT011 - in which words an error is told is up to you
from collections.abc import Callable

import numpy as np
import pytest
from kfold import folds, out_of_fold


def mean_of_training_rows(X: np.ndarray, y: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    return lambda new: np.full(len(new), y.mean())


def test_each_row_is_validated_once() -> None:
    cuts = folds(n=10, k=3, seed=0)
    assert sorted(row for _, part in cuts for row in part) == list(range(10))


def test_the_sizes_are_as_even_as_they_can_be() -> None:
    assert [len(part) for _, part in folds(n=10, k=3, seed=0)] == [4, 3, 3]


def test_training_rows_are_all_the_others() -> None:
    for train, part in folds(n=10, k=3, seed=0):
        assert sorted([*train, *part]) == list(range(10))
        assert list(train) == sorted(train)


def test_the_seed_decides() -> None:
    first, again, other = (list(folds(20, 4, seed)[0][1]) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_row_has_no_part_in_its_own_prediction() -> None:
    y = np.array([0.0, 0.0, 9.0])
    cuts = [(np.array([0, 1]), np.array([2])), (np.array([1, 2]), np.array([0]))]
    found = out_of_fold(np.zeros((3, 1)), y, mean_of_training_rows, cuts)
    assert found[[2, 0]].tolist() == [0.0, 4.5]
    assert np.isnan(found[1])  # no fold validates row 1


@pytest.mark.parametrize("k", [1, 11])
def test_k_must_be_possible(k: int) -> None:
    with pytest.raises(ValueError):
        folds(n=10, k=k, seed=0)
