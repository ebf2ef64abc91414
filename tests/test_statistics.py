"""Intervals: paired, as wide as they say, and the same draws for the same seed."""

import numpy as np
import pytest

from workbench.statistics import (
    POWER,
    RESAMPLES,
    bootstrap,
    difference,
    interval,
    per_group,
    proportion,
    resample,
    shift,
)


def mean_error(actual, predicted, axis=-1):
    return np.mean(predicted - actual, axis=axis)


def test_the_same_seed_draws_the_same_rows_for_every_model():
    rows = np.arange(30.0)
    first, second = (resample(mean_error, rows, rows + by, seed=3) for by in (rows, 2 * rows))
    assert first.shape == (RESAMPLES,)
    assert second == pytest.approx(2 * first)


def test_draws_without_a_value_are_left_out_of_an_interval():
    draws = np.arange(41.0)
    assert interval(20.0, np.append(draws, [np.nan] * 9)) == interval(20.0, draws)


def test_a_share_of_nothing_is_not_certain():
    assert proportion(0, 50).high > 0.05
    assert (proportion(0, 0).low, proportion(0, 0).high) == (0, 1)


def test_groups_of_the_planned_size_show_the_difference_as_often_as_planned():
    rates = np.array([0.56, 0.42])
    size = per_group(*rates)
    found = np.random.default_rng(0).binomial(size, rates, (4000, 2)) / size
    error = np.sqrt((found * (1 - found)).sum(axis=1) / size)
    shown = np.abs(found[:, 0] - found[:, 1]) > 1.96 * error
    assert shown.mean() == pytest.approx(POWER, abs=0.03)


def test_a_model_does_not_differ_from_itself():
    y = np.arange(50.0)
    same = difference(mean_error, y, y + 1, y + 1, seed=0)
    assert (same.value, same.low, same.high) == (0, 0, 0)


def test_a_paired_interval_is_narrower_than_the_two_it_compares():
    rng = np.random.default_rng(0)
    y, noise = rng.normal(size=200), rng.normal(size=200)
    whole = bootstrap(mean_error, y, y + noise, seed=0)
    paired = difference(mean_error, y, y + noise, y + noise + 0.1, seed=0)
    assert paired.high < 0
    assert paired.high - paired.low < 0.1 * (whole.high - whole.low)


def test_the_interval_holds_the_true_value_about_as_often_as_it_says():
    rng = np.random.default_rng(0)
    zeros = np.zeros(80)
    found = [bootstrap(mean_error, zeros, rng.normal(size=80), seed=1) for _ in range(100)]
    assert 88 <= sum(each.includes_zero for each in found) <= 100


def test_an_interval_holds_the_value_that_it_is_of():
    noise = np.random.default_rng(0).normal(size=(20, 60))
    found = [bootstrap(mean_error, np.zeros(60), each, seed=1) for each in noise]
    assert all(each.low < each.value < each.high for each in found)


def test_two_samples_are_resampled_each_on_its_own():
    noise = np.random.default_rng(0).normal(size=200)
    here, there = (np.zeros(200), noise + 2), (np.zeros(200), noise)
    moved = shift(mean_error, here, there, seed=0)
    assert moved.value == pytest.approx(2)
    assert moved.high - moved.low == pytest.approx(4 * np.sqrt(2 / 200), rel=0.2)
