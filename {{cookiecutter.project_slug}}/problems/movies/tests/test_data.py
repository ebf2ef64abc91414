"""The data: what a row must be, what is dropped and counted, and what the parts must not share."""

import numpy as np
import pandas as pd
import pytest

from project_package.errors import DataError
from project_package.files import RAW, TEST, TRAIN, load_config
from project_package.interactions import history, last_seen, requests
from project_package.prepare import clean, split
from project_package.profile import head_films, split_checks
from project_package.schema import films as film_schema
from project_package.schema import interactions as interaction_schema
from project_package.task import FILMS, read
from project_package.validated import validated

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
        pd.testing.assert_frame_equal(validated(rows, interaction_schema, "schema"), rows)
    pd.testing.assert_frame_equal(validated(FILM_ROWS, film_schema, "schema"), FILM_ROWS)


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [("rating", 5.5, "isin"), ("rating", 0.0, "isin"), ("timestamp", 0, "greater_than")],
)
def test_a_broken_rule_is_one_sentence_with_its_column_and_value(column, value, rule):
    wrong = TRAIN_ROWS.head(5).copy()
    wrong.loc[2, column] = value
    with pytest.raises(DataError, match=f"{column} breaks {rule}.* with {value} \\(") as refused:
        validated(wrong, interaction_schema, "schema")
    assert "\n" not in str(refused.value)


def test_a_rating_that_comes_twice_breaks_the_schema():
    twice = pd.concat([TRAIN_ROWS.head(2)] * 2, ignore_index=True)
    with pytest.raises(DataError, match="break the schema"):
        validated(twice, interaction_schema, "schema")


def test_a_column_that_nobody_knows_is_refused():
    with pytest.raises(DataError, match="surprise"):
        validated(TRAIN_ROWS.head(3).assign(surprise=1), interaction_schema, "schema")


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
    found = {each.name: each for each in split_checks(TRAIN_ROWS, leaky)}
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
    validated(films, film_schema, "schema")
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
    assert last_seen(past).tolist() == [1, 2]


def test_a_history_ignores_films_that_nobody_asked_for():
    past = history(pd.DataFrame({"user": [7, 7], "item": [3, 99]}), pd.Index([3, 4]))
    assert past.matrix.toarray().tolist() == [[1, 0]]


def test_a_film_watched_twice_is_a_film_watched():
    past = history(pd.DataFrame({"user": [7, 7], "item": [3, 3]}))
    assert past.matrix.toarray().tolist() == [[1]]


def test_a_history_without_rows_or_columns_is_refused_by_name():
    with pytest.raises(DataError, match="no interactions to learn from"):
        history(pd.DataFrame({"user": [], "item": []}))
    with pytest.raises(DataError, match="no column item"):
        history(pd.DataFrame({"user": [1]}))


def test_a_request_comes_right_after_what_is_known():
    asked = requests(pd.DataFrame({"user": [2, 1, 2], "timestamp": [5, 6, 9]}))
    assert asked.to_dict("list") == {"user": [1, 2], "timestamp": [6, 9]}


def test_the_head_is_the_most_watched_tenth():
    table = pd.DataFrame({"item": [5, 5, 5, *range(10, 29)]})
    assert head_films(table).tolist() == [5, 10]


def test_models_are_given_no_stars_to_learn_a_ranking_from():
    X, y = read(TRAIN)
    assert list(X) == ["user", "item", "timestamp"]
    assert y.name == "rating"
