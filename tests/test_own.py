"""A table of one's own: what the file says is told, what it cannot say is asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pexpect
import pytest
import yaml
from omegaconf import OmegaConf
from sklearn.neighbors import KNeighborsClassifier

import own_files
from conftest import SKELETON, TEMPLATE
from workbench.errors import ConfigError, DataError, ProjectError
from workbench.experiments import changes
from workbench.own import cli, personal, reading, screen
from workbench.own.alike import alike
from workbench.own.carrying import answered
from workbench.own.form import form_of
from workbench.own.profile import Wanted, profile
from workbench.own.records import Split, checked
from workbench.own.slices import ways_to_cut
from workbench.own.source import OWN, keep_own_table, own_table
from workbench.own.splits import cut
from workbench.own.table import twins, typed
from workbench.own.thinning import OnAtMost
from workbench.own.values import as_numbers, decimal_of, number_of, understood
from workbench.own.writing import RECORD, as_text, from_file
from workbench.ready import own_rows
from workbench.seal import Seal

RNG = np.random.default_rng(0)
N = 120


@pytest.fixture
def table() -> pd.DataFrame:
    """Return rows with an id, a note that nobody should read, a code for a gap, and an amount."""
    rng = np.random.default_rng(0)  # the same rows whichever tests ran before
    rows = pd.DataFrame(
        {
            "customer": range(900_000, 900_000 + N),
            "plan": rng.choice(["basic", "plus"], N),
            "age": rng.integers(18, 80, N).astype(float),
            "note": [f"told me about the neighbor, number {i}" for i in range(N)],
        }
    )
    rows.loc[:9, "age"] = -999
    rows["spend"] = (rows["age"].abs() * rng.lognormal(0, 1, N)).round(2)
    return rows


@pytest.fixture
def own_file(table, tmp_path) -> Path:
    file = tmp_path / "mine.csv"
    table.to_csv(file, index=False)
    return file


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Return an empty project's folder, in which the test runs."""
    place = tmp_path / "project"
    (place / "conf").mkdir(parents=True)
    (place / "conf/config.yaml").write_text("task: regression\n")
    monkeypatch.chdir(place)
    for name in ("FILE", "TARGET", "TIME", "GROUP", "YES"):
        monkeypatch.delenv(f"OWN_{name}", raising=False)
    return place


def test_columns_that_say_nearly_the_same_are_shuffled_together():
    rng = np.random.default_rng(0)
    size, town = rng.normal(size=300), rng.choice(["Ulm", "Bonn", "Trier"], 300)
    rows = pd.DataFrame(
        {
            "size": size,
            "town": town,
            "rooms": rng.integers(1, 7, 300),
            "feet": -size * 10.8 + rng.normal(size=300) / 100,
            "code": pd.Series(town).map({"Ulm": 7, "Bonn": 3, "Trier": 5}).astype(float),
            "same": 1.0,
            "flag": rng.choice(["yes", "no"], 300),
        }
    )
    rows.loc[:20, "feet"] = np.nan
    assert [*alike(rows).values()] == [
        ["size", "feet"],
        ["town", "code"],
        ["rooms"],
        ["same"],
        ["flag"],
    ]
    assert [*alike(rows)][:3] == ["size + feet", "town + code", "rooms"]


# Files


@pytest.mark.parametrize("name", own_files.REFUSED)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(name, tmp_path):
    content, target, said = own_files.REFUSED[name]
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(ProjectError) as refused:
        profile(file, Wanted(target))
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", own_files.TAKEN)
def test_an_odd_file_is_read_and_the_record_says_how(name, tmp_path):
    content, target, said = own_files.TAKEN[name]
    file = tmp_path / name
    file.write_bytes(content)
    text = as_text(profile(file, Wanted(target)))
    assert [each for each in said if each not in text] == []


@pytest.mark.parametrize("where", ["nowhere.csv", "."])
def test_what_is_no_file_is_refused(where, tmp_path):
    with pytest.raises(DataError, match=r"not there: check the path|a folder"):
        profile(tmp_path / where, Wanted("price"))


