"""The workbench's part of a classification: resamples, lift, groups of people, balancing."""

import numpy as np
import pandas as pd
import pytest
from sklearn import metrics as sklearn_metrics
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression

from project_package.metrics import Payoff
from workbench.classification import balancing
from workbench.classification.balancing import METHODS, Balanced, between, copies
from workbench.classification.decisions import Decided
from workbench.classification.groups import groups
from workbench.classification.lift import lift, top_rates
from workbench.classification.resampling import (
    average_precision_from,
    blocks,
    cumulated,
    draws_of,
    roc_auc_from,
)
from workbench.statistics import RESAMPLES

RNG = np.random.default_rng(0)
ACTUAL = (RNG.uniform(size=800) < 0.3).astype(int)
SAID = np.round(np.clip(0.3 * ACTUAL + RNG.uniform(0, 0.7, 800), 0, 1), 2)  # with many ties
OFFER = Payoff(130, -65, 0, 0)
X = RNG.normal(size=(200, 3))
Y = (np.arange(200) < 40).astype(int)


def rng():
    return np.random.default_rng(1)


def decided(said):
    return Decided(ACTUAL, said, said >= 0.5, OFFER)


def as_category(values):
    return pd.Series(values).astype("category")


def test_a_resample_has_as_many_rows_as_the_table():
    times = np.concatenate(list(blocks(50, 1)))
    assert times.shape == (RESAMPLES, 50)
    assert (times.sum(axis=1) == 50).all()


def test_the_weighted_metrics_are_those_of_the_repeated_rows():
    times = next(iter(blocks(len(ACTUAL), 3)))[:5]
    found = cumulated(times, ACTUAL, SAID)
    for row, each in enumerate(times):
        actual, said = np.repeat(ACTUAL, each), np.repeat(SAID, each)
        expected = sklearn_metrics.average_precision_score(actual, said)
        assert average_precision_from(*found)[row] == pytest.approx(expected)
        expected = sklearn_metrics.roc_auc_score(actual, said)
        assert roc_auc_from(*found)[row] == pytest.approx(expected)


def test_the_draws_of_the_same_seed_are_paired():
    first, second = (draws_of(average_precision_from, ACTUAL, SAID, 1) for _ in range(2))
    assert np.array_equal(first, second)
    assert not np.array_equal(first, draws_of(average_precision_from, ACTUAL, SAID, 2))


def test_a_perfect_order_has_the_highest_lift():
    found = lift(ACTUAL, ACTUAL + RNG.uniform(0, 0.1, 800), share=0.1, seed=0)
    assert (found.rows, found.rate.value) == (80, 1)
    assert found.lift.value == pytest.approx(1 / ACTUAL.mean())


def test_a_random_order_has_a_lift_of_one():
    found = lift(ACTUAL, RNG.uniform(size=800), share=0.5, seed=0)
    assert found.lift.low < 1 < found.lift.high


def test_the_top_of_a_resample_is_that_of_its_own_rows():
    said, actual = np.array([0.9, 0.8, 0.7, 0.1]), np.array([1, 0, 1, 0])
    times = np.array([[0, 0, 2, 2], [3, 1, 0, 0]], np.uint8)
    top, average = top_rates(times, actual, said, 0.5)
    assert top.tolist() == [1, 1]
    assert average.tolist() == [0.5, 0.75]


def test_two_groups_that_are_treated_alike_do_not_differ():
    sex = as_category(np.tile(["a", "b"], 400))
    said = 0.3 + 0.5 * RNG.uniform(size=800)
    found = groups({"sex": sex}, decided(said), least=30, seed=0).disparities
    assert [each.measure for each in found] == ["acted_on", "recall", "false_alarms", "surplus"]
    assert all(each.difference.includes_zero for each in found[:3])
    assert all(each.difference.value >= 0 for each in found)


def test_a_group_that_is_acted_on_more_often_is_named():
    age = as_category(np.repeat(["old", "young"], 400))
    said = np.where(age == "old", 0.7, 0.2) + RNG.uniform(0, 0.2, 800)
    found = groups({"age": age}, decided(said), least=30, seed=0)
    assert {(each.more, each.less) for each in found.shown} == {("old", "young")}
    assert found.of("age")[0].difference.value == pytest.approx(1)
    assert found.of("age") == found.disparities
    assert [each.level for each in found.parts] == ["old", "young"]
    words = {"acted": "get a call", "positives": "p", "negatives": "n", "rate": "r"}
    assert found.disparities[0].in_words(words) == "share who get a call"


def test_of_three_groups_the_two_furthest_apart_are_compared():
    levels = as_category(np.repeat(["low", "middle", "top", "top"], 200))
    said = np.where(levels == "low", 0.1, np.where(levels == "middle", 0.5, 0.9))
    first = groups({"x": levels}, decided(said), least=30, seed=0).disparities[0]
    assert first.less == "low"
    assert first.more in ("middle", "top")


def test_a_group_too_small_to_judge_is_left_out():
    levels = as_category(["many"] * 790 + ["few"] * 10)
    assert groups({"x": levels}, decided(SAID), least=30, seed=0).disparities == []


@pytest.mark.parametrize("method", METHODS)
def test_both_classes_are_equally_many_afterwards(method):
    for y in (Y, 1 - Y):
        assert METHODS[method](X, y, rng())[1].mean() == 0.5


def test_copies_are_rows_that_were_there():
    rows, y = copies(X, Y, rng())
    assert np.array_equal(rows[:200], X)
    assert {tuple(row) for row in rows[y == 1]} == {tuple(row) for row in X[Y == 1]}


def test_a_made_up_row_lies_between_two_rare_rows():
    line = np.column_stack([np.arange(200.0), np.zeros(200)])
    rows, y = between(line, Y, rng())
    made = rows[200:]
    assert (y[200:] == 1).all()
    assert made[:, 0].min() >= 0
    assert made[:, 0].max() <= 39
    assert (made[:, 1] == 0).all()
    assert not np.isin(made[:, 0], line[:, 0]).all()


def test_a_single_rare_row_is_copied():
    rows, _ = between(X, (np.arange(200) == 7).astype(int), rng())
    assert (rows[200:] == X[7]).all()


def test_an_estimator_is_fitted_on_balanced_rows_and_itself_left_alone():
    inner = LogisticRegression()
    model = clone(Balanced(inner, "copies", seed=3)).fit(X, Y)
    rows, y = copies(X, Y, np.random.default_rng(3))
    expected = LogisticRegression().fit(rows, y).predict_proba(X)
    assert np.allclose(model.predict_proba(X), expected)
    assert not hasattr(inner, "coef_")


def test_of_many_rare_rows_some_are_compared(monkeypatch):
    monkeypatch.setattr(balancing, "COMPARED", 3)
    line = np.column_stack([np.arange(200.0), np.zeros(200)])
    rows, y = between(line, Y, rng())
    assert y.sum() == (y == 0).sum()
    made = rows[len(Y) :, 0]
    drawn = np.sort(rng().permutation(np.flatnonzero(Y == 1))[:3])
    assert drawn[0] <= made.min()
    assert made.max() <= drawn[-1]


def test_balancing_is_that_of_its_seed():
    same = [Balanced(LogisticRegression(), "between", seed=3).fit(X, Y) for _ in range(2)]
    assert np.array_equal(same[0].predict_proba(X), same[1].predict_proba(X))
