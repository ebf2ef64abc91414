"""Texts of one's own: the column that is read, its label, copies, and files that cannot be used."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pexpect
import pytest
from scipy import sparse

from conftest import SKELETON, TEMPLATE
from workbench import grouping
from workbench.errors import ConfigError, DataError, ProjectError
from workbench.own import cli, source, texts
from workbench.own.profile import Profile, Wanted
from workbench.own.reading import read
from workbench.own.wording import nameable
from workbench.own.writing import RECORD, as_text, from_file
from workbench.ready import own_rows

RNG = np.random.default_rng(0)
N = 120
THINGS = np.array("lamp chair kettle clock mirror shelf carpet basket".split())
SAID = np.array("arrived broke shines squeaks leans fits tilts lasts".split())


def sentences(rows: int = N) -> list[str]:
    """Return made-up texts, all different."""
    what, does = RNG.choice(THINGS, rows), RNG.choice(SAID, rows)
    return [f"The {a} {b} since day {i}, I think" for i, (a, b) in enumerate(zip(what, does))]  # noqa: B905


@pytest.fixture
def reviews() -> pd.DataFrame:
    """Return reviews with a number, an author who writes three times, a shop, and a rating."""
    return pd.DataFrame(
        {
            "number": range(5000, 5000 + N),
            "shop": RNG.choice(["north", "south"], N),
            "body": sentences(),
            "rating": RNG.choice(["bad", "good"], N, p=[0.3, 0.7]),
        }
    )


def found(table: pd.DataFrame, folder: Path, text: str = "", label: str | None = None) -> Profile:
    """Return what a table says when it is a file of texts."""
    path = folder / "mine.csv"
    table.to_csv(path, index=False)
    return texts.profile(path, Wanted(label, "classification", None, text))


# What is guessed


def test_text_and_label_are_found_and_each_has_its_reason(reviews, tmp_path):
    own, _, why, *_ = found(reviews, tmp_path)
    assert (own.text, own.target, own.positive) == ("body", "rating", "bad")
    assert own.features == ["body"]
    assert "120 different" in why["body"]


def test_the_longest_texts_are_read_and_the_others_are_asked_about(reviews, tmp_path):
    titled = reviews.assign(title=[f"a few words on {i}" for i in range(N)])
    own = found(titled, tmp_path).own
    assert own.text == "body"
    assert [each for each in own.open if each.startswith("title holds sentences too")]
    assert found(titled, tmp_path, text="TITLE").own.text == "title"


def test_a_label_without_a_usual_name_is_the_last_column_that_can_be_one(reviews, tmp_path):
    other = reviews.rename(columns={"rating": "mood"})[["mood", "body", "shop", "number"]]
    assert found(other, tmp_path).own.target == "shop"
    assert found(other, tmp_path, label="mood").own.target == "mood"


def test_texts_without_spaces_are_texts_too(reviews, tmp_path):
    signs = np.array(list("好的東西很貴不太差快慢"))
    written = ["".join(RNG.choice(signs, 12)) for _ in range(N)]
    assert found(reviews.assign(body=written), tmp_path).own.text == "body"


def test_numbers_as_labels_are_classes_and_several_get_macro_f1(reviews, tmp_path):
    uneven = [1] * 70 + [2] * 40 + [3] * (N - 110)
    own = found(reviews.assign(rating=uneven), tmp_path).own
    assert (own.metric, own.positive) == ("macro_f1", None)


def test_a_file_of_nothing_but_texts_and_labels_is_split_at_random(reviews, tmp_path):
    own = found(reviews[["body", "rating"]], tmp_path).own
    assert (own.text, own.target, str(own.split)) == ("body", "rating", "random")


def test_an_author_who_comes_again_is_kept_on_one_side(reviews, tmp_path):
    own = found(reviews.assign(author=[f"a{i // 3}" for i in range(N)]), tmp_path).own
    assert str(own.split) == "group by author"


def test_a_date_makes_the_newest_the_test_set(reviews, tmp_path):
    dated = reviews.assign(written=pd.date_range("2021-01-01", periods=N).strftime("%Y-%m-%d"))
    assert str(found(dated, tmp_path).own.split) == "time by written"


def test_a_level_that_comes_in_many_rows_is_asked_about(reviews, tmp_path):
    many = reviews.assign(product=[f"p{i % 15}" for i in range(N)])
    asked = found(many, tmp_path).own.open
    assert [each for each in asked if each.startswith("product comes again in many rows")]


def test_copies_and_their_other_labels_are_counted(reviews, tmp_path):
    again = reviews.head(3).assign(
        body=reviews["body"].head(3).str.upper() + "!", rating=["good", "bad", "good"]
    )
    profile = found(pd.concat([reviews, again]), tmp_path)
    # days are digits, which do not count: only the words of a text tell copies apart
    assert profile.counts["texts equal to another but for case, digits and marks"] >= 3
    assert profile.counts["texts of these with different labels"] > 0
    assert [each for each in profile.own.open if "have different labels" in each]


def test_texts_are_copies_but_for_case_digits_and_marks_and_marks_alone_are_not():
    same = texts.plain(pd.Series(["Order 12: sent!", "order 7 sent", ":-)", ":-("]))
    assert same.tolist() == ["ordersent", "ordersent", ":-)", ":-("]


# The record


def test_the_record_holds_no_text(reviews, tmp_path):
    written = as_text(found(reviews, tmp_path))
    assert not [word for word in [*THINGS, *SAID] if word in written]


def test_the_record_comes_back_as_it_was_written(reviews, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(as_text(found(reviews, tmp_path)))
    back = from_file(path)
    assert (back.text, back.target, back.best_column, back.overruled) == ("body", "rating", "", [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('text: "body"', 'text: "bdoy"', "text is 'bdoy', which is no column"),
        ('"body": {role: "text", use: true', '"body": {role: "text", use: false', "alone has use"),
        ('"shop": {role: "category", use: false', '"shop": {role: "category", use: true', "alone"),
        ("metric: average_precision", "metric: mae", "is not one of a classification"),
    ],
)
def test_a_slip_in_the_record_is_one_sentence(reviews, tmp_path, old, new, said):
    path = tmp_path / "own.yaml"
    text = as_text(found(reviews, tmp_path))
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(ConfigError, match=said) as refused:
        from_file(path)
    assert "\n" not in str(refused.value)


def test_no_word_is_named_before_a_person_has_read_which_and_no_first_name_ever(reviews, tmp_path):
    own = found(reviews, tmp_path).own
    words = ["late", "tina", "priya"]
    assert nameable(own, words) == []
    assert nameable(own.model_copy(update={"never_shown": ["Priya"]}), words) == ["late"]
    assert nameable(own.model_copy(update={"never_shown": []}), words) == ["late", "priya"]
    public = own.source.model_copy(update={"may_be_published": True})
    assert nameable(own.model_copy(update={"source": public}), words) == ["late", "priya"]


@pytest.mark.parametrize("same", [True, False], ids=["same file", "newer file"])
def test_what_was_read_of_the_words_holds_for_the_same_file_only(same, reviews, folder, capsys):
    reviews.to_csv(folder / "mine.csv", index=False)
    assert cli.main([str(folder / "mine.csv"), "--yes"]) == 0
    assert "which words may be named" in own_rows.untold()[0].what
    text = RECORD.read_text(encoding="utf-8").replace('never_shown: "all"', "never_shown: [ann]")
    RECORD.write_text(text, encoding="utf-8")
    assert "which words may be named" not in own_rows.untold()[0].what
    reviews.tail(len(reviews) - (not same)).to_csv(folder / "mine.csv", index=False)
    assert cli.main([str(folder / "mine.csv"), "--yes"]) == 0
    assert from_file().never_shown == (["ann"] if same else "all")


# Files that cannot be used

AMOUNT = [f"{value:.2f}" for value in RNG.lognormal(3, 1, N)]
RARE = ["mixed", *(["bad", "good"] * N)[: N - 1]]


@pytest.mark.parametrize(
    ("changed", "text", "label", "said"),
    [
        ({"body": "north"}, "", "rating", "has no column of texts"),
        ({"body": RNG.choice(THINGS, N)}, "", None, "problem=own_classification"),
        ({"body": RNG.choice(THINGS, N)}, "body", None, "has 8 different cells, and 50 texts"),
        ({"body": ""}, "body", None, "text column 'body' is empty in every row"),
        ({"rating": "good"}, "", "rating", "the label 'rating' is the same in every row"),
        ({"rating": ""}, "", "rating", "the label 'rating' is empty in every row"),
        ({"rating": RARE}, "", "rating", r"fewer than 10 rows of class 'mixed' \(1\)"),
        ({"rating": AMOUNT}, "", "rating", "is an amount .* problem=own_regression"),
        ({"rating": [f"k{i % 40}" for i in range(N)]}, "", "rating", "40 levels, and 20 is the"),
        ({"rating": "a", "shop": "b"}, "", None, "the label 'rating' is the same"),
        ({}, "", "nothing", "no column is called 'nothing'; choose from: number, shop, rating"),
        ({}, "bodi", None, "no column is called 'bodi'"),
        ({}, "body", "body", "no column is called 'body'"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(
    reviews, tmp_path, changed, text, label, said
):
    with pytest.raises(ProjectError, match=said) as refused:
        found(reviews.assign(**changed), tmp_path, text, label)
    assert "\n" not in str(refused.value)


def test_without_a_column_that_can_be_a_label_the_sentence_says_how_to_name_one(reviews, tmp_path):
    with pytest.raises(DataError, match=r"no column that can be a label.*LABEL="):
        found(reviews[["number", "body"]].assign(more=range(N)), tmp_path)


def test_too_few_labels_are_refused(reviews, tmp_path):
    with pytest.raises(DataError, match=r"40 of 120 rows with a label: 50 is the least"):
        found(reviews.assign(rating=reviews["rating"].where(reviews.index < 40, "")), tmp_path)


# Many texts


def test_many_texts_are_sampled_the_same_way_every_time_and_that_is_said(
    reviews, tmp_path, monkeypatch
):
    monkeypatch.setattr(texts, "MOST_TEXTS", 80)
    profile = found(reviews, tmp_path)
    assert (profile.own.source.rows, profile.own.source.sampled_from) == (80, N)
    assert [each for each in profile.own.open if "80 of 120 rows are used" in each]
    first, again = (read(tmp_path / "mine.csv", 80).table for _ in range(2))
    assert first.equals(again)


def test_near_copies_are_the_same_however_many_are_compared_at_once(monkeypatch):
    counts = sparse.csr_array(RNG.poisson(0.1, (90, 60)).astype(float))
    counts = sparse.csr_array(sparse.vstack([counts, counts[:20]]))
    monkeypatch.setattr(grouping, "COMMON", 1)
    whole = grouping.near_copies(counts, 0.9)
    monkeypatch.setattr(grouping, "AT_ONCE", 700)  # six rows at a time
    parts = grouping.near_copies(counts, 0.9)
    assert len(whole) >= 20
    assert sorted(map(tuple, parts.tolist())) == sorted(map(tuple, whole.tolist()))


def test_memory_for_near_copies_is_bounded(monkeypatch):
    tracemalloc = pytest.importorskip("tracemalloc")
    rows = 4000
    words = RNG.integers(0, 300, (rows, 12)).ravel()
    there = np.repeat(np.arange(rows), 12)
    counts = sparse.csr_array((np.ones(len(words)), (there, words)), shape=(rows, 300))
    monkeypatch.setattr(grouping, "AT_ONCE", 100_000)
    tracemalloc.start()
    grouping.near_copies(counts, 0.95)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    assert peak < 40  # all pairs at once are above 100 MB


def test_many_rows_of_few_groups_are_linked():
    labels = pd.Series(["a", "b"] * 200)
    assert len(set(grouping.linked(labels, np.empty((0, 2), np.int64)))) == 2


# The command


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Return an empty project's folder, in which the test runs."""
    place = tmp_path / "project"
    (place / "conf").mkdir(parents=True)
    (place / "conf/config.yaml").write_text("task: texts\n")
    monkeypatch.chdir(place)
    for name in ("FILE", "TARGET", "TEXT", "LABEL", "TIME", "GROUP", "YES"):
        monkeypatch.delenv(f"OWN_{name}", raising=False)
    return place


