"""The baseline, the scale of the target and the range of a prediction."""

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression

from project_package import metrics
from project_package.models import MedianByColumn, finish, reach


def test_the_baseline_gives_the_median_of_a_part_and_of_all_for_a_new_one():
    X = pd.DataFrame({"town": ["a"] * 6 + ["b"] * 6})
    model = MedianByColumn("town").fit(X, [1.0] * 6 + [3.0] * 6)
    new = pd.DataFrame({"town": ["a", "b", "never seen"]})
    assert model.predict(new).tolist() == [1.0, 3.0, 2.0]


def test_a_model_predicts_on_the_scale_of_the_target():
    X, y = np.arange(1.0, 41.0)[:, None], np.linspace(10, 50, 40)
    predicted = finish(LinearRegression()).fit(X, y).predict(X)
    assert metrics.headline(y, predicted) < metrics.headline(y, np.full(40, np.median(y)))


def test_what_a_logarithm_and_back_leaves_is_no_error():
    actual = np.array([35.0, 35.0, 54.0])
    assert metrics.bias(actual, np.exp(np.log(actual) - 1e-9)) == 0
    assert metrics.bias(actual, actual + 0.5) == 0.5


def test_the_range_holds_for_its_share_of_new_rows():
    rng = np.random.default_rng(0)
    known, new = rng.normal(size=(2, 4000))
    far = reach(known, np.zeros(4000), 0.9)
    assert np.mean(np.abs(new) <= far) == pytest.approx(0.9, abs=0.03)


def test_what_was_learned_from_noise_is_not_beyond_chance():
    rng = np.random.default_rng(2)
    actual = rng.lognormal(size=200)
    assert metrics.beyond_chance(actual, rng.permutation(actual), 0).low < 0
    assert metrics.beyond_chance(actual, actual * 1.01, 0).low > 0


@pytest.mark.parametrize("name", ["rmse_log", "mae"])
def test_the_best_constant_is_not_beyond_chance(name, monkeypatch):
    monkeypatch.setattr(metrics, "told", lambda: {"metric": name})
    actual = np.random.default_rng(3).lognormal(size=4000)
    for constant in (np.exp(np.log(actual).mean()), np.median(actual), actual.mean()):
        assert metrics.beyond_chance(actual, np.full(4000, constant), 0).low <= 0


def test_a_logarithm_of_zero_is_refused():
    with pytest.raises(ValueError, match="1 are not"):
        metrics.rmse_log([0, 1], [1, 1])


def test_every_metric_takes_many_sets_of_rows_at_once():
    rng = np.random.default_rng(1)
    actual, predicted = rng.uniform(1, 2, (2, 5, 30))
    for metric in metrics.METRICS.values():
        each = [metric(y, p) for y, p in zip(actual, predicted, strict=True)]
        assert metric(actual, predicted, axis=1) == pytest.approx(each)


def test_the_gain_over_the_baseline_is_of_the_test_set(facts):
    ours, base = (each.scores["headline"].value for each in (facts.chosen, facts.baseline))
    assert facts.chosen.to_baseline.value == pytest.approx(ours - base, rel=1e-3)
