# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from ndcg import dcg, ndcg

GAINS = np.array([3.0, 0.0, 1.0])


def test_dcg_by_hand() -> None:
    assert dcg(GAINS, k=3) == pytest.approx(3 / 1 + 0 + 1 / 2)  # log2 of 2, 3 and 4


def test_only_k_places_count() -> None:
    assert dcg(GAINS, k=1) == pytest.approx(3.0)
    assert dcg(GAINS, k=99) == dcg(GAINS, k=3)


def test_the_best_order_is_one() -> None:
    assert ndcg(GAINS, np.array([9.0, 1.0, 5.0]), k=3) == pytest.approx(1.0)


def test_the_best_order_knows_what_the_scores_missed() -> None:
    assert ndcg(GAINS, np.array([1.0, 5.0, 9.0]), k=1) == pytest.approx(1 / 3)


def test_equal_scores_keep_their_order() -> None:
    assert ndcg(np.array([1.0, 0.0]), np.zeros(2), k=1) == 1.0
    assert ndcg(np.array([0.0, 1.0]), np.zeros(2), k=1) == 0.0


def test_nothing_to_gain_is_zero() -> None:
    assert ndcg(np.zeros(3), np.arange(3.0), k=2) == 0.0


@pytest.mark.parametrize(
    ("gains", "k"), [([3.0, 0.0, -1.0], 2), ([3.0, 0.0], 2), ([3.0, 0.0, 1.0], 0)]
)
def test_what_makes_no_sense_is_refused(gains: list[float], k: int) -> None:
    with pytest.raises(ValueError):
        ndcg(np.array(gains), np.arange(3.0), k)
