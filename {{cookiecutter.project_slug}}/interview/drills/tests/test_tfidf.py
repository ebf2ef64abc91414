# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from tfidf import tf_idf

TRAIN = ["The house", "the garden, the gate"]


def test_the_words_are_sorted_and_in_lower_case() -> None:
    words, weights = tf_idf(TRAIN, TRAIN)
    assert list(words) == ["garden", "gate", "house", "the"]
    assert weights.shape == (2, 4)


def test_weights_by_hand() -> None:
    _, weights = tf_idf(TRAIN, TRAIN)
    rare = np.log(3 / 2) + 1  # in one of two texts
    assert weights[0] == pytest.approx(np.array([0, 0, rare, 1]) / np.hypot(rare, 1))
    assert weights[1, 3] / weights[1, 0] == pytest.approx(2 / rare)  # "the" stands there twice


def test_the_idf_is_learned_from_the_training_texts() -> None:
    alone = tf_idf(TRAIN, ["house the"])[1]
    among = tf_idf(TRAIN, ["house the", "house", "house"])[1]
    assert alone[0] == pytest.approx(among[0])


def test_unknown_words_are_passed_over() -> None:
    _, weights = tf_idf(TRAIN, ["a cellar", ""])
    assert weights.tolist() == [[0, 0, 0, 0], [0, 0, 0, 0]]


def test_no_word_at_all_is_refused() -> None:
    with pytest.raises(ValueError):
        tf_idf(["", "..."], ["house"])
