"""The metrics of two and of several classes, and what acting is worth."""

import numpy as np
import pytest
from sklearn.metrics import f1_score

from project_package import metrics
from project_package.evaluate import per_class

RNG = np.random.default_rng(0)
ACTUAL, PREDICTED = RNG.integers(0, 3, (2, 200))


def test_macro_f1_is_that_of_scikit_learn():
    assert metrics.macro_f1(ACTUAL, PREDICTED, 3) == pytest.approx(
        f1_score(ACTUAL, PREDICTED, average="macro")
    )


def test_a_class_that_nobody_has_and_nobody_is_given_scores_nothing():
    confusion = metrics.cells([0, 0], [0, 0], 2).sum(axis=0).reshape(2, 2)
    assert metrics.f1_of(confusion).tolist() == [1, 0]


def test_each_class_is_counted_on_its_own():
    confusion = metrics.cells(ACTUAL, PREDICTED, 3).sum(axis=0).reshape(3, 3)
    found = per_class(confusion, ["a", "b", "c"])
    assert sum(each.rows for each in found) == sum(each.predicted for each in found) == 200


def test_a_perfect_order_scores_one():
    assert metrics.average_precision([0, 0, 1], [0.1, 0.2, 0.3]) == 1


def test_random_probabilities_are_not_beyond_chance_and_good_ones_are(monkeypatch):
    monkeypatch.setattr("project_package.metrics.several", int)
    actual = np.repeat([0, 1], [180, 20])
    assert metrics.beyond_chance(actual, RNG.random(200), 0).low < 0
    assert metrics.beyond_chance(actual, actual + RNG.random(200), 0).low > 0


def test_random_classes_are_not_beyond_chance_however_uneven_they_are(monkeypatch):
    monkeypatch.setattr("project_package.metrics.several", lambda: 3)
    actual = np.repeat([0, 1, 2], [200, 30, 20])
    assert metrics.beyond_chance(actual, RNG.permutation(actual).astype(float), 0).low < 0
    assert metrics.beyond_chance(actual, actual.astype(float), 0).low > 0


def test_the_threshold_follows_the_costs():
    said = np.linspace(0, 1, 101)
    actual = (RNG.random(101) < said).astype(int)
    low = metrics.Payoff(0, -1, -9, 0).best_threshold(actual, said)
    high = metrics.Payoff(0, -9, -1, 0).best_threshold(actual, said)
    assert low < high


def test_the_gain_over_the_baseline_is_of_the_test_set(facts):
    ours, base = (each.scores["headline"].value for each in (facts.chosen, facts.baseline))
    assert facts.chosen.to_baseline.value == pytest.approx(base - ours, rel=1e-3, abs=1e-5)
