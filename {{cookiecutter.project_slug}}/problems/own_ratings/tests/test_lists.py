"""What is said of the lists: parts of users and items, rare items, and what popular ones get."""

import numpy as np
import pandas as pd
import pytest

from project_package.data import DAY
from project_package.evaluate import RECENT, derived
from project_package.leakage import visits
from project_package.weak_spots import (
    ALL,
    beyond_accuracy,
    parts_of_items,
    slices,
    user_groups,
)
from workbench.recommendation.parts import pairs
from workbench.recommendation.ranking import NOTHING

SEED = 0
NOBODY = pd.DataFrame()


def taken(*rows, timed=True):
    """Return interactions, one a day or all of one moment: each row is a user and an item."""
    table = pd.DataFrame(rows, columns=["user", "item"])
    return table.assign(timestamp=(np.arange(len(rows)) + 1) * DAY * timed, rating=1.0)


def test_a_list_is_told_by_who_took_what():
    train = taken((1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (1, 3))
    found = beyond_accuracy(np.array([[1, 2], [1, NOTHING]]), NOBODY, train, NOBODY)
    assert found.coverage == pytest.approx(2 / 3)
    assert found.head == pytest.approx(2 / 3)
    assert (found.diversity, found.later) == (None, None)


def test_a_place_that_holds_no_item_is_none():
    lists = np.full((2, 20), NOTHING)
    lists[0, :3] = [4, 5, 6]
    assert pairs(lists, pd.Series([7, 8]))["item"].tolist() == [4, 5, 6]
    assert len(pairs(np.ones((2, 20), int), pd.Series([7, 8]))) == 40


def test_held_back_items_are_found_by_how_popular_they_are():
    train = taken(*[(user, 1) for user in range(9)], *[(user, 2) for user in range(6)], (0, 3))
    test = taken((20, 1), (21, 1), (20, 2), (20, 3), (20, 99))
    ours = pd.DataFrame({"user": [20, 20], "item": [1, 3]})
    parts = {each.level: each for each in parts_of_items(test, train, ours, ours)}
    assert [each.held for each in parts.values()] == [2, 1, 1, 1]
    assert [each.found for each in parts.values()] == [0.5, 0, 1, 0]


def test_users_are_cut_by_time_only_where_times_are_known():
    rows = [(user, item) for user in range(9) for item in range(1 + user)]
    assert len(user_groups(taken(*rows))) == 4
    assert len(user_groups(taken(*rows, timed=False))) == 2


def test_too_few_users_for_any_part_are_one_part():
    rows = [(user, item) for user in range(9) for item in range(1 + user)]
    train, users, scores = taken(*rows, timed=False), pd.Series(range(9)), np.linspace(0, 1, 9)
    (only,) = slices(train, users, scores, scores, least=8, seed=SEED)
    assert (only.level, only.rows) == (ALL, 9)
    found = slices(train, users, scores, scores, least=3, seed=SEED)
    assert found[0].level == "light: 1 to 3"
    assert min(each.rows for each in found) >= 3


def test_a_gain_is_told_apart_by_visits_only_where_there_are_two_kinds():
    train = pd.DataFrame({"user": [1, 1, 2, 2], "item": [1, 2, 1, 2]})
    users, ours, theirs = pd.Series([1, 2]), np.array([0.5, 0.2]), np.array([0.4, 0.4])
    short = train.assign(timestamp=[0, DAY / 2, 0, DAY / 2])
    both = train.assign(timestamp=[0, DAY / 2, 0, 3 * DAY])
    assert visits(short, users, ours, theirs, SEED) == []
    assert [each.level for each in visits(both, users, ours, theirs, SEED)] == ["one day", "longer"]


def test_without_times_nothing_is_recent(facts):
    ndcg = {facts.chosen.key: np.array([0.5, 0.7]), "most_popular": np.array([0.1, 0.2])}
    both = {**ndcg, RECENT: np.array([0.2, 0.3])}
    found = [
        derived(facts.chosen, facts.baseline, each, np.array([0.5]), 0) for each in (ndcg, both)
    ]
    assert found[0].to_recent is None
    assert found[1].to_recent.value == pytest.approx(-0.35)
