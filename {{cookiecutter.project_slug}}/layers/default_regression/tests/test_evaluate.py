"""Metrics and the look at the test set."""

import numpy as np
import pytest

from project_package.metrics import mean_absolute_error, rmse, with_interval


def test_a_large_miss_moves_the_headline_more_than_the_mean_error():
    actual, predicted = np.zeros(10), np.array([9.0] + [1.0] * 9)
    assert rmse(actual, predicted) > mean_absolute_error(actual, predicted)


def test_an_interval_holds_the_value_that_it_is_of():
    rng = np.random.default_rng(0)
    found = with_interval(rmse, np.zeros(80), rng.normal(size=80), seed=1)
    assert found.low < found.value < found.high


def test_the_model_beats_the_strong_baseline_or_says_that_it_does_not(facts):
    ours, base = facts.chosen.scores["rmse"].value, facts.baseline.scores["rmse"].value
    assert facts.chosen.to_baseline.value == pytest.approx(ours - base, rel=1e-4)
