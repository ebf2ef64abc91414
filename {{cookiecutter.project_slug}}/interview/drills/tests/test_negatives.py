# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from negatives import negatives

VIEWS = [(1, 10), (1, 20), (2, 10), (3, 10), (3, 30)]


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_only_one_item_is_left() -> None:
    found = negatives([(1, 10), (1, 20), (2, 30)], 2, 1.0, rng())
    assert found[:2].tolist() == [[30, 30], [30, 30]]
    assert set(found[2].tolist()) <= {10, 20}


def test_k_items_for_each_view_and_none_that_its_user_has_viewed() -> None:
    found = negatives(VIEWS, 50, 0.75, rng())
    assert found.shape == (5, 50)
    for (user, _), row in zip(VIEWS, found.tolist(), strict=True):
        assert not {(user, item) for item in row} & set(VIEWS)


def test_popular_items_come_more_often() -> None:
    views = [(1, 10), *[(2, 20)] * 4, (3, 30)]
    found = negatives(views, 5000, 1.0, rng())[0]
    assert np.mean(found == 20) == pytest.approx(4 / 5, abs=0.03)


def test_the_power_flattens_popularity() -> None:
    views = [(1, 10), *[(2, 20)] * 4, (3, 30)]
    half, none = (negatives(views, 5000, power, rng())[0] for power in (0.5, 0.0))
    assert np.mean(half == 20) == pytest.approx(2 / 3, abs=0.03)
    assert np.mean(none == 20) == pytest.approx(1 / 2, abs=0.03)


def test_who_has_viewed_everything_is_told() -> None:
    with pytest.raises(ValueError):
        negatives([(1, 10), (1, 20), (2, 10)], 1, 1.0, rng())