def test_a_long_file_is_sampled_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_CELLS", 400)
    monkeypatch.setattr(reading, "LEAST_SAMPLE", 100)
    file = tmp_path / "long.csv"
    pd.DataFrame({"a": range(5000), "b": np.arange(5000) % 7 * 1.5}).to_csv(file, index=False)
    told = reading.read(file)
    rows = told.table[reading.ROW]
    assert (len(told.table), told.rows) == (200, 5000)
    assert rows.is_monotonic_increasing
    assert 2000 < rows.mean() < 3000  # a fair sample, not the head
    assert (told.table["a"].astype(int) == rows).all()
    assert told.table.equals(reading.read(file).table)
    assert any("200 of 5,000 rows" in each for each in profile(file, Wanted("b")).own.open)


def test_memory_does_not_grow_with_the_file(tmp_path, monkeypatch):
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(reading, "MOST_CELLS", 20_000)
    file = tmp_path / "large.csv"
    line = ",".join(["123.456"] * 20) + "\n"
    with file.open("w") as out:
        out.write(",".join(f"c{i}" for i in range(20)) + "\n")
        out.writelines(line for _ in range(300_000))  # 48 MB, above 300 MB as a table of text
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert reading.read(file).rows == 300_000
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 60


# Values and roles


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1,234.5", ".", 1234.5),
        ("1.234,5", ",", 1234.5),
        ("$ 12", ".", 12),
        ("12 %", ".", 12),
        ("(3)", ".", -3),
        ("1e3", ".", 1000),
        (".5", ".", 0.5),
        ("1 234", ".", 1234),
    ],
)
def test_a_number_is_read_in_the_ways_people_write_it(text, decimal, number):
    assert number_of(text, decimal) == number


@pytest.mark.parametrize("text", ["E1", "e-9", "1,23", "12-3", "inf", "", ".", "1.2.3", "0x10"])
def test_what_is_no_number_is_none(text):
    assert np.isnan(number_of(text, "."))


def test_three_digits_after_a_comma_are_thousands_unless_others_say_so():
    assert decimal_of(pd.DataFrame({"a": ["1,234", "2,500"]})) == "."
    assert decimal_of(pd.DataFrame({"a": ["1,234", "2,5"]})) == ","


@pytest.mark.parametrize("codes", [["007", "012"], ["1234567890123456789", "1234567890123456780"]])
def test_digits_that_a_float_would_spoil_stay_words(codes):
    assert as_numbers(pd.Series(codes * 20), ".") is None


def test_a_mark_among_words_is_a_gap_and_a_word_among_words_is_not():
    found = understood(pd.Series(["a", "b", "?", "none"] * 10), ".")
    assert list(found.codes) == ["?"]
    assert set(found.typed.dropna()) == {"a", "b", "none"}


@pytest.mark.parametrize(
    ("name", "cells", "what"),
    [
        ("contact", ["ann@example.org"], "email addresses"),
        ("reach", ["+49 170 1234567"], "phone numbers"),
        ("host", ["192.168.0.17"], "network addresses"),
        ("first_name", [f"Ann{i}" for i in range(60)], "a name"),
        ("street", [f"Road {i}" for i in range(60)], "an address"),
    ],
)
def test_a_column_that_names_or_reaches_a_person_is_found(name, cells, what):
    assert what in personal.personal(name, pd.Series(cells))


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("product_name", [f"Thing {i}" for i in range(60)]),
        ("phone_service", ["Yes", "No"] * 30),
        ("Street", ["Pave", "Grvl"] * 30),
        ("version", ["1.2.3"] * 60),
    ],
)
def test_a_column_that_only_sounds_personal_is_not(name, cells):
    assert personal.personal(name, pd.Series(cells)) == ""


# The record


@pytest.mark.parametrize(
    ("rows", "metric"),
    [
        ({"no": 80, "yes": 20}, "average_precision"),
        ({"no": 60, "yes": 40}, "log_loss"),
        ({"a": 40, "b": 30, "c": 30}, "log_loss"),
        ({"a": 70, "b": 50, "c": 12}, "macro_f1"),
    ],
    ids=["two, one rare", "two alike", "three alike", "three, one rare"],
)
def test_a_rare_class_decides_the_metric(tmp_path, rows, metric):
    y = np.repeat(list(rows), list(rows.values()))
    table = pd.DataFrame({"size": RNG.normal(size=len(y)), "color": RNG.choice(3, len(y)), "y": y})
    table.to_csv(tmp_path / "classes.csv", index=False)
    assert profile(tmp_path / "classes.csv", Wanted("y")).own.metric == metric


