# ruff: noqa: PT011 - in which words an error is told is up to you
import pytest
from popularity import hit_rate, most_popular

TRAIN = [(1, 10), (2, 10), (3, 10), (1, 20), (2, 20), (3, 30)]


def test_the_items_of_most_users_come_first() -> None:
    assert most_popular(TRAIN) == [10, 20, 30]


def test_a_user_counts_once() -> None:
    assert most_popular([(1, 7), (1, 7), (1, 7), (1, 8), (2, 8)]) == [8, 7]


def test_a_tie_goes_to_the_smaller_number() -> None:
    assert most_popular([(1, 9), (1, 5), (1, 7)]) == [5, 7, 9]


def test_what_was_seen_is_not_offered_again() -> None:
    assert hit_rate(TRAIN, [(1, 30)], k=1) == 1.0  # user 1 has seen 10 and 20
    assert hit_rate(TRAIN, [(1, 10)], k=1) == 0.0


def test_users_count_once_however_many_hits() -> None:
    assert hit_rate(TRAIN, [(3, 20), (3, 99), (4, 99)], k=2) == 0.5


def test_a_new_user_is_offered_the_most_popular() -> None:
    assert hit_rate(TRAIN, [(4, 10)], k=1) == 1.0


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(ValueError):
        hit_rate(TRAIN, [], k=1)
    with pytest.raises(ValueError):
        hit_rate(TRAIN, TRAIN, k=0)