def test_the_columns_can_be_named_as_make_hands_them_on(reviews, folder, tmp_path, monkeypatch):
    titled = reviews.assign(title=[f"a few words on {i}" for i in range(N)], mood=reviews["rating"])
    titled.to_csv(tmp_path / "mine.csv", index=False)
    for name, said in {
        "FILE": str(tmp_path / "mine.csv"),
        "TEXT": "title",
        "LABEL": "mood",
    }.items():
        monkeypatch.setenv(f"OWN_{name}", said)
    assert cli.main(["--yes"]) == 0
    own = from_file(RECORD)
    assert (own.text, own.target) == ("title", "mood")
    kept = source.own_table(own.source)
    assert len(kept) == N


def test_without_a_file_the_command_says_how_to_name_one(folder, capsys):
    assert cli.main([]) == 1
    assert "make data FILE=~/reviews.csv TEXT=body LABEL=rating" in capsys.readouterr().err


def test_a_bad_file_leaves_an_earlier_record(reviews, folder, tmp_path, capsys):
    reviews.to_csv(tmp_path / "mine.csv", index=False)
    cli.main([str(tmp_path / "mine.csv"), "--yes"])
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    (tmp_path / "bad.csv").write_text("a,b\nx,1\n")
    assert cli.main([str(tmp_path / "bad.csv"), "--yes"]) == 1
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert capsys.readouterr().err.count("\n") == 1


def test_in_a_terminal_text_label_and_split_are_asked(reviews, folder, tmp_path):
    titled = reviews.assign(title=[f"a few words on {i}" for i in range(N)])
    titled.to_csv(tmp_path / "mine.csv", index=False)
    command = ["-m", "workbench.own", str(tmp_path / "mine.csv")]
    environment = {**os.environ, "PYTHONPATH": str(TEMPLATE / SKELETON)}
    child = pexpect.spawn(sys.executable, command, env=environment, encoding="utf-8", timeout=60)
    child.expect("Read body?")
    child.sendline("shop")
    child.expect("That cannot be")
    child.sendline("title")
    child.expect("Read title?")
    child.sendline("")
    child.expect("Predict rating?")
    child.sendline("shop")
    child.expect("Predict shop?")
    child.sendline("")
    child.expect("Split random")
    child.sendline("")
    child.expect("Wrote conf/data/own.yaml")
    child.expect(pexpect.EOF)
    own = from_file(RECORD)
    assert (own.text, own.target) == ("title", "shop")