STAFF = ["Anna Lee", "Tom Ford", "Mary Ann Hill", "J. Smith", "Kim Park"]


@pytest.mark.parametrize(
    ("name", "levels", "said"),
    [
        ("rep", STAFF, True),
        ("sold_by", ["Anna", "Bob", "Maria"], True),
        ("first_name", ["Xiu", "Odalys", "Bjarne"], True),
        ("rep", ["North", "South", "East"], False),
        ("city", ["San Jose", "Santa Ana", "Austin", "Salem", "Boston"], False),
        ("customer", ["new", "returning"], False),
        ("model", ["Civic", "Corolla", "Golf"], False),
    ],
)
def test_levels_that_are_names_of_people_are_personal_however_few_they_are(name, levels, said):
    assert personal.people(name, pd.Series(levels * 40)) is said


def test_of_a_hidden_column_the_form_knows_no_level():
    table = pd.DataFrame({"rep": STAFF * 20, "size": RNG.normal(size=100)})
    hidden, shown = form_of(table, ["rep"])
    assert (hidden.levels, hidden.typical) == ((), None)
    assert shown.kind == "number"


def test_the_record_holds_no_row_of_the_data(own_file):
    text = as_text(profile(own_file, Wanted("spend")))
    assert not [each for each in ("neighbor", "basic", "900001") if each in text]


def test_the_record_comes_back_as_it_was_written(own_file, tmp_path):
    found = profile(own_file, Wanted("spend"))
    path = tmp_path / "own.yaml"
    path.write_text(as_text(found))
    back = from_file(path)
    assert back.features == found.own.features == ["plan", "age"]
    assert back.columns["age"].missing_codes == [-999]
    assert back.overruled == []


def test_what_a_person_changed_is_told(own_file, tmp_path):
    path = tmp_path / "own.yaml"
    text = as_text(profile(own_file, Wanted("spend")))
    path.write_text(text.replace('"age": {role: "number"', '"age": {role: "category"', 1))
    assert from_file(path).overruled == ["role of age: category, not number"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('role: "number"', 'role: "nubmer"', "columns.age.role"),
        ("metric: rmse_log", "metric: auc", "metric"),
        ("metric: rmse_log", "metric: macro_f1", "is not one of a regression"),
        ('target: "spend"', 'target: "age"', "cannot be a column too"),
        ('{how: "random"}', '{how: "time", by: "plan"}', "no date and no number"),
        ('{how: "random"}', '{how: "group", by: "nobody"}', "which is no column"),
        ("test_share: 0.2", "test_share: 0.9", "test_share"),
        ('"plan": {role: "category"', '"plan": {role: "id"', "set use: false"),
        ('unit: "unknown" #', 'units: "unknown" #', "units"),
        ('best_column: "age"', 'best_column: "agee"', "did you mean 'age'"),
    ],
)
def test_a_slip_in_the_record_is_one_sentence(own_file, tmp_path, old, new, said):
    path = tmp_path / "own.yaml"
    text = as_text(profile(own_file, Wanted("spend")))
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(ConfigError, match=said) as refused:
        from_file(path)
    assert "\n" not in str(refused.value)


def test_a_cell_that_does_not_fit_its_role_is_empty(own_file):
    own = profile(own_file, Wanted("spend")).own
    cells = pd.Series(["40", "-999", "old", ""])
    assert typed("age", cells, own.columns["age"], ".").tolist()[0] == 40
    assert typed("age", cells, own.columns["age"], ".").isna().tolist() == [False, True, True, True]


def test_days_since_1970_in_a_column_called_a_date_are_asked_about(tmp_path):
    rows = pd.DataFrame({"Date": RNG.permutation(np.arange(16_695, 16_695 + N))})
    rows.assign(size=RNG.normal(size=N), y=RNG.normal(size=N)).to_csv(tmp_path / "days.csv")
    asked = profile(tmp_path / "days.csv", Wanted("y")).own.open
    assert any("as days since 1970 they are 2015-09-17 to" in each for each in asked)


def test_columns_that_say_the_same_are_asked_about_and_different_numbers_are_not(tmp_path):
    sex = RNG.integers(0, 2, N)
    rows = pd.DataFrame({"sex": sex, "gender": np.where(sex == 1, "f", "m")})
    rows = rows.assign(a=RNG.normal(size=N), b=RNG.normal(size=N), y=RNG.normal(size=N))
    rows.to_csv(tmp_path / "twice.csv", index=False)
    asked = [q for q in profile(tmp_path / "twice.csv", Wanted("y")).own.open if "the same" in q]
    assert asked == ["sex and gender say the same: keep one?"]


