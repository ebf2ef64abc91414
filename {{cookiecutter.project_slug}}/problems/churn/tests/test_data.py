"""The data: what a row must be, what is repaired and counted, and what the split must not share."""

import numpy as np
import pandas as pd
import pytest
from omegaconf import OmegaConf

from project_package import prepare
from project_package.compose import options, resolve
from project_package.cuts import levels
from project_package.errors import ConfigError, DataError
from project_package.files import (
    PARAMS,
    RAW,
    TEST,
    TRAIN,
    load_config,
    read_yaml,
)
from project_package.prepare import clean, labelled, split
from project_package.profile import described, missing, split_checks
from project_package.recipes import RECIPES, recipe
from project_package.schema import validate
from project_package.source import load
from project_package.task import KEY, TARGET, folds, read

DATA = load_config().data
TRAIN_ROWS, TEST_ROWS = pd.read_parquet(TRAIN), pd.read_parquet(TEST)
CHOICES = read_yaml(PARAMS)


def raw_rows(n=None):
    """Return the first raw rows, as fetched."""
    return pd.read_parquet(RAW / f"{DATA.source.item}.parquet").head(n or 10**6)


def raw_target():
    """Return the name of the target in the raw table, which may be in another case."""
    return next(name for name in raw_rows(1) if name.lower() == DATA.target)


def counted(counts, word):
    return next(each.rows for each in counts if word in each.what)


def other(value):
    """Return a choice of data as the stages would see it."""
    return OmegaConf.create(resolve({**CHOICES, "data": value})["data"])


def test_the_rows_that_are_learned_from_obey_the_schema():
    for rows in (TRAIN_ROWS, TEST_ROWS):
        pd.testing.assert_frame_equal(validate(rows, DATA.recipe), rows)


def test_a_number_out_of_range_is_one_sentence_with_its_column_and_value():
    column = DATA.rule.column
    wrong = TRAIN_ROWS.head(5).copy()
    wrong.loc[2, column] = -1.0
    with pytest.raises(DataError, match=f"{column} breaks in_range.* with -1") as refused:
        validate(wrong, DATA.recipe)
    assert "\n" not in str(refused.value)
    assert f"{DATA.recipe}.py" in str(refused.value)


def test_a_level_that_nobody_knows_is_refused():
    column = next(iter(TRAIN_ROWS.select_dtypes(exclude="number")))
    wrong = TRAIN_ROWS.head(5).assign(**{column: "Carrier pigeon"})
    with pytest.raises(DataError, match=f"{column} breaks isin.* with Carrier pigeon"):
        validate(wrong, DATA.recipe)


def test_a_row_that_comes_twice_breaks_the_schema():
    with pytest.raises(DataError, match=f"{KEY} breaks field_uniqueness"):
        validate(pd.concat([TRAIN_ROWS.head(2)] * 2, ignore_index=True), DATA.recipe)


def test_a_column_that_nobody_knows_is_refused():
    with pytest.raises(DataError, match="surprise"):
        validate(TRAIN_ROWS.head(3).assign(surprise=1), DATA.recipe)


def test_no_row_is_in_both_parts_and_none_is_lost():
    raw, dropped = labelled(raw_rows(), DATA.target, RECIPES[DATA.recipe].positive)
    assert not set(TRAIN_ROWS[KEY]) & set(TEST_ROWS[KEY])
    assert set(TRAIN_ROWS[KEY]) | set(TEST_ROWS[KEY]) == set(raw[KEY])
    assert len(raw) + dropped.rows == DATA.source.rows


def test_both_parts_have_the_same_share_of_positives():
    shares = TRAIN_ROWS[TARGET].mean(), TEST_ROWS[TARGET].mean()
    assert shares[0] == pytest.approx(shares[1], abs=1 / len(TEST_ROWS))
    assert len(TEST_ROWS) / len(raw_rows()) == pytest.approx(DATA.test_share, abs=0.001)


def test_every_fold_has_its_share_of_positives():
    table, target = read(TRAIN)
    for _, rows in folds(table, target, 5, 0):
        assert target.iloc[rows].sum() == pytest.approx(target.sum() / 5, abs=1)


def test_the_split_is_that_of_its_seed():
    rows = pd.concat([TRAIN_ROWS, TEST_ROWS]).sort_values(KEY, ignore_index=True)
    seed = load_config().seed
    pd.testing.assert_frame_equal(split(rows, DATA.test_share, seed)[1], TEST_ROWS)
    assert set(split(rows, DATA.test_share, seed + 1)[1][KEY]) != set(TEST_ROWS[KEY])


def test_the_positive_class_is_the_one_that_is_named():
    raw = raw_rows(50)
    table, _ = labelled(raw, DATA.target, RECIPES[DATA.recipe].positive)
    assert (
        table[TARGET].tolist()
        == (raw[raw_target()] == RECIPES[DATA.recipe].positive).astype(int).tolist()
    )
    assert DATA.target not in table


def test_a_row_without_a_class_is_dropped_and_counted():
    raw = raw_rows(50)
    raw[raw_target()] = raw[raw_target()].mask(raw.index == 3)
    table, _, counts = clean(raw, DATA)
    assert len(table) == 49
    assert counted(counts, "without a known class") == 1


def test_rows_that_look_the_same_stay_and_are_counted():
    raw = raw_rows(50)
    again = pd.concat([raw, raw.head(2).assign(rownames=[901, 902])], ignore_index=True)
    before = counted(clean(raw, DATA)[2], "repeat another")
    table, _, counts = clean(again, DATA)
    assert len(table) == 52
    assert counted(counts, "repeat another") == before + 2


