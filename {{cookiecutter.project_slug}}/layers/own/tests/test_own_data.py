"""The table as the record says: what is dropped, how it is cut, and that no row is public."""

import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from project_package.cleaning import clean, hidden
from project_package.data import GROUP, folds, read, split, told
from workbench.errors import DataError
from workbench.files import PREDICTIONS, TEST, TRAIN, load_config
from workbench.own.records import WORDED
from workbench.own.source import own_of
from workbench.own.table import ROW, TARGET
from workbench.sources import raw_table

OWN = own_of(load_config())
RAW = raw_table("own")
PUBLIC = [
    "README.md",
    "WALKTHROUGH.md",
    "MODEL_CARD.md",
    "reports/index.html",
    "reports/facts.json",
]
WORDED_ONES = [name for name in OWN.features if OWN.columns[name].role in WORDED]
SECRET = [*OWN.of_role("id", "text", "personal"), OWN.split.by]


def test_a_row_without_a_target_is_dropped_and_counted():
    before = clean(RAW, OWN)[0]
    raw = RAW.copy()
    raw.loc[raw[ROW] == before[ROW].iloc[0], OWN.target] = ""
    after, counts = clean(raw, OWN)
    assert len(after) == len(before) - 1
    assert sum(each.rows for each in counts) > 0


def test_a_table_with_another_column_is_refused():
    with pytest.raises(DataError, match="run `make data` again"):
        clean(RAW.assign(another="x"), OWN)


def test_a_table_that_lacks_a_column_is_refused():
    with pytest.raises(DataError, match="run `make data` again"):
        clean(RAW.drop(columns=OWN.best_column), OWN)


@pytest.mark.skipif(not WORDED_ONES, reason="the table has no column of words in use")
def test_only_the_model_sees_levels_that_are_names_of_people():
    name, people = WORDED_ONES[0], ["Anna Lee", "Tom Ford", "Mary Ann Hill"]
    assert name in hidden(OWN, RAW.assign(**{name: np.resize(people, len(RAW))}))
    assert name not in hidden(OWN, RAW.assign(**{name: np.resize(["red", "blue"], len(RAW))}))


def test_every_clean_row_is_in_one_part():
    train, test = (pd.read_parquet(path) for path in (TRAIN, TEST))
    rows = clean(RAW, OWN)[0]
    assert sorted([*train[ROW], *test[ROW]]) == sorted(rows[ROW])


def test_the_cut_is_the_same_every_time_and_another_with_another_seed():
    rows = clean(RAW, OWN)[0]
    first, again = (split(rows, OWN, 1)[1][ROW] for _ in range(2))
    assert first.equals(again)
    if OWN.split.how != "time":
        assert not first.equals(split(rows, OWN, 2)[1][ROW])


def test_no_group_is_in_two_folds():
    table, target = read(TRAIN)
    cuts = folds(table, target, 3, 0)
    groups = table.index.to_numpy()
    assert sorted(np.concatenate([held for _, held in cuts])) == list(range(len(table)))
    for fit_rows, held in cuts:
        assert not set(groups[fit_rows]) & set(groups[held])


def test_a_model_sees_the_columns_in_use_and_no_other():
    table, _ = read(TRAIN)
    assert list(table) == OWN.features
    assert not {ROW, TARGET, GROUP, OWN.target} & set(table)


def test_the_training_table_says_how_it_is_scored():
    assert told()["metric"] == OWN.metric


@pytest.mark.parametrize("place", PUBLIC)
def test_no_public_file_holds_a_value_that_names_a_row(place):
    text = Path(place).read_text(encoding="utf-8")
    for name in filter(None, SECRET):
        values = {each for each in RAW[name].unique() if len(each) > 5}
        assert [each for each in values if each in text][:3] == [], name


def test_predictions_are_in_no_order_of_the_rows():
    found = pd.read_csv(PREDICTIONS)
    assert all(found[name].is_monotonic_increasing for name in found)


def test_git_leaves_the_predictions_out():
    asked = ["git", "check-ignore", str(PREDICTIONS)]
    assert subprocess.run(asked, capture_output=True, check=False).returncode in (0, 128)
