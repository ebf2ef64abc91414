"""Three ways to hold ratings back, each held to what it assumes."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from project_package.errors import DataError
from project_package.files import TEST, TRAIN
from project_package.protocols import asked, cut, whole_table
from project_package.split import at_random, by_date, by_user, rolling


def table(*users):
    """Return one rating a second, each by the user named."""
    return pd.DataFrame({"user": users, "timestamp": range(1, len(users) + 1)})


def held(mask):
    return np.flatnonzero(mask).tolist()


def test_the_newest_of_each_user_are_held_back():
    assert held(by_user(table(1, 2, 1, 2, 1, 2, 1, 2), 0.5)) == [4, 5, 6, 7]


def test_the_number_is_rounded_down_but_not_to_none():
    assert held(by_user(table(*[1] * 9), 0.2)) == [8]
    assert held(by_user(table(1, 1), 0.2)) == [1]


def test_a_user_with_one_rating_keeps_it():
    assert held(by_user(table(1, 2, 2), 0.2)) == [2]
    assert held(at_random(table(1, 2, 2), 0.2, 0)) in ([1], [2])


def test_a_date_is_the_same_for_all():
    rows = table(*range(10))
    assert held(by_date(rows, 0.2)) == [8, 9]
    rows["timestamp"] = [1, 2, 3, 4, 5, 6, 7, 8, 8, 9]
    assert held(by_date(rows, 0.2)) == [7, 8, 9]


def test_one_moment_cannot_be_cut_by_date():
    with pytest.raises(DataError, match="of one moment"):
        by_date(table(1, 2).assign(timestamp=5), 0.2)


def test_at_random_as_many_of_each_user_are_held_back_as_by_time():
    rows = whole_table()
    random, newest = at_random(rows, 0.2, 0), by_user(rows, 0.2)
    pd.testing.assert_series_equal(
        rows[random]["user"].value_counts().sort_index(),
        rows[newest]["user"].value_counts().sort_index(),
    )
    assert (random != newest).mean() > 0.2
    assert np.array_equal(random, at_random(rows, 0.2, 0))
    assert not np.array_equal(random, at_random(rows, 0.2, 1))


def test_rolling_splits_learn_nothing_newer_than_what_they_are_scored_on():
    rows = whole_table()
    cuts = rolling(rows, 3, 0.2)
    for fit_rows, validation in cuts:
        known, asked_for = rows.iloc[fit_rows], rows.iloc[validation]
        last = known.groupby("user")["timestamp"].max()
        assert (asked_for["timestamp"] >= asked_for["user"].map(last)).all()
        assert not set(fit_rows) & set(validation)
    for (before, _), (fit_rows, validation) in pairwise(cuts):
        assert sorted([*fit_rows, *validation]) == before.tolist()


def test_the_headline_protocol_is_the_split_that_prepare_wrote(facts):
    known, test = cut("by_user", facts.split.asked_share, facts.run.seed)
    for ours, path in ((known, TRAIN), (test, TEST)):
        written = pd.read_parquet(path)
        keys = ["user", "item"]
        assert set(map(tuple, ours[keys].to_numpy())) == set(map(tuple, written[keys].to_numpy()))


def test_after_the_date_nothing_is_known():
    known, test = cut("by_date", 0.2, 0)
    assert known["timestamp"].max() < test["timestamp"].min()
    wanted = asked("by_date", known, test)
    assert set(wanted["user"]) == set(test["user"])
    assert (wanted["timestamp"] == known["timestamp"].max()).all()


def test_nobody_is_asked_for_who_has_nothing_held_back():
    wanted = asked("by_user", table(1, 1, 2), table(1))
    assert wanted["user"].tolist() == [1]