def test_spaces_around_a_text_do_not_make_another_level():
    raw = raw_rows(50)
    column = next(name for name in raw.select_dtypes(exclude="number") if name != raw_target())
    spaced = raw.assign(**{column: raw[column].astype(str) + " "})
    pd.testing.assert_frame_equal(clean(spaced, DATA)[0], clean(raw, DATA)[0])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda raw: raw.head(0), "the raw table is empty"),
        (lambda raw: raw.drop(columns=raw_target()), "has no column"),
        (lambda raw: raw.assign(**{raw_target(): "maybe"}), "never says .* only: maybe"),
        (
            lambda raw: raw.assign(**{raw_target(): RECIPES[DATA.recipe].positive}),
            "nothing to tell apart",
        ),
    ],
    ids=["empty", "no target", "no positive", "one class"],
)
def test_a_table_that_cannot_be_learned_from_is_one_sentence(change, said):
    with pytest.raises(DataError, match=said):
        clean(change(raw_rows(50)), DATA)


def test_a_class_with_one_row_cannot_be_split():
    rows = TRAIN_ROWS.head(40).assign(**{TARGET: [1] + [0] * 39})
    with pytest.raises(DataError, match="cannot be split with both classes"):
        split(rows, 0.2, 0)


def test_too_few_rows_of_a_class_for_the_folds_are_refused():
    table = pd.DataFrame({"a": range(40)})
    with pytest.raises(DataError, match=r"a class has 3 row\(s\): too few for 5 folds"):
        folds(table, pd.Series([1] * 3 + [0] * 37), 5, 0)
    with pytest.raises(DataError, match=r"a class has 0 row\(s\)"):
        folds(table, pd.Series([0] * 40), 5, 0)


def test_a_column_that_may_not_be_empty_is_refused_when_it_is():
    name = next(each for each in raw_rows(1) if each.lower() == DATA.rule.column)
    with pytest.raises(DataError, match=f"{DATA.rule.column} breaks not_nullable"):
        clean(raw_rows(50).assign(**{name: np.nan}), DATA)


def test_a_column_that_may_be_all_empty_is_told_of():
    column = next(iter(DATA.meanings))
    raw = raw_rows()
    name = next(each for each in raw if each.lower() == column)
    table, before, counts = clean(raw.assign(**{name: np.nan}), DATA)
    assert described(table, before, counts, DATA).missing[0].share == 1


def test_a_gap_is_counted_before_it_is_repaired(facts):
    table, before, _ = clean(raw_rows(), DATA)
    assert facts.data.rows_with_gaps == int(before.isna().any(axis=1).sum()) > 0
    assert facts.data.gaps_left == int(table.isna().to_numpy().sum())
    assert {each.column: each.share for each in facts.data.missing} == pytest.approx(
        {name: share for name, share in before.isna().mean().items() if share}, rel=1e-5
    )


def test_a_gap_that_nobody_explains_is_called_not_recorded():
    table = pd.DataFrame({"known": [1, None], "strange": [None, None], "full": [1, 2]})
    found = missing(table, OmegaConf.create({"known": "asleep"}))
    assert [(each.column, each.meaning) for each in found] == [
        ("strange", "not recorded"),
        ("known", "asleep"),
    ]


def test_a_twin_across_the_split_is_counted():
    features = [column for column in TRAIN_ROWS if column not in (KEY, TARGET)]
    train, test = TRAIN_ROWS.head(30), TEST_ROWS.head(10).copy()
    test.loc[:2, features] = train.loc[:2, features]
    found = {each.name: each for each in split_checks(train, test)}
    assert found["twin rows"].value == pytest.approx(0.3)
    assert not found["twin rows"].passed
    assert found["same row"].passed
    assert not split_checks(train, train)[0].passed


def test_a_row_without_a_bill_has_a_total_of_zero():
    telco, data = RECIPES["telco"], other("telco")
    raw, _ = load(data.source)
    found, _ = labelled(raw, data.target, RECIPES[data.recipe].positive)
    repaired, (count,) = telco.repair(found)
    unbilled = found["total_charges"].isna()
    assert count.rows == int(unbilled.sum()) > 0
    assert (found.loc[unbilled, "tenure"] == 0).all()
    assert (repaired.loc[unbilled, "total_charges"] == 0).all()
    late = found.head(1).assign(total_charges=np.nan, tenure=5)
    assert telco.repair(late)[0]["total_charges"].isna().all()


@pytest.mark.parametrize("choice", options("data"))
def test_every_choice_of_data_is_cleaned_by_its_own_recipe(choice):
    data = other(choice)
    raw, _ = load(data.source)
    table, _, _ = clean(raw, data)
    assert len(table) == data.source.rows
    assert 0 < table[TARGET].mean() < 0.5
    named = [column for columns in data.topics.values() for column in columns]
    assert sorted(named) == sorted(set(table) - {KEY, TARGET})
    for column, how in {**data.slices, **data.groups}.items():
        assert levels(table[column], how).notna().all(), column
    assert {*data.segments, data.rule.column, *data.shown, *data.meanings} <= set(table)


def test_a_recipe_that_does_not_exist_names_those_that_do():
    with pytest.raises(ConfigError, match=r"no recipe called 'telecom'.*telco, credit"):
        recipe("telecom")


def test_the_stage_refuses_raw_data_that_was_changed(project):
    path = project / RAW / f"{DATA.source.item}.parquet"
    pd.read_parquet(path).head(100).to_parquet(path)
    with pytest.raises(DataError, match="is not the file that fetch wrote"):
        prepare.run()
