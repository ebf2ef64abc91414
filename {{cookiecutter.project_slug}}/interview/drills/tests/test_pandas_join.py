# ruff: noqa: PT011 - in which words an error is told is up to you
import pandas as pd
import pytest
from pandas_join import with_names

TEAM = pd.DataFrame({"team": [1, 2], "name": ["a", "b"]})
ENTRY = pd.DataFrame(
    {"id": [5, 6, 7], "team": [2, 9, 1], "label": [0, 1, 0], "amount": [1.0, 2.0, 3.0]},
    index=[30, 10, 20],
)


def test_names_come_by_team() -> None:
    assert with_names(ENTRY, TEAM)["name"].tolist() == ["b", "unknown", "a"]


def test_rows_and_index_stay() -> None:
    found = with_names(ENTRY, TEAM)
    assert found.index.tolist() == [30, 10, 20]
    assert list(found.columns) == ["id", "team", "label", "amount", "name"]


def test_the_tables_of_the_caller_stay_as_they_are() -> None:
    before = ENTRY.copy()
    with_names(ENTRY, TEAM)
    pd.testing.assert_frame_equal(ENTRY, before)


def test_a_team_that_is_there_twice_is_refused() -> None:
    with pytest.raises(ValueError):
        with_names(ENTRY, pd.concat([TEAM, TEAM]))