def test_columns_with_the_very_same_numbers_are_asked_about(tmp_path):
    share = RNG.normal(size=N)
    rows = pd.DataFrame({"a": share, "b": share, "c": share, "d": -share, "y": RNG.normal(size=N)})
    rows.to_csv(tmp_path / "same.csv", index=False)
    asked = [q for q in profile(tmp_path / "same.csv", Wanted("y")).own.open if "the same" in q]
    assert asked == ["a, b and c say the same: keep one?"]


def test_columns_that_say_who_somebody_is_are_asked_about(tmp_path):
    rows = pd.DataFrame({"hispan": RNG.integers(0, 2, N), "black": RNG.integers(0, 2, N)})
    rows.assign(size=RNG.normal(size=N), y=RNG.normal(size=N)).to_csv(tmp_path / "who.csv")
    (asked,) = [q for q in profile(tmp_path / "who.csv", Wanted("y")).own.open if "person" in q]
    assert asked.startswith("hispan, black: if this says who a person is, may a model use it")


def test_a_question_that_a_correction_answers_is_not_asked_again(tmp_path):
    rows = pd.DataFrame({"a": RNG.normal(size=N), "ok": np.repeat([1, 0], [N - 20, 20])})
    rows.to_csv(tmp_path / "larger.csv", index=False)
    own = profile(tmp_path / "larger.csv", Wanted("ok", "classification")).own
    assert any("the larger class" in each for each in own.asked)
    corrected = own.model_copy(update={"positive": 0})
    assert not any("the larger class" in each for each in corrected.asked)
    assert own_rows.unanswered(corrected.model_dump()) == corrected.asked


def test_a_baseline_that_is_set_aside_is_told_and_make_data_finds_the_next(
    own_file, monkeypatch, capsys
):
    monkeypatch.chdir(own_file.parent)
    assert cli.main([str(own_file), "--target", "spend", "--yes"]) == 0
    best = from_file().best_column
    line = next(e for e in RECORD.read_text().splitlines() if e.startswith(f'  "{best}": '))
    late = f'  "{best}": {{role: "leak", use: false, reason: "too late"}}'
    RECORD.write_text(RECORD.read_text().replace(line, late))
    with pytest.raises(ConfigError, match="run `make data` with the file again"):
        from_file()
    assert cli.main([str(own_file), "--target", "spend", "--yes"]) == 0
    assert from_file().best_column != best
    assert f"carried over: {best}: role leak" in capsys.readouterr().out


def test_a_leak_is_on_the_screen_however_many_columns_there_are(tmp_path):
    y = RNG.normal(size=N)
    rows = pd.DataFrame({f"x{i}": RNG.normal(size=N) for i in range(60)})
    rows.assign(twice=2 * y, y=y).to_csv(tmp_path / "wide.csv", index=False)
    said = screen.screen(profile(tmp_path / "wide.csv", Wanted("y")))
    assert "twice" in said
    assert "(rank correlation 1.0000)" in said
    assert "and 21 more, all in conf/data/own.yaml" in said


def test_columns_that_say_the_same_cut_the_same_slices_once():
    size = pd.Series(RNG.normal(size=N))
    rows = pd.DataFrame({"size": size, "log": size.rank(), "other": RNG.normal(size=N)})
    assert list(ways_to_cut(rows, rows, 20)) == ["size", "other"]


# What differs from the first run


def config_of(checksum: str, **columns: str) -> dict:
    """Return a configuration with the record of an own table, as far as it is compared."""
    data = {"source": {"name": "sales", "checksum": checksum}, "open": [], "columns": columns}
    return {"choices": {"data": "own"}, "data": data}


def test_a_corrected_role_is_a_setting_and_another_table_is_one_too():
    first = config_of("1", **{"AC/DC": "number", "b": "number"})
    corrected = config_of("1", **{"AC/DC": "category", "b": "number"})
    (changed,) = changes.settings(first, corrected)
    assert changed.key == 'data.columns."AC/DC"'
    (other,) = changes.settings(first, config_of("2", c="number"))
    assert other.key == "data.source.checksum"


# The split


