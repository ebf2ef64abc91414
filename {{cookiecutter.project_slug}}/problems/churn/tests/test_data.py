"""The data: what a row must be, what is repaired and counted, and what the split must not share."""

import numpy as np
import pandas as pd
import pytest
from omegaconf import OmegaConf

from project_package.cleaning import (
    LEFT,
    clean,
    labeled,
    repair,
    validate,
)
from project_package.data import (
    KEY,
    TARGET,
    folds,
    missing,
    profile,
    read,
    split,
    split_checks,
)
from workbench.errors import DataError
from workbench.files import TEST, TRAIN, load_config, rounded
from workbench.sources import raw_table

CONFIG = load_config()
DATA = CONFIG.data
RAW = raw_table(DATA.source.item)
SOME = RAW.head(50)
TRAIN_ROWS, TEST_ROWS = pd.read_parquet(TRAIN), pd.read_parquet(TEST)


def counted(counts, word):
    return next(each.rows for each in counts if word in each.what)


def test_the_rows_that_are_learned_from_obey_the_schema():
    for rows in (TRAIN_ROWS, TEST_ROWS):
        pd.testing.assert_frame_equal(validate(rows), rows)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tenure": -1.0}, "tenure breaks in_range.* with -1.*cleaning"),
        ({"contract": "Carrier pigeon"}, "contract breaks isin.* with Carrier pigeon"),
        ({KEY: 7}, f"{KEY} breaks field_uniqueness"),
        ({"surprise": 1}, "surprise"),
        ({"tenure": np.nan}, "tenure breaks not_nullable"),
    ],
    ids=["out of range", "unknown level", "twice", "unknown column", "empty"],
)
def test_a_row_that_breaks_a_rule_is_one_sentence(change, said):
    with pytest.raises(DataError, match=said) as refused:
        validate(TRAIN_ROWS.head(5).assign(**change))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda raw: raw.head(0), "the raw table is empty"),
        (lambda raw: raw.drop(columns=DATA.target), f"has no column {DATA.target}"),
        (lambda raw: raw.assign(**{DATA.target: "maybe"}), "must say No and Yes, but says: maybe"),
        (lambda raw: raw.assign(**{DATA.target: LEFT}), "but says: Yes"),
    ],
    ids=["empty", "no target", "other classes", "one class"],
)
def test_a_table_that_cannot_be_learned_from_is_one_sentence(change, said):
    with pytest.raises(DataError, match=said):
        clean(change(SOME), DATA.target)


def test_the_positive_class_is_the_customers_who_left():
    table, _ = labeled(SOME, DATA.target)
    assert table[TARGET].tolist() == (SOME[DATA.target] == LEFT).astype(int).tolist()
    assert DATA.target not in table


def test_a_row_without_a_class_is_dropped_and_counted():
    raw = SOME.assign(**{DATA.target: SOME[DATA.target].mask(SOME.index == 3)})
    table, _, counts = clean(raw, DATA.target)
    assert len(table) == 49
    assert counted(counts, "without a known class") == 1


def test_rows_that_look_the_same_stay_and_are_counted():
    again = pd.concat([SOME, SOME.head(2).assign(rownames=[9001, 9002])], ignore_index=True)
    before = counted(clean(SOME, DATA.target)[2], "repeat another")
    table, _, counts = clean(again, DATA.target)
    assert len(table) == 52
    assert counted(counts, "repeat another") == before + 2


def test_spaces_around_a_text_do_not_make_another_level():
    spaced = SOME.assign(contract=SOME["contract"].astype(str) + " ")
    pd.testing.assert_frame_equal(clean(spaced, DATA.target)[0], clean(SOME, DATA.target)[0])


def test_only_a_customer_without_a_bill_has_a_total_of_zero():
    found, _ = labeled(RAW, DATA.target)
    repaired, count = repair(found)
    unbilled = found["total_charges"].isna()
    assert count.rows == int(unbilled.sum()) > 0
    assert (repaired.loc[unbilled, "total_charges"] == 0).all()
    late = found.head(1).assign(total_charges=np.nan, tenure=5)
    assert repair(late)[0]["total_charges"].isna().all()


def test_a_gap_is_counted_before_it_is_repaired(facts):
    _, before, counts = clean(RAW, DATA.target)
    found = profile((TRAIN_ROWS, TEST_ROWS), before, counts, DATA.meanings)
    assert found.data.rows_with_gaps == int(before.isna().any(axis=1).sum()) > 0
    assert rounded(found.data.content()) == facts.data.content()


def test_a_gap_that_nobody_explains_is_called_not_recorded():
    table = pd.DataFrame({"known": [1, None], "strange": [None, None], "full": [1, 2]})
    found = missing(table, OmegaConf.create({"known": "asleep"}))
    meanings = [(each.column, each.meaning) for each in found]
    assert meanings == [("strange", "not recorded"), ("known", "asleep")]


def test_no_row_is_in_both_parts_and_none_is_lost():
    assert not set(TRAIN_ROWS[KEY]) & set(TEST_ROWS[KEY])
    assert set(TRAIN_ROWS[KEY]) | set(TEST_ROWS[KEY]) == set(RAW["rownames"])


def test_both_parts_have_the_same_share_of_positives():
    assert TRAIN_ROWS[TARGET].mean() == pytest.approx(
        TEST_ROWS[TARGET].mean(), abs=1 / len(TEST_ROWS)
    )
    assert len(TEST_ROWS) / len(RAW) == pytest.approx(DATA.test_share, abs=0.001)


def test_the_split_is_that_of_its_seed():
    rows = pd.concat([TRAIN_ROWS, TEST_ROWS]).sort_values(KEY, ignore_index=True)
    pd.testing.assert_frame_equal(split(rows, DATA.test_share, CONFIG.seed)[1], TEST_ROWS)
    assert set(split(rows, DATA.test_share, CONFIG.seed + 1)[1][KEY]) != set(TEST_ROWS[KEY])


def test_every_fold_has_its_share_of_positives():
    table, target = read(TRAIN)
    assert not {TARGET, KEY} & set(table)
    for _, rows in folds(table, target, 5, 0):
        assert target.iloc[rows].sum() == pytest.approx(target.sum() / 5, abs=1)


def test_a_class_with_too_few_rows_is_refused():
    with pytest.raises(DataError, match="cannot be split with both classes"):
        split(TRAIN_ROWS.head(40).assign(**{TARGET: [1] + [0] * 39}), 0.2, 0)
    with pytest.raises(DataError, match=r"a class has 3 row\(s\): too few for \d folds"):
        folds(pd.DataFrame({"a": range(40)}), pd.Series([1] * 3 + [0] * 37), 5, 0)


def test_a_twin_across_the_split_is_counted():
    features = [column for column in TRAIN_ROWS if column not in (KEY, TARGET)]
    train, test = TRAIN_ROWS.head(30), TEST_ROWS.head(10).copy()
    test.loc[:2, features] = train.loc[:2, features]
    same, twins = split_checks(train, test)
    assert same.passed
    assert twins.value == pytest.approx(0.3)
    assert not twins.passed
    assert not split_checks(train, train)[0].passed


def test_every_column_that_the_configuration_names_is_there():
    features = set(TRAIN_ROWS) - {KEY, TARGET}
    assert sorted(column for topic in DATA.topics.values() for column in topic) == sorted(features)
    named = {*DATA.segments, *DATA.slices, *DATA.groups, *DATA.shown, *DATA.meanings}
    assert {*named, DATA.rule.column} <= features
