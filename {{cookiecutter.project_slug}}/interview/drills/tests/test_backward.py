import numpy as np
from backward import gradients, predict

RNG = np.random.default_rng(3)
X, Y = RNG.normal(size=(7, 3)), RNG.normal(size=7)
WEIGHTS = (RNG.normal(size=(3, 4)), RNG.normal(size=4), RNG.normal(size=(4, 1)), RNG.normal(size=1))


def test_negative_units_are_silent() -> None:
    weights = (np.array([[1.0, -1.0]]), np.zeros(2), np.array([[2.0], [5.0]]), np.array([0.5]))
    np.testing.assert_allclose(predict(np.array([[3.0], [-3.0]]), weights), [6.5, 15.5])


def test_the_loss_is_the_mean_squared_error() -> None:
    loss, _ = gradients(X, Y, WEIGHTS)
    np.testing.assert_allclose(loss, np.mean((predict(X, WEIGHTS) - Y) ** 2))


def test_shapes_are_those_of_the_weights() -> None:
    assert [each.shape for each in gradients(X, Y, WEIGHTS)[1]] == [(3, 4), (4,), (4, 1), (1,)]


def test_each_derivative_is_what_a_small_step_does() -> None:
    _, found = gradients(X, Y, WEIGHTS)
    for place, weight in enumerate(WEIGHTS):
        for index in np.ndindex(weight.shape):
            losses = []
            for step in (1e-6, -1e-6):
                moved = [each.copy() for each in WEIGHTS]
                moved[place][index] += step
                losses.append(gradients(X, Y, tuple(moved))[0])
            slope = (losses[0] - losses[1]) / 2e-6
            np.testing.assert_allclose(found[place][index], slope, rtol=1e-4, atol=1e-7)