def test_twins_are_on_one_side():
    rows = pd.DataFrame({"a": list(range(40)) * 3})
    target = pd.Series(RNG.normal(size=120))
    test = cut(Split(), None, target, twins(rows), 0.2, 1)
    assert not set(rows["a"][test]) & set(rows["a"][~test])


def test_the_newest_rows_are_the_test_set():
    by = pd.Series(pd.date_range("2020-01-01", periods=100))[::-1].reset_index(drop=True)
    everyone = pd.Series(range(100))
    test = cut(Split(how="time", by="day"), by, pd.Series(RNG.normal(size=100)), everyone, 0.2, 1)
    assert by[test].min() > by[~test].max()
    assert test.sum() == 20


def test_a_split_that_leaves_a_part_without_a_class_is_refused():
    by = pd.Series(range(100))
    labels = pd.Series(["a"] * 90 + ["b"] * 10)
    with pytest.raises(DataError, match="the training part has no row of class 'b'"):
        cut(Split(how="time", by="day"), by, labels, by, 0.2, 1)


@pytest.mark.parametrize(("late", "asked"), [(3, "3 test rows of 'rare'"), (12, "")])
def test_a_split_that_leaves_few_test_rows_of_a_class_asks_about_it(late, asked, tmp_path):
    days = pd.date_range("2021-01-01", periods=200).strftime("%Y-%m-%d")
    kind = np.array(["usual"] * 200, dtype=object)
    kind[:20], kind[-late:] = "rare", "rare"
    file = tmp_path / "few.csv"
    pd.DataFrame({"day": days, "size": RNG.normal(size=200), "kind": kind}).to_csv(
        file, index=False
    )
    for by_hand in (None, Split(how="time", by="day")):
        found = profile(file, Wanted("kind", "classification", by_hand)).own
        assert str(found.split) == "time by day"
        few = [each for each in found.open if "will say little of it" in each]
        assert [each.startswith(asked) for each in few] == [True] * bool(asked)


def test_a_split_by_time_is_not_suggested_if_its_test_part_would_miss_a_class(tmp_path):
    days = pd.date_range("2020-01-01", periods=N).strftime("%Y-%m-%d")
    rows = pd.DataFrame({"day": days, "a": RNG.normal(size=N)})
    rows["sky"] = np.where(np.arange(N) < 20, "snow", np.where(rows["a"] > 0, "sun", "rain"))
    rows.to_csv(tmp_path / "sky.csv", index=False)
    own = profile(tmp_path / "sky.csv", Wanted("sky")).own
    assert own.split == Split()
    assert any("would leave the test part without 'snow'" in each for each in own.open)


@pytest.mark.parametrize(
    ("answer", "said"),
    [("", "group by x"), ("random", "random"), ("time sold on", "time by sold on")],
)
def test_a_split_can_be_answered_in_a_word(answer, said):
    assert str(screen.said_split(answer, Split(how="group", by="x"))) == said


@pytest.mark.parametrize("answer", ["maybe", "time", "random x"])
def test_what_is_no_split_is_asked_again(answer):
    assert screen.said_split(answer, Split()) is None


# The command


def test_a_file_becomes_a_record_and_is_kept_by_its_checksum(own_file, folder, capsys):
    assert cli.main([str(own_file), "--target", "spend", "--yes"]) == 0
    own = from_file(RECORD)
    assert (folder / OWN / own.source.file).read_bytes() == own_file.read_bytes()
    said = capsys.readouterr().out
    assert "plan" in said
    assert "Wrote conf/data/own.yaml" in said


def test_a_bad_file_leaves_an_earlier_record_and_file(own_file, folder, capsys):
    cli.main([str(own_file), "--target", "spend", "--yes"])
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    bad = own_file.with_name("bad.csv")
    bad.write_text("a,b\n1\n")
    assert cli.main([str(bad), "--target", "a", "--yes"]) == 1
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert capsys.readouterr().err.count("\n") == 1


def correct(*pairs: tuple[str, str]) -> None:
    """Correct the record by hand."""
    text = RECORD.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    RECORD.write_text(text)


def newer(table: pd.DataFrame, folder: Path) -> list[str]:
    """Write a newer version of the table; return the command that reads it."""
    table.to_csv(folder / "newer.csv", index=False)
    return [str(folder / "newer.csv"), "--target", "spend", "--yes"]


