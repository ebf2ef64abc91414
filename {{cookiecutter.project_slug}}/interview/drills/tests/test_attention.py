import numpy as np
from attention import attention

K = np.array([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]])
V = np.array([[10.0, 0.0, 1.0], [0.0, 20.0, 1.0]])


def test_a_query_that_fits_all_keys_alike_gets_the_mean() -> None:
    np.testing.assert_allclose(attention(np.zeros((1, 4)), K, V), [[5.0, 10.0, 1.0]])


def test_scores_are_divided_by_the_root_of_the_width() -> None:
    weight = np.exp(1.0) / (np.exp(1.0) + 1)  # 2 / sqrt(4) is 1
    found = attention(np.array([[2.0, 0.0, 0.0, 0.0]]), K, V)
    np.testing.assert_allclose(found, [[10 * weight, 20 * (1 - weight), 1.0]])


def test_what_is_not_allowed_has_no_weight() -> None:
    allowed = np.array([[True, False], [True, True]])
    found = attention(np.zeros((2, 4)), K, V, allowed)
    np.testing.assert_allclose(found, [[10.0, 0.0, 1.0], [5.0, 10.0, 1.0]])


def test_a_query_that_may_see_nothing_gets_zeros() -> None:
    found = attention(np.ones((1, 4)), K, V, np.array([[False, False]]))
    assert found.tolist() == [[0.0, 0.0, 0.0]]


def test_large_scores_do_not_overflow() -> None:
    with np.errstate(all="raise", under="ignore"):
        found = attention(np.array([[5000.0, 0.0, 0.0, 0.0]]), K, V)
    np.testing.assert_allclose(found, [[10.0, 0.0, 1.0]], atol=1e-9)
