"""The data: what a row must be, what is dropped and counted, and three ways to hold rows back."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from project_package.cleaning import FILMS, clean, validate
from project_package.data import (
    at_random,
    by_date,
    by_user,
    requests,
    rolling,
    split,
    split_checks,
)
from project_package.features import head_items, history
from project_package.protocols import asked, cut, whole_table
from workbench.errors import DataError
from workbench.files import RAW, TEST, TRAIN, load_config

CONFIG = load_config()
DATA = CONFIG.data
TRAIN_ROWS, TEST_ROWS = pd.read_parquet(TRAIN), pd.read_parquet(TEST)
FILM_ROWS = pd.read_parquet(FILMS)


def raw_rows(n=6):
    """Return the first raw rows."""
    return pd.read_parquet(RAW / f"{DATA.source.item}.parquet").head(n).reset_index(drop=True)


def cleaned(raw):
    return clean(raw, DATA.columns, CONFIG.seed)


def counted(counts):
    return [each.rows for each in counts]


def test_the_rows_that_are_learned_from_obey_the_schema():
    for rows in (TRAIN_ROWS, TEST_ROWS):
        ratings, films = validate(rows, FILM_ROWS)
        pd.testing.assert_frame_equal(ratings, rows)
        pd.testing.assert_frame_equal(films, FILM_ROWS)


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [("rating", 5.5, "isin"), ("rating", 0.0, "isin"), ("timestamp", 0, "greater_than")],
)
def test_a_broken_rule_is_one_sentence_with_its_column_and_value(column, value, rule):
    wrong = TRAIN_ROWS.head(5).copy()
    wrong.loc[2, column] = value
    with pytest.raises(DataError, match=f"{column} breaks {rule}.* with {value} \\(") as refused:
        validate(wrong, FILM_ROWS)
    assert "\n" not in str(refused.value)


def test_a_rating_that_comes_twice_breaks_the_schema():
    twice = pd.concat([TRAIN_ROWS.head(2)] * 2, ignore_index=True)
    with pytest.raises(DataError, match="break the schema"):
        validate(twice, FILM_ROWS)


def test_a_column_that_nobody_knows_is_refused():
    with pytest.raises(DataError, match="surprise"):
        validate(TRAIN_ROWS.head(3).assign(surprise=1), FILM_ROWS)


def test_no_rating_is_in_both_parts_and_none_is_lost_but_those_counted(facts):
    both = TRAIN_ROWS.merge(TEST_ROWS, on=["user", "item"])
    assert both.empty
    dropped = sum(each.rows for each in facts.data.counts if "dropped" in each.what)
    assert len(TRAIN_ROWS) + len(TEST_ROWS) == facts.source.rows - dropped


def test_no_user_is_tested_on_a_rating_older_than_those_learned_from():
    last = TRAIN_ROWS.groupby("user")["timestamp"].max()
    assert (TEST_ROWS["timestamp"] >= TEST_ROWS["user"].map(last)).all()


def test_about_a_fifth_of_every_user_is_held_back():
    known, held = (rows["user"].value_counts().sort_index() for rows in (TRAIN_ROWS, TEST_ROWS))
    assert set(known.index) == set(held.index)
    whole = known + held
    assert (held == np.floor(DATA.test_share * whole)).all()


def test_a_split_that_breaks_its_promises_is_found():
    leaky = pd.concat([TEST_ROWS, TRAIN_ROWS.head(3), TRAIN_ROWS.head(1).assign(user=-1)])
    found = {each.name: each for each in split_checks(TRAIN_ROWS, leaky, "film", "rating")}
    assert (found["same rating"].value, found["nobody new"].value) == (3, 1)
    assert found["time order"].value >= 2
    assert not any(each.passed for each in found.values())


def test_a_row_with_a_gap_is_dropped_and_counted():
    raw = raw_rows().astype({"userId": float})
    raw.loc[0, "userId"], raw.loc[1, "rating"] = None, None
    ratings, _, counts = cleaned(raw)
    assert len(ratings) == 4
    assert counted(counts) == [2, 0, 0]


def test_of_a_film_rated_twice_the_last_rating_stays():
    raw = raw_rows(2)
    raw.loc[1, "movieId"], raw.loc[1, "userId"] = raw.loc[0, "movieId"], raw.loc[0, "userId"]
    raw["rating"], raw["timestamp"] = [1.0, 5.0], [20, 10]
    ratings, _, counts = cleaned(raw)
    assert ratings["rating"].tolist() == [1.0]
    assert counted(counts) == [0, 1, 0]


def test_a_film_without_a_title_gets_its_number():
    raw = raw_rows()
    raw.loc[0, "title"] = None
    _, films, counts = cleaned(raw)
    number = raw.loc[0, "movieId"]
    assert films.set_index("item").loc[number, "title"] == f"film {number}"
    assert counted(counts) == [0, 0, 1]


def test_ratings_come_oldest_first_and_ties_do_not_follow_the_number_of_the_film():
    raw = pd.concat([raw_rows(1)] * 40, ignore_index=True)
    raw = raw.assign(movieId=range(40), timestamp=[*[5] * 39, 1])
    ratings, _, _ = cleaned(raw)
    assert ratings["item"].iloc[0] == 39
    rest = ratings["item"].iloc[1:].tolist()
    assert rest != sorted(rest)
    assert rest == cleaned(raw)[0]["item"].iloc[1:].tolist()


def test_cleaning_leaves_its_input_alone():
    raw, before = raw_rows(), raw_rows()
    cleaned(raw)
    pd.testing.assert_frame_equal(raw, before)


@pytest.mark.parametrize("column", ["userId", "movieId", "rating", "timestamp"])
def test_a_table_without_a_needed_column_says_where_to_name_it(column):
    with pytest.raises(DataError, match=f"no column {column}: say in conf/data/"):
        cleaned(raw_rows().drop(columns=column))


def test_a_table_without_titles_years_and_genres_is_enough():
    ratings, films, counts = cleaned(raw_rows().drop(columns=["title", "year", "genres"]))
    validate(ratings, films)
    assert len(ratings) == counted(counts)[2] == 6


def test_an_empty_table_is_refused():
    with pytest.raises(DataError, match="the raw table is empty"):
        cleaned(raw_rows(0))
    with pytest.raises(DataError, match=r"no row .* has a user"):
        cleaned(raw_rows().assign(rating=None))


def test_users_with_one_rating_each_leave_nothing_to_test():
    ratings, _, _ = cleaned(raw_rows().assign(userId=range(6)))
    with pytest.raises(DataError, match="no user has two ratings"):
        split(ratings, 0.2)


def test_a_history_without_times_takes_the_rows_as_oldest_first():
    past = history(pd.DataFrame({"user": [7, 7, 8], "item": [3, 1, 1]}))
    assert past.items.tolist() == [1, 3]
    assert past.times.tolist() == [0, 1, 2]


def test_a_history_ignores_films_that_nobody_asked_for():
    past = history(pd.DataFrame({"user": [7, 7], "item": [3, 99]}), pd.Index([3, 4]))
    assert past.matrix.toarray().tolist() == [[1, 0]]


def test_a_film_watched_twice_is_a_film_watched():
    past = history(pd.DataFrame({"user": [7, 7], "item": [3, 3]}))
    assert past.matrix.toarray().tolist() == [[1]]


def test_a_history_without_rows_is_refused():
    with pytest.raises(DataError, match="no interactions to learn from"):
        history(pd.DataFrame({"user": [], "item": []}))


def test_a_request_comes_right_after_what_is_known():
    known = pd.DataFrame({"user": [2, 1, 2], "timestamp": [5, 6, 9]})
    asked = requests(known, known)
    assert asked.to_dict("list") == {"user": [1, 2], "timestamp": [6, 9]}


def test_the_head_is_the_most_watched_tenth():
    table = pd.DataFrame({"item": [5, 5, 5, *range(10, 29)]})
    assert head_items(table).tolist() == [5, 10]


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
    wanted = requests(table(1, 1, 2), table(1))
    assert wanted["user"].tolist() == [1]