CORRECTED = (
    ('unit: "unknown" # of', 'unit: "euros" # of'),
    ('license: "unknown"', 'license: "mine"'),
    ('"age": {role: "number", use: true', '"age": {role: "category", use: true'),
)


def test_corrections_are_carried_over_to_a_newer_file_and_shown(own_file, table, folder, capsys):
    cli.main([str(own_file), "--target", "spend", "--yes"])
    correct(*CORRECTED)
    before = RECORD.read_text()
    command = newer(table.sample(frac=1, random_state=0), folder)
    for _ in range(2):  # what was carried over once is a correction still
        capsys.readouterr()
        assert cli.main(command) == 0
        said = capsys.readouterr().out
        assert "carried over: unit: euros" in said
        assert "carried over: license: mine" in said
        assert "carried over: age: role category" in said
    found = from_file()
    assert (found.unit, found.source.license) == ("euros", "mine")
    assert found.overruled == ["role of age: category, not number"]
    assert cli.BEFORE.read_text() == before


def test_a_correction_that_does_not_fit_the_newer_file_is_named_and_left_out(
    own_file, table, folder, capsys
):
    cli.main([str(own_file), "--target", "spend", "--yes"])
    correct(*CORRECTED, ('"plan": {role: "category", use: true', '"plan": {role: "id", use: false'))
    capsys.readouterr()
    assert cli.main(newer(table.drop(columns="age").assign(more=range(len(table))), folder)) == 0
    said = capsys.readouterr().out
    assert "left out: age: role category: the file has no such column" in said
    assert "left out: plan: role id, use False: no column is left to learn from" in said
    assert "carried over: unit: euros" in said


def test_a_role_that_the_newer_cells_do_not_have_is_left_out(own_file, table, folder, capsys):
    cli.main([str(own_file), "--target", "spend", "--yes"])
    correct(('"age": {role: "number", use: true', '"age": {role: "ordinal", use: true'))
    capsys.readouterr()
    assert cli.main(newer(table.assign(age=np.where(table.age > 40, "old", "young")), folder)) == 0
    assert "left out: age: role ordinal: only 0 of its" in capsys.readouterr().out
    assert from_file().columns["age"].role == "category"


def test_a_split_is_carried_over(own_file, table, folder, capsys):
    cli.main([str(own_file), "--target", "spend", "--yes", "--group", "plan"])
    correct(('{how: "group", by: "plan"}', '{how: "time", by: "age"}'))
    capsys.readouterr()
    assert cli.main(newer(table, folder)) == 0
    assert "carried over: split time by age" in capsys.readouterr().out
    assert str(from_file().split) == "time by age"
    assert any("split" in each for each in from_file().overruled)


def test_a_corrected_encoding_is_carried_over(table, folder, capsys):
    cities = np.where(table["age"] > 40, "I\u011fd\u0131r", "Mu\u015f")
    path = folder / "turkish.csv"
    table.assign(city=cities).to_csv(path, index=False, encoding="cp1254")
    command = [str(path), "--target", "spend", "--yes"]
    cli.main(command)
    correct(('encoding: "cp1252"', 'encoding: "cp1254"'))
    for _ in range(2):
        capsys.readouterr()
        assert cli.main(command) == 0
        assert "carried over: encoding cp1254" in capsys.readouterr().out
        assert from_file().source.encoding == "cp1254"
    table.assign(city=cities).to_csv(path, index=False, encoding="utf-8")
    cli.main(command)
    assert from_file().source.encoding == "utf-8"


def test_who_confirms_the_split_has_answered_whether_it_fits(table, folder):
    days = pd.date_range("2021-01-01", periods=len(table)).strftime("%Y-%m-%d")
    table.assign(day=days).to_csv(folder / "dated.csv", index=False)
    wanted = Wanted("spend", "regression", None)
    found = profile(folder / "dated.csv", wanted)
    assert [each for each in found.own.open if each.startswith("is the model used on")]
    found = cli.confirm(found, wanted, folder / "dated.csv", lambda _: "")
    assert found.own.confirmed == ["target spend", "split time by day"]
    assert not [each for each in found.own.open if each.startswith("is the model used on")]


