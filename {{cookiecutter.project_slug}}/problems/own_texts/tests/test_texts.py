"""The texts as the record says: what is dropped, how they are cut, and that none is public."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from project_package.cleaning import LONGEST, clean
from project_package.data import (
    GROUP,
    TEXT,
    folds,
    groups,
    marked,
    names_its_class,
    read,
    split,
    told,
)
from workbench.errors import DataError
from workbench.files import PREDICTIONS, TEST, TRAIN, load_config
from workbench.own.source import own_of
from workbench.own.table import ROW, TARGET
from workbench.sources import raw_table

OWN = own_of(load_config())
RAW = raw_table("own")
ROWS = clean(RAW, OWN)[0]
PUBLIC = [
    "README.md",
    "WALKTHROUGH.md",
    "MODEL_CARD.md",
    "reports/index.html",
    "reports/facts.json",
]
LONG = 30  # characters of a text that would stand nowhere by chance


@pytest.mark.parametrize("column", [OWN.text, OWN.target])
def test_a_row_without_a_text_or_a_label_is_dropped_and_counted(column):
    raw = RAW.copy()
    raw.loc[raw[ROW] == ROWS[ROW].iloc[0], column] = ""
    after, counts = clean(raw, OWN)
    assert len(after) == len(ROWS) - 1
    assert sum(each.rows for each in counts) > 0


def test_a_very_long_text_is_cut_and_that_is_counted():
    raw = RAW.copy()
    raw.loc[raw[ROW] == ROWS[ROW].iloc[0], OWN.text] = "word " * LONGEST
    after, counts = clean(raw, OWN)
    assert after[TEXT].str.len().max() == LONGEST
    assert any("cut after" in each.what for each in counts)


def test_a_table_with_another_column_is_refused():
    with pytest.raises(DataError, match="run `make data` again"):
        clean(RAW.assign(another="x"), OWN)


def test_every_clean_text_is_in_one_part():
    train, test = (pd.read_parquet(path) for path in (TRAIN, TEST))
    both = [*train[ROW], *test[ROW]]
    assert len(set(both)) == len(both)
    if OWN.split.how != "time":
        assert sorted(both) == sorted(ROWS[ROW])


def test_copies_and_near_copies_share_a_group_and_a_side():
    first = ROWS.iloc[0]
    copy = f"{first[TEXT].upper()} 12!"
    rows = pd.concat([ROWS, ROWS.iloc[:1].assign(**{TEXT: copy, ROW: -1})], ignore_index=True)
    rows.attrs = ROWS.attrs
    found = groups(rows, OWN)
    assert found[0] == found[-1]
    if OWN.split.how != "time":
        train, test = split(rows, OWN, 1)
        assert ({first[ROW], -1} <= set(train[ROW])) or ({first[ROW], -1} <= set(test[ROW]))
        assert not set(train[GROUP]) & set(test[GROUP])


def test_the_cut_is_the_same_every_time_and_another_with_another_seed():
    first, again = (split(ROWS, OWN, 1)[1][ROW] for _ in range(2))
    assert first.equals(again)
    if OWN.split.how != "time":
        assert not first.equals(split(ROWS, OWN, 2)[1][ROW])


def test_no_group_is_in_two_folds_and_every_class_is_learned_in_each():
    table, target = read(TRAIN)
    cuts = folds(table, target, 3, 0)
    together = table.index.to_numpy()
    assert sorted(np.concatenate([held for _, held in cuts])) == list(range(len(table)))
    for fit_rows, held in cuts:
        assert not set(together[fit_rows]) & set(together[held])
        assert set(target.iloc[fit_rows]) == set(target)


def test_a_model_sees_the_text_and_nothing_else():
    assert list(read(TRAIN)[0]) == [TEXT]


def test_the_training_table_says_how_it_is_scored():
    assert told()["metric"] == OWN.metric


def test_texts_that_name_their_class_are_found():
    labels = pd.Series([0, 1] * 20)
    plain = pd.Series(["one thing", "another thing"] * 20)
    told_off = pd.Series(["so good: I like it", "it is bad, and that is that"] * 20)
    assert names_its_class(plain, labels, ["good", "bad"]) == 0
    assert names_its_class(told_off, labels, ["good", "bad"]) == 1


def test_texts_that_begin_like_others_of_their_class_are_found():
    kinds = np.arange(80) % 2
    texts = [
        f"sent from my phone, note {i}" if kind else f"{i} notes of a day, {i * 7} in all"
        for i, kind in enumerate(kinds)
    ]
    table = pd.DataFrame({TEXT: texts, TARGET: kinds, GROUP: range(80)})
    assert marked(table) == 0.5
    shuffled = table.assign(**{TARGET: np.random.default_rng(0).permutation(kinds)})
    assert marked(shuffled) == 0
    assert marked(table.assign(**{GROUP: kinds})) == 0  # near copies count once


@pytest.mark.parametrize("place", PUBLIC)
def test_no_public_file_holds_a_text(place):
    published = Path(place).read_text(encoding="utf-8")
    texts = [each for each in ROWS[TEXT] if len(each) >= LONG]
    if not texts:
        pytest.skip("texts as short as these may stand anywhere by chance")
    assert [each for each in texts if each[:LONG] in published][:3] == []


def test_predictions_are_in_no_order_of_the_rows():
    found = pd.read_csv(PREDICTIONS)
    classes = told()["classes"]
    assert list(found) == (["estimate"] if len(classes) == 2 else classes)
    assert all(found[name].is_monotonic_increasing for name in found)
