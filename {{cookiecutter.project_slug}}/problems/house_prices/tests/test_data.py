"""The data: what a row must be, what is dropped and counted, and how the rows are cut."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from project_package.cleaning import clean, validate
from project_package.data import (
    KEYS,
    TARGET,
    folds,
    missing,
    read,
    split,
    split_checks,
)
from workbench.errors import DataError
from workbench.files import REPORTS, TEST, TRAIN, load_config
from workbench.sources import raw_table

DATA = load_config().data
RAW = Path("data/raw") / f"{DATA.source.item}.parquet"
TRAIN_ROWS, TEST_ROWS = pd.read_parquet(TRAIN), pd.read_parquet(TEST)


def raw_rows(n=4):
    """Return the first raw rows, sold in different months."""
    rows = pd.read_parquet(RAW).head(n).reset_index(drop=True)
    return rows.assign(**{"Mo.Sold": range(1, n + 1), "Yr.Sold": 2008, "Garage.Yr.Blt": 2000.0})


def counted(counts):
    return [each.rows for each in counts]


def test_the_rows_that_are_learned_from_obey_the_schema():
    for rows in (TRAIN_ROWS, TEST_ROWS):
        pd.testing.assert_frame_equal(validate(rows), rows)


@pytest.mark.parametrize(
    ("column", "value", "rule", "shown"),
    [
        ("overall_qual", 11, "in_range", "11"),
        ("price", -5.0, "in_range", "-5.0"),
        ("kitchen_qual", "Great", "isin", "Great"),
        ("ms_subclass", 21, "isin", "21"),
        ("sold_on", "2008-5", "str_matches", "2008-5"),
        ("neighborhood", None, "not_nullable", "nan"),
    ],
)
def test_a_broken_rule_is_one_sentence_with_its_column_and_value(column, value, rule, shown):
    wrong = TRAIN_ROWS.head(5).copy()
    wrong.loc[2, column] = value
    with pytest.raises(DataError, match=f"{column} breaks {rule}.* with {shown} \\(") as refused:
        validate(wrong)
    assert "\n" not in str(refused.value)


def test_a_parcel_that_comes_twice_breaks_the_schema():
    with pytest.raises(DataError, match="pid breaks field_uniqueness"):
        validate(pd.concat([TRAIN_ROWS.head(2)] * 2, ignore_index=True))


def test_a_column_that_nobody_knows_is_refused():
    with pytest.raises(DataError, match="surprise"):
        validate(TRAIN_ROWS.head(3).assign(surprise=1))


def test_the_two_parts_share_no_parcel_and_no_month():
    assert not set(TRAIN_ROWS["pid"]) & set(TEST_ROWS["pid"])
    assert TEST_ROWS["sold_on"].min() > TRAIN_ROWS["sold_on"].max()


def test_a_split_that_shares_a_parcel_a_row_or_a_month_fails_its_checks():
    assert all(each.passed for each in split_checks(TRAIN_ROWS, TEST_ROWS))
    shared = pd.concat([TEST_ROWS, TRAIN_ROWS.tail(1)])
    assert [each.value for each in split_checks(TRAIN_ROWS, shared)] == [1, 1, 1]
    assert not any(each.passed for each in split_checks(TRAIN_ROWS, shared))


def test_every_fold_has_its_share_of_every_price_decile():
    table, target = read(TRAIN)
    decile = pd.qcut(target.rank(method="first"), 10, labels=False)
    for _, rows in folds(table, target, 5, seed=0):
        counts = decile.iloc[rows].value_counts()
        assert counts.max() - counts.min() <= 2


def test_no_row_is_lost_but_those_counted(facts):
    dropped = sum(each.rows for each in facts.data.counts if "dropped" in each.what)
    assert len(TRAIN_ROWS) + len(TEST_ROWS) == facts.source.rows - dropped


def test_a_sale_without_a_price_is_dropped_and_counted():
    raw = raw_rows()
    raw.loc[0, "price"] = 0
    houses, counts = clean(raw)
    assert len(houses) == 3
    assert counted(counts) == [1, 0, 0]


def test_a_table_without_any_price_is_refused():
    with pytest.raises(DataError, match="no sale has a price above zero"):
        clean(raw_rows().assign(price=0))


def test_of_a_parcel_sold_twice_the_last_sale_stays():
    raw = raw_rows()
    raw.loc[1, "PID"] = raw.loc[0, "PID"]
    houses, counts = clean(raw)
    assert houses["sold_on"].tolist() == ["2008-02", "2008-03", "2008-04"]
    assert counted(counts) == [0, 1, 0]


def test_a_garage_from_the_future_gets_the_year_of_the_house():
    raw = raw_rows()
    raw.loc[2, "Garage.Yr.Blt"] = 2207.0
    houses, counts = clean(raw)
    assert houses.loc[2, "garage_yr_blt"] == houses.loc[2, "year_built"]
    assert counted(counts) == [0, 0, 1]


def test_what_is_dropped_and_what_is_left_add_up():
    raw = raw_rows(6)
    raw.loc[0, "price"], raw.loc[1, "price"] = 0, None
    raw.loc[3, "PID"] = raw.loc[2, "PID"]
    raw.loc[4, "Garage.Yr.Blt"] = 2207.0
    houses, counts = clean(raw)
    assert counted(counts) == [2, 1, 1]
    assert len(houses) == len(raw) - 2 - 1


def test_cleaning_leaves_its_input_alone():
    raw, before = raw_rows(), raw_rows()
    clean(raw)
    pd.testing.assert_frame_equal(raw, before)


def test_a_table_without_prices_is_refused_by_name():
    with pytest.raises(DataError, match="no column price"):
        clean(raw_rows().drop(columns="price"))


def test_an_empty_table_is_refused():
    with pytest.raises(DataError, match="no sale has a price above zero"):
        clean(raw_rows().head(0))


def test_a_gap_is_the_absence_of_a_thing_only_where_its_size_says_so():
    told = {each.column: each.meaning for each in missing(pd.concat([TRAIN_ROWS, TEST_ROWS]))}
    assert told["mas_vnr_type"].endswith("not recorded in 30 rows, according to mas_vnr_area")
    assert told["garage_yr_blt"].endswith("not recorded in 2 rows, according to garage_area")
    assert told["lot_frontage"] == "not recorded"
    assert told["alley"] == "usually, the house has none"


def test_sales_of_one_month_cannot_be_split_by_time():
    houses, _ = clean(raw_rows().assign(**{"Mo.Sold": 5}))
    with pytest.raises(DataError, match="one month"):
        split(houses, 0.2)


def test_the_split_cuts_between_months_as_near_to_the_share_as_it_can():
    houses = pd.DataFrame({"sold_on": ["2008-01"] * 5 + ["2008-02"] * 3 + ["2008-03"] * 2})
    train, test = split(houses, 0.25)
    assert (len(train), len(test)) == (8, 2)


def test_a_raw_file_changed_by_one_byte_is_refused(tmp_path, monkeypatch):
    for path in (RAW, REPORTS / "source.json"):
        (tmp_path / path).parent.mkdir(parents=True)
        shutil.copyfile(path, tmp_path / path)
    content = bytearray(RAW.read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / RAW).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError, match=r"is not the file that fetch wrote: run .* fetch"):
        raw_table(DATA.source.item)


def test_every_column_is_in_exactly_one_topic():
    topics = [column for columns in DATA.topics.values() for column in columns]
    assert sorted(topics) == sorted(set(TRAIN_ROWS) - {TARGET, *KEYS})