def test_a_question_that_was_answered_before_is_not_asked_again(own_file):
    own = profile(own_file, Wanted("spend")).own
    asked = ["age nearly says it: is it known?", "rows repeat others: the same case?", "new?"]
    then, new = (own.model_copy(update={"open": each}) for each in (asked[:2], asked))
    said = ["age is known in time", "plan is known too late", "gone is known in time"]
    now = own.model_copy(update={"open": asked[:1], "confirmed": [*said, "split time by age"]})
    found = answered(new, then, now)
    assert found.open == ["new?"]
    assert found.confirmed == said[:2]


def test_another_target_carries_nothing_over(own_file, folder, capsys):
    cli.main([str(own_file), "--target", "spend", "--yes"])
    correct(*CORRECTED)
    capsys.readouterr()
    assert cli.main([str(own_file), "--target", "age", "--yes"]) == 0
    assert "carried over" not in capsys.readouterr().out
    assert from_file().unit == "unknown"


@pytest.mark.parametrize(
    ("task", "target", "said"),
    [
        ("classification", "spend", "problem=own_regression"),
        ("regression", "plan", "problem=own_classification"),
    ],
)
def test_a_target_of_the_other_kind_names_the_other_problem(
    task, target, said, own_file, folder, capsys
):
    (folder / "conf/config.yaml").write_text(f"task: {task}\n")
    assert cli.main([str(own_file), "--target", target, "--yes"]) == 1
    assert said in capsys.readouterr().err


def test_without_a_file_the_command_says_how_to_name_one(folder, capsys):
    assert cli.main([]) == 1
    assert "make data FILE=~/sales.csv TARGET=price" in capsys.readouterr().err


