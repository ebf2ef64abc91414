# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from reservoir import sample


def rng(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_a_short_stream_is_kept_whole() -> None:
    assert sorted(sample(iter([7, 8]), 3, rng(1))) == [7, 8]
    assert sample(iter([]), 3, rng(1)) == []


def test_k_different_items_of_the_stream() -> None:
    found = sample(iter(range(1000)), 10, rng(1))
    assert len(set(found)) == 10
    assert set(found) <= set(range(1000))


def test_another_state_gives_another_sample() -> None:
    assert sorted(sample(iter(range(99)), 5, rng(1))) != sorted(sample(iter(range(99)), 5, rng(2)))


def test_the_last_item_has_the_probability_of_the_first() -> None:
    samples = [sample(iter(range(5)), 1, rng(seed))[0] for seed in range(2000)]
    counts = np.bincount(samples, minlength=5)
    assert counts.min() > 320  # 400 each, give or take 18
    assert counts.max() < 480


def test_k_must_be_possible() -> None:
    with pytest.raises(ValueError):
        sample(iter([1]), 0, rng(1))
