"""The metrics of two and of several classes, and what acting is worth."""

import numpy as np
import pytest
from sklearn.metrics import f1_score, log_loss

from project_package import metrics
from project_package.task import per_class
from workbench.own.slices import WHOLE
from workbench.slices import Part

RNG = np.random.default_rng(0)
ACTUAL, PREDICTED = RNG.integers(0, 3, (2, 200))
SURE = np.eye(3)[PREDICTED]  # all on one class


def test_macro_f1_is_that_of_scikit_learn():
    found = metrics.score_of("macro_f1", ACTUAL, SURE)
    assert found == pytest.approx(f1_score(ACTUAL, PREDICTED, average="macro"))


def test_log_loss_of_two_and_of_several_classes_is_that_of_scikit_learn():
    several = RNG.dirichlet([1, 1, 1], 200)
    assert metrics.score_of("log_loss", ACTUAL, several) == pytest.approx(log_loss(ACTUAL, several))
    two, actual = several[:, 0], (ACTUAL == 0).astype(int)
    assert metrics.score_of("log_loss", actual, two) == pytest.approx(log_loss(actual, two))


@pytest.mark.parametrize("name", ["macro_f1", "log_loss"])
def test_resamples_of_a_metric_lie_around_it(name):
    several = RNG.dirichlet([1, 1, 1], 200)
    low, high = np.quantile(metrics.draws_of(name, ACTUAL, several, 0), [0.01, 0.99])
    assert low < metrics.score_of(name, ACTUAL, several) < high


@pytest.mark.parametrize("name", ["average_precision", "log_loss"])
def test_the_headline_stands_once_and_first(name, monkeypatch):
    monkeypatch.setattr(metrics, "told", lambda: {"metric": name, "classes": ["no", "yes"]})
    found = metrics.scores((ACTUAL == 0).astype(int), RNG.random(200), 0)
    assert next(iter(found)) == "headline"
    assert name not in found


def test_a_part_with_too_few_of_a_class_is_not_scored_and_the_whole_is(monkeypatch):
    monkeypatch.setattr(metrics, "several", int)
    actual = np.repeat([0, 1], [26, 4])
    said = RNG.random(30)
    part = Part("town", "Ulm", 0, np.arange(30))
    assert metrics.of_part(part, actual, said, 0) is None
    assert metrics.of_part(part._replace(feature=WHOLE), actual, said, 0).rows == 30


def test_a_class_that_nobody_has_and_nobody_is_given_scores_nothing():
    confusion = metrics.cells([0, 0], np.eye(2)[[0, 0]]).sum(axis=0).reshape(2, 2)
    assert metrics.f1_of(confusion).tolist() == [1, 0]


def test_perfect_answers_stay_perfect_when_a_resample_misses_a_rare_class():
    few = np.repeat([0, 1, 2], [20, 20, 2])
    perfect = np.eye(3)[few]
    assert metrics.draws_of("macro_f1", few, perfect, 0).min() == 1
    found = metrics.of_several(few, perfect, 0)
    assert found["macro_recall"].low == 1
    assert 0.9 < found["accuracy"].low < 1  # 42 rows do not make it certain


def test_each_class_is_counted_on_its_own():
    found = per_class(ACTUAL, SURE, ["a", "b", "c"])
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
    assert metrics.beyond_chance(actual, np.eye(3)[RNG.permutation(actual)], 0).low < 0
    assert metrics.beyond_chance(actual, np.eye(3)[actual], 0).low > 0


def test_the_threshold_follows_the_costs():
    said = np.linspace(0, 1, 101)
    actual = (RNG.random(101) < said).astype(int)
    low = metrics.Payoff(0, -1, -9, 0).best_threshold(actual, said)
    high = metrics.Payoff(0, -9, -1, 0).best_threshold(actual, said)
    assert low < high


def test_the_gain_over_the_baseline_is_of_the_test_set(facts):
    ours, base = (each.scores["headline"].value for each in (facts.chosen, facts.baseline))
    behind = base - ours if metrics.GREATER_IS_BETTER else ours - base
    assert facts.chosen.to_baseline.value == pytest.approx(behind, rel=1e-3, abs=1e-5)
