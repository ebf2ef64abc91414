"""The metrics, held to cases done by hand and to scikit-learn."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import ndcg_score

from project_package import metrics
from project_package.metrics import LONG, SHORT
from workbench.recommendation.ranking import NOTHING
from workbench.statistics import resample


def shown(*places):
    """Return the hits of one user: those places, counted from one, of a full list."""
    hits = np.zeros((1, LONG), bool)
    hits[0, np.array(places, int) - 1] = True
    return hits


ONE, THREE, MANY = (np.array([n]) for n in (1, 3, 50))


def test_a_hit_at_the_top_of_the_list_is_worth_one():
    assert metrics.ndcg(shown(1), ONE) == [1]
    assert metrics.ndcg(shown(2), ONE) == pytest.approx([1 / np.log2(3)])
    assert metrics.ndcg(shown(11), ONE) == [0]


def test_a_full_list_is_perfect_however_many_films_there_were():
    assert metrics.ndcg(shown(*range(1, 11)), MANY) == pytest.approx([1])


def test_ndcg_is_that_of_scikit_learn():
    rng = np.random.default_rng(0)
    truth, scores = rng.random((40, 60)) < 0.3, rng.random((40, 60))
    order = np.argsort(-scores, axis=1)[:, :LONG]
    hits = np.take_along_axis(truth, order, axis=1)
    expected = ndcg_score(truth.astype(float), scores, k=SHORT)
    assert metrics.ndcg(hits, truth.sum(axis=1)).mean() == pytest.approx(expected)


def test_every_metric_is_zero_without_a_hit_and_one_where_all_is_on_top():
    full, nothing, ten = shown(*range(1, 11)), shown(15), np.array([SHORT])
    for name, metric in metrics.METRICS.items():
        assert metric(full, ten) == pytest.approx([1]), name
        assert name == "long_recall" or metric(nothing, ten) == [0], name


def test_recall_looks_at_as_many_places_as_it_is_told():
    assert metrics.recall(shown(2, 15), THREE) == pytest.approx([1 / 3])
    assert metrics.recall(shown(2, 15), THREE, LONG) == pytest.approx([2 / 3])


def test_a_hit_is_a_hit_on_the_first_screen():
    assert metrics.hit_rate(shown(SHORT), ONE) == [1]
    assert metrics.hit_rate(shown(SHORT + 1), ONE) == [0]
    assert metrics.precision(shown(1, 2, SHORT + 2), THREE) == [2 / SHORT]


def test_hits_are_found_for_the_right_user():
    held = pd.DataFrame({"user": [1, 1, 2], "item": [10, 20, 30]})
    lists = np.array([[20, 30], [20, 30], [NOTHING, 10]])
    found, relevant = metrics.hits(lists, [1, 2, 3], held)
    assert found.tolist() == [[True, False], [False, True], [False, False]]
    assert relevant.tolist() == [2, 1, 0]


def test_more_is_better():
    assert metrics.GREATER_IS_BETTER
    assert metrics.headline is metrics.ndcg
    assert metrics.mean_behind([0.1, 0.1], [0.3, 0.3], seed=0).value == pytest.approx(0.2)


def test_a_paired_interval_is_narrower_than_the_two_that_it_compares():
    rng = np.random.default_rng(0)
    theirs = rng.random(300)
    ours = theirs + 0.05 + rng.normal(0, 0.01, 300)
    found = metrics.mean_behind(ours, theirs, seed=0)
    alone = metrics.mean(ours, seed=0)
    assert found.high < 0
    assert found.high - found.low < 0.1 * (alone.high - alone.low)


def test_draws_of_the_same_seed_are_paired():
    outcomes = np.random.default_rng(0).random(100)
    first, second = metrics.mean_draws(outcomes, 0), metrics.mean_draws(outcomes + 1, 0)
    assert np.allclose(second - first, 1)
    assert not np.array_equal(first, metrics.mean_draws(outcomes, 1))


def test_the_draws_of_a_mean_are_those_of_scipy():
    outcomes = np.random.default_rng(0).random(100)
    assert np.allclose(metrics.mean_draws(outcomes, 0), resample(np.mean, outcomes, seed=0))
