# ruff: noqa: PT011 - in which words an error is told is up to you
import numpy as np
import pytest
from mini_batches import fit

RNG = np.random.default_rng(5)
X = RNG.normal(size=(25, 2))
Y = (X @ [2.0, -1.0] + 0.5 > 0).astype(int)


def test_no_epoch_leaves_zeros() -> None:
    w, b = fit(X, Y, 0.1, epochs=0, batch=5, seed=1)
    assert w.tolist() == [0.0, 0.0]
    assert b == 0.0


def test_one_batch_of_all_is_plain_gradient_descent() -> None:
    w, b = fit(X, Y, 0.1, epochs=1, batch=99, seed=1)
    np.testing.assert_allclose(w, 0.1 * X.T @ (Y - 0.5) / 25)
    np.testing.assert_allclose(b, 0.1 * np.mean(Y - 0.5))


def test_the_last_batch_may_be_smaller() -> None:
    rows = np.random.default_rng(1).permutation(3)
    w, b = np.zeros(2), 0.0
    for some in (rows[:2], rows[2:]):
        errors = 1 / (1 + np.exp(-(X[some] @ w + b))) - Y[some]
        w, b = w - 0.5 * X[some].T @ errors / len(some), b - 0.5 * errors.mean()
    found = fit(X[:3], Y[:3], 0.5, epochs=1, batch=2, seed=1)
    np.testing.assert_allclose(found[0], w)
    np.testing.assert_allclose(found[1], b)


def test_it_learns() -> None:
    w, b = fit(X, Y, 0.5, epochs=50, batch=5, seed=1)
    assert np.mean((X @ w + b > 0) == Y) > 0.9


def test_large_numbers_do_not_overflow() -> None:
    with np.errstate(over="raise"):
        fit(1000 * X, Y, 1.0, epochs=2, batch=5, seed=1)


def test_a_batch_needs_a_row() -> None:
    with pytest.raises(ValueError):
        fit(X, Y, 0.1, epochs=1, batch=0, seed=1)
