# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from split import split

Y = np.repeat([0, 1], [80, 20])
ALONE = np.arange(100)  # every row is its own group
PAIRS = np.arange(100) // 2


def test_every_row_is_on_one_side() -> None:
    train, test = split(Y, ALONE, share=0.2, seed=1)
    assert sorted([*train, *test]) == list(range(100))
    assert list(test) == sorted(test)


def test_both_classes_keep_their_share() -> None:
    _, test = split(Y, ALONE, share=0.2, seed=1)
    assert abs((Y[test] == 0).sum() - 16) <= 1
    assert abs((Y[test] == 1).sum() - 4) <= 1


def test_a_group_is_never_cut() -> None:
    train, test = split(Y, PAIRS, share=0.3, seed=1)
    assert set(PAIRS[train]) & set(PAIRS[test]) == set()


def test_the_seed_decides() -> None:
    first, again, other = (list(split(Y, ALONE, 0.2, seed)[1]) for seed in (1, 1, 2))
    assert first == again
    assert first != other


@pytest.mark.parametrize("share", [0, 1, -0.1])
def test_both_sides_need_rows(share: float) -> None:
    with pytest.raises(ValueError):
        split(Y, ALONE, share, seed=1)