def test_without_a_terminal_the_suggestions_are_taken_and_that_is_said(own_file, folder):
    done = subprocess.run(
        [sys.executable, "-m", "workbench.own", str(own_file), "--target", "spend"],
        env={**os.environ, "PYTHONPATH": str(TEMPLATE / SKELETON)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "No terminal to ask in: the suggestions are taken as they are." in done.stdout


def test_in_a_terminal_the_split_and_a_late_column_are_asked(table, folder, tmp_path):
    late = table.assign(spend_later=RNG.normal(size=N))
    late.to_csv(tmp_path / "late.csv", index=False)
    command = ["-m", "workbench.own", str(tmp_path / "late.csv")]
    environment = {**os.environ, "PYTHONPATH": str(TEMPLATE / SKELETON)}
    child = pexpect.spawn(sys.executable, command, env=environment, encoding="utf-8", timeout=60)
    child.expect("Predict spend_later")
    child.sendline("nothing")
    child.expect("no column is called 'nothing'")
    child.sendline("spend")
    child.expect("Predict spend?")
    child.sendline("")
    child.expect("Split random")
    child.sendline("group nobody")
    child.expect("no split of these columns")
    child.sendline("group plan")
    child.expect(r"spend_later .* Is it known before spend is")
    child.sendline("n")
    child.expect("Wrote conf/data/own.yaml")
    child.expect(pexpect.EOF)
    own = from_file(RECORD)
    assert str(own.split) == "group by plan"
    assert own.columns["spend_later"].role == "leak"
    assert "split: group by plan, not random" in own.overruled
    assert "spend_later is known too late" in own.confirmed


def test_a_late_baseline_gives_way_to_the_next_column_and_none_left_is_refused(own_file):
    found = profile(own_file, Wanted("spend"))._replace(asked={"age": "nearly says it"})
    assert found.own.best_column == "age"
    cli.answer_late(found, lambda _: "n")
    assert (found.own.best_column, found.own.columns["age"].role) == ("plan", "leak")
    with pytest.raises(DataError, match="nothing is left to learn from"):
        cli.answer_late(found._replace(asked={"plan": "nearly says it"}), lambda _: "n")


def test_a_missing_file_tells_a_stranger_which_it_is_and_what_can_be_checked(own_file, folder):
    cli.main([str(own_file), "--target", "spend", "--yes"])
    own = from_file(RECORD)
    (OWN / own.source.file).unlink()
    config = OmegaConf.create({"data": yaml.safe_load(RECORD.read_text())})
    with pytest.raises(DataError) as refused:
        keep_own_table(config)
    assert own.source.checksum in str(refused.value)
    assert "make verify DO=--fast" in str(refused.value)


def test_another_file_in_its_place_is_refused(own_file, folder):
    cli.main([str(own_file), "--target", "spend", "--yes"])
    own = from_file(RECORD)
    with (OWN / own.source.file).open("a") as file:
        file.write("1,basic,2,x,3\n")
    with pytest.raises(DataError, match="expected"):
        keep_own_table(OmegaConf.create({"data": yaml.safe_load(RECORD.read_text())}))


def test_the_encoding_of_the_record_is_the_one_that_is_read(folder):
    rows = pd.DataFrame({"town": ["Muğla", "Muş"] * 30, "size": range(60), "rent": range(60)})
    rows.assign(rent=rows["rent"] % 7 + rows["size"] / 3).to_csv(
        "t.csv", index=False, encoding="cp1254"
    )
    assert cli.main(["t.csv", "--target", "rent", "--yes"]) == 0
    told = from_file(RECORD).source
    assert set(own_table(told)["town"]) == {"Muðla", "Muþ"}
    turkish = told.model_copy(update={"encoding": "cp1254"})
    assert set(own_table(turkish)["town"]) == {"Muğla", "Muş"}
    for wrong in ("utf-8", "klingon"):
        with pytest.raises(DataError, match=f"no text in the encoding '{wrong}'"):
            own_table(told.model_copy(update={"encoding": wrong}))


def test_a_record_without_a_field_is_refused_by_its_name():
    with pytest.raises(ConfigError, match=r"own\.yaml: source: field required"):
        checked({"target": "x"}, "own.yaml")


# What would be published


def test_a_value_of_a_private_row_in_a_published_text_is_found(own_file, folder):
    cli.main([str(own_file), "--target", "spend", "--yes"])
    keep_own_table(OmegaConf.create({"data": yaml.safe_load(RECORD.read_text())}))
    texts = {"README.md": "Customer 900017 was hard.", "src/a.py": "x = 900_017", "b": "neighbor"}
    found = [each for each in own_rows.check(texts) if each.where != "models/"]
    assert [each.where for each in found] == ["README.md"]
    assert "900017" not in found[0].what


@pytest.mark.parametrize("edited", [[], ["own/records.py"]])
def test_a_value_that_is_a_word_of_the_released_workbench_is_no_leak(
    edited, table, folder, monkeypatch
):
    file = folder / "named.csv"
    table.assign(ref=[f"unknown{i}" for i in range(N)]).to_csv(file, index=False)
    cli.main([str(file), "--target", "spend", "--yes"])
    keep_own_table(OmegaConf.create({"data": yaml.safe_load(RECORD.read_text())}))
    monkeypatch.setattr(own_rows.seal, "read", lambda _: Seal("1", "", edited))
    texts = {"workbench/a.py": "x = unknown7", "README.md": "unknown7", "b.md": "unknown8"}
    found = [each.where for each in own_rows.check(texts) if each.where != "models/"]
    assert found == (["b.md"] if not edited else ["workbench/a.py", "README.md", "b.md"])


def test_rows_that_may_be_published_are_not_looked_for(own_file, folder):
    cli.main([str(own_file), "--target", "spend", "--yes"])
    keep_own_table(OmegaConf.create({"data": yaml.safe_load(RECORD.read_text())}))
    text = RECORD.read_text().replace("may_be_published: false", "may_be_published: true")
    RECORD.write_text(text)
    assert own_rows.check({"README.md": "Customer 900017 was hard."}) == []


def test_what_the_record_calls_unknown_is_to_do_until_it_is_told(own_file, folder):
    assert own_rows.untold() == []
    cli.main([str(own_file), "--target", "spend", "--yes"])
    (found,) = own_rows.untold()
    assert "Not told: license, citation, the unit of the target, what an empty cell" in found.what
    text = RECORD.read_text().replace('"unknown"', '"told"')
    RECORD.write_text(text)
    assert own_rows.untold() == []


# Many rows


def test_a_model_that_is_slow_on_many_rows_learns_from_some_of_them():
    X, y = RNG.normal(size=(300, 2)), RNG.integers(0, 2, 300)
    model = OnAtMost(KNeighborsClassifier(3), 50).fit(X, y)
    assert model.fitted_.n_samples_fit_ == 50
    assert model.predict_proba(X).shape == (300, 2)
    assert (model.predict(X) == OnAtMost(KNeighborsClassifier(3), 50).fit(X, y).predict(X)).all()
    few = OnAtMost(KNeighborsClassifier(3), 500).fit(X, y)
    assert (few.predict(X) == KNeighborsClassifier(3).fit(X, y).predict(X)).all()
