"""The rows as the record says: what is dropped, how they are cut, and that nobody is public."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from project_package.cleaning import (
    ITEMS,
    USERS,
    clean,
    profile,
    validate,
)
from project_package.data import (
    ITEM,
    KEYS,
    RATING,
    TIME,
    USER,
    some_users,
    split,
)
from project_package.facts import Facts, without_times
from project_package.protocols import cut
from workbench.errors import DataError
from workbench.files import PREDICTIONS, TEST, TRAIN, load_config
from workbench.own.source import ratings_of
from workbench.sources import raw_table

CONFIG = load_config()
OWN = ratings_of(CONFIG)
RAW = raw_table("own")
NAMED = OWN.columns
TRAIN_ROWS, TEST_ROWS = pd.read_parquet(TRAIN), pd.read_parquet(TEST)
PUBLIC = [
    "README.md",
    "WALKTHROUGH.md",
    "MODEL_CARD.md",
    "reports/index.html",
    "reports/facts.json",
    "reports/predictions.csv",
]
LONG_ENOUGH = 6  # characters: a shorter name stands in any text


def cleaned(raw):
    return clean(raw, OWN, CONFIG.seed)


def test_every_row_is_in_one_part_or_counted_as_dropped():
    rows, _, counts = cleaned(RAW)
    assert len(TRAIN_ROWS) + len(TEST_ROWS) == len(rows)
    assert len(rows) + sum(each.rows for each in counts) == len(RAW)
    assert TRAIN_ROWS.merge(TEST_ROWS, on=[USER, ITEM]).empty


def test_a_number_stands_for_one_user_or_item_of_the_file():
    rows, names, _ = cleaned(RAW)
    for column, path, theirs in ((USER, USERS, NAMED.user), (ITEM, ITEMS, NAMED.item)):
        known = names[path]
        assert set(known["name"]) <= set(RAW[theirs])
        assert known["name"].is_unique
        assert sorted(known[column]) == list(range(len(known)))
        assert set(rows[column]) == set(known[column])


def test_of_a_repeated_pair_the_last_row_stays_and_the_rest_is_counted():
    before = cleaned(RAW)[2][-1].rows
    again = pd.concat([RAW, RAW.head(3)], ignore_index=True)
    rows, _, counts = cleaned(again)
    assert counts[-1].rows - before == 3
    assert not rows.duplicated([USER, ITEM]).any()


def test_a_row_without_a_user_is_dropped_and_counted():
    raw = RAW.copy()
    raw.loc[raw.index[0], NAMED.user] = ""
    assert cleaned(raw)[2][0].rows == cleaned(RAW)[2][0].rows + 1


def test_a_file_that_lacks_a_column_is_refused():
    with pytest.raises(DataError, match="run `make data` again"):
        cleaned(RAW.drop(columns=NAMED.item))


def test_rows_come_oldest_first_and_two_seeds_give_two_numberings():
    rows = cleaned(RAW)[0]
    assert rows[TIME].is_monotonic_increasing
    other = clean(RAW, OWN, CONFIG.seed + 1)[0]
    assert not rows[[USER, ITEM]].equals(other[[USER, ITEM]])


def test_a_broken_rule_names_no_value_of_a_row():
    wrong = TRAIN_ROWS.head(5).copy()
    wrong.loc[2, RATING] = 1e12
    with pytest.raises(DataError, match="rating breaks") as refused:
        validate(wrong[KEYS])
    assert "1000000000000" not in str(refused.value)


def test_the_split_holds_back_about_its_share_of_each_user():
    rows = validate(cleaned(RAW)[0])
    train, test = split(rows, OWN.test_share)
    held, whole = test[USER].value_counts(), rows[USER].value_counts()
    several = whole[whole > 1]
    right = np.maximum(np.floor(OWN.test_share * several), 1)
    assert (held.reindex(several.index) == right).all()
    checks = profile(train, test, [], OWN).split.checks
    assert all(each.passed for each in checks)
    assert ("time order" in {each.name for each in checks}) == OWN.timed


def test_new_users_are_the_same_in_the_whole_table_and_in_what_is_known():
    known, held = cut("new_users", OWN.test_share, CONFIG.seed)
    new = known[some_users(known, OWN.test_share, CONFIG.seed)]
    assert set(held[USER]) <= set(new[USER])
    share = new[USER].nunique() / known[USER].nunique()
    assert share == pytest.approx(OWN.test_share, abs=0.02)


def test_where_no_time_is_known_none_is_spoken_of(facts):
    untimed = facts.model_copy(update={"data": facts.data.model_copy(update={"timed": False})})
    said = without_times(untimed).protocol("by_user")
    assert "newest" not in said.name
    assert said.last == ""
    assert isinstance(facts, Facts)
    assert without_times(facts) == facts


def test_no_user_and_no_item_of_the_file_is_public():
    if OWN.source.may_be_published:
        pytest.skip("the author has decided to publish the rows")
    names = {*RAW[NAMED.user], *RAW[NAMED.item]}
    secret = {name for name in names if len(name) >= LONG_ENOUGH}
    for path in PUBLIC:
        words = set(Path(path).read_text(encoding="utf-8").split())
        assert not secret & words


def test_the_published_scores_are_in_no_users_order():
    scores = pd.read_csv(PREDICTIONS)
    assert list(scores.columns) == ["ndcg"]
    assert scores["ndcg"].is_monotonic_increasing
