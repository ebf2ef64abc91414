"""A file of ratings of one's own: which column is which, what is liked, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml
from omegaconf import OmegaConf

from workbench import configuration
from workbench.errors import ConfigError, DataError, ProjectError
from workbench.own import cli, reading
from workbench.own.rating_cli import Asked, confirm
from workbench.own.rating_records import TIMED, UNTIMED, checked_ratings
from workbench.own.rating_table import interactions
from workbench.own.rating_writing import as_text
from workbench.own.ratings import Found, liked_from, profile_ratings
from workbench.own.reading import ROW, read
from workbench.own.source import keep_own_table
from workbench.own.writing import RECORD
from workbench.ready import own_rows

RNG = np.random.default_rng(0)
N = 3000
START = pd.Timestamp("2021-01-01")


def made() -> pd.DataFrame:
    """Return orders of a shop: customers, products, stars and the moment."""
    table = pd.DataFrame(
        {
            "customer": [f"customer-{n}" for n in RNG.integers(0, 90, N)],
            "sku": [f"article-{n}" for n in RNG.integers(0, 50, N)],
        }
    ).drop_duplicates(ignore_index=True)
    table["stars"] = RNG.choice([1, 2, 3, 4, 5], len(table), p=[0.1, 0.1, 0.3, 0.3, 0.2])
    seconds = RNG.integers(0, 400 * 86_400, len(table))
    return table.assign(when=START + pd.to_timedelta(seconds, unit="s"))


ORDERS = made()
LIKES = ORDERS.assign(stars=np.where(ORDERS["stars"] > 3, "yes", "no"))
SECONDS = (ORDERS["when"] - pd.Timestamp(0)) // pd.Timedelta(seconds=1)
FORMS = [f"{d:%Y-%m-%d}" if n % 2 else f"{d:%d.%m.%Y}" for n, d in enumerate(ORDERS["when"])]
WIDE = pd.DataFrame(RNG.integers(1, 6, (200, 40)), columns=[f"film {n}" for n in range(40)])
ALL = pd.MultiIndex.from_product([range(60), range(20)], names=["customer", "sku"]).to_frame(False)
CASES = pd.DataFrame({"area": RNG.normal(size=300), "price": RNG.normal(size=300)})


@pytest.fixture
def found(tmp_path):
    """Return how to look at a table as if it were somebody's file."""

    def look(table: pd.DataFrame, *asked: str | None) -> Found:
        file = tmp_path / "orders.csv"
        table.to_csv(file, index=False)
        return profile_ratings(file, Asked(*asked))

    return look


def columns(record: Found) -> list[str | None]:
    return list(record.own.columns.model_dump().values())


# Which column is which


def test_columns_are_found_by_their_names_and_values(found):
    record = found(ORDERS)
    assert columns(record) == ["customer", "sku", "stars", "when"]
    assert (record.own.feedback, record.own.liked) == ("explicit", 4)
    assert record.own.protocols == TIMED
    assert "of the ratings are 4 or more" in record.why["liked"]


def test_columns_without_a_telling_name_are_guessed_and_said_to_be(found):
    record = found(ORDERS.set_axis(["a", "b", "c", "d"], axis=1))
    assert columns(record) == ["a", "b", "c", "d"]
    assert "a guess" in record.why["user"]
    assert "a guess" in record.why["rating"]


def test_what_is_named_on_the_command_line_is_taken_in_any_case(found):
    record = found(ORDERS, "CUSTOMER", "sku", "none", "none")
    assert columns(record) == ["customer", "sku", None, None]
    assert (record.own.feedback, record.own.protocols) == ("implicit", UNTIMED)
    assert any("drawn at random" in each for each in record.own.open)


@pytest.mark.parametrize(
    ("when", "form"),
    [
        (SECONDS, "seconds since 1970"),
        (SECONDS * 1000, "milliseconds since 1970"),
        (ORDERS["when"].dt.strftime("%Y-%m-%dT%H:%M:%SZ"), "ISO8601"),
    ],
    ids=["seconds", "milliseconds", "ISO"],
)
def test_a_moment_is_read_in_the_ways_that_logs_write_it(when, form, found, tmp_path):
    record = found(ORDERS.assign(when=when).rename(columns={"when": "timestamp"}))
    assert record.own.time_format == form
    rows = interactions(read(tmp_path / "orders.csv").table, record.own)
    assert rows["timestamp"].astype("int64").tolist() == SECONDS.tolist()


@pytest.mark.parametrize("answers", [("yes", "no"), ("1", "0"), ("TRUE", "FALSE")])
def test_two_answers_are_ratings_of_one_and_zero(answers, found, tmp_path):
    liked = np.where(ORDERS["stars"] > 3, *answers)
    record = found(ORDERS.assign(stars=liked))
    assert (record.own.feedback, record.own.liked) == ("explicit", 1)
    rows = interactions(read(tmp_path / "orders.csv").table, record.own)
    assert rows["rating"].tolist() == (ORDERS["stars"] > 3).astype(float).tolist()


def test_counts_are_no_scale(found):
    plays = RNG.geometric(0.3, len(ORDERS)) * np.where(RNG.random(len(ORDERS)) < 0.02, 200, 1)
    record = found(ORDERS.assign(stars=plays))
    assert (record.own.feedback, record.own.columns.rating) == ("implicit", None)
    assert found(ORDERS.rename(columns={"stars": "quantity"})).own.feedback == "implicit"


def test_a_day_that_may_be_a_month_cuts_nothing_until_it_is_said(found):
    days = [f"{d.month:02d}/{min(d.day, 12):02d}/{d.year}" for d in ORDERS["when"]]
    record = found(ORDERS.assign(when=days))
    assert record.own.columns.timestamp is None
    assert any("day before month" in each for each in record.own.open)


@pytest.mark.parametrize(
    ("ratings", "liked"),
    [
        ([1, 2, 3, 4, 5], 3),
        ([3, 4, 4, 5, 5, 5, 5], 5),
        ([5] * 9 + [1], 5),
        ([1] * 8 + [2, 5], 5),
        ([-1, 0, 1, 1], 1),
    ],
    ids=["even", "most high", "nearly all high", "nearly all low", "below zero"],
)
def test_liked_is_in_the_upper_half_and_not_what_nearly_all_reach(ratings, liked):
    assert liked_from(pd.Series(ratings, dtype=float))[0] == liked


def test_repeated_pairs_and_gaps_are_counted(found):
    again = pd.concat([ORDERS, ORDERS.head(7)]).reset_index(drop=True)
    again.loc[len(again) - 1, "stars"] = None
    said = {what: rows for what, rows in found(again).counts.items() if "rows" in what}
    assert sorted(said.values()) == [1, 6]


# Bad files

REFUSED = {
    "users come once": (ORDERS.assign(customer=range(len(ORDERS))), (), "USER=column"),
    "named users come once": (ORDERS.assign(customer=range(len(ORDERS))), ("customer",), "once"),
    "one item": (ORDERS.assign(sku="a"), (), "holds one item"),
    "few items": (ORDERS[ORDERS["sku"].str.len() < 10], (), "10 items"),
    "few users": (ORDERS[ORDERS["customer"].str.len() < 11], (), "10 of 10 users"),
    "everything": (ALL, ("customer", "sku", "none"), "every 'customer' has every 'sku'"),
    "equal ratings": (ORDERS.assign(stars=5), (), "says 5 in every row"),
    "words": (ORDERS.assign(stars="great"), (None, None, "stars"), "such as 'great'"),
    "no dates": (ORDERS.assign(when="soon"), (None, None, None, "when"), "'soon' do not parse"),
    "mixed dates": (ORDERS.assign(when=FORMS), (None, None, None, "when"), "mixed forms"),
    "one moment": (ORDERS.assign(when="2024-05-31"), (None, None, None, "when"), "single moment"),
    "no such column": (ORDERS, ("kunde",), "choose from: customer, sku"),
    "twice the same": (ORDERS, ("sku", "sku"), "named for two things"),
    "no users": (ORDERS, ("none",), "needs users"),
    "a wide table": (WIDE, (), "one row a rating"),
    "a table of cases": (CASES, (), "own_regression"),
    "no whole row": (ORDERS.assign(stars=None), (None, None, "stars"), "holds no ratings"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_to_recommend_nothing_from_is_refused_in_one_sentence(name, found):
    table, asked, sentence = REFUSED[name]
    with pytest.raises(ProjectError) as refused:
        found(table, *asked)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


# The record


def test_the_record_comes_back_as_it_was_written_and_names_nobody(found):
    record = found(ORDERS)
    text = as_text(record)
    assert checked_ratings(yaml.safe_load(text), "here") == record.own
    assert not [word for word in ("customer-", "article-") if word in text]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_of_a_long_file_all_rows_of_some_users_are_kept(form, tmp_path):
    file = tmp_path / f"orders.{form}"
    if form == "jsonl":
        ORDERS.assign(when=ORDERS["when"].astype(str)).to_json(file, orient="records", lines=True)
    elif form == "csv":
        ORDERS.to_csv(file, index=False)
    else:
        ORDERS.to_parquet(file, index=False)
    told = read(file, 600, "customer")
    kept = told.table["customer"]
    rows = ORDERS[ORDERS["customer"].isin(kept)]
    assert told.sampled
    assert 500 < len(kept) <= 600
    assert told.table[ROW].tolist() == rows.index.tolist()
    assert told.table["sku"].tolist() == rows["sku"].tolist()
    assert read(file, len(kept), "customer").table.equals(told.table)


def test_a_long_file_is_described_by_users_with_all_their_rows(found, monkeypatch):
    monkeypatch.setattr(reading, "MOST_CELLS", 8000)
    monkeypatch.setattr(reading, "LEAST_SAMPLE", 100)
    record = found(ORDERS)
    assert record.own.source.sampled_from == len(ORDERS)
    assert record.own.source.rows <= 2000
    users = record.counts["users"]
    assert record.own.source.rows == pytest.approx(users * len(ORDERS) / 90, rel=0.05)
    assert any("all rows of some users" in each for each in record.own.open)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('item: "sku"', 'item: "customer"', "are the same"),
        ('rating: "stars"', "rating: null", "must name the column of the ratings"),
        ('time_format: "ISO8601"', "", "time_format must say"),
        ('"by_user", ', "", "must hold by_user"),
        ("liked: 4", "liked: high", "liked: input should be a valid number"),
        ("feedback: explicit", "feedbak: explicit", "feedback: field required"),
    ],
)
def test_a_slip_in_the_record_is_one_sentence(old, new, said, found):
    text = as_text(found(ORDERS))
    assert old in text
    with pytest.raises(ConfigError) as refused:
        checked_ratings(yaml.safe_load(text.replace(old, new, 1)), "conf/data/own.yaml")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_a_person_answers_is_told(found, tmp_path):
    answers = iter(["", "", "that one", "", "none", "high", "5"])
    record = confirm(found(ORDERS), Asked(), tmp_path / "orders.csv", lambda _: next(answers))
    assert record.own.liked == 5
    assert record.own.columns.timestamp is None
    assert record.own.overruled == [
        "column of the timestamp: none, not when",
        "liked from: 5.0, not 4.0",
    ]
    assert "liked from 5 on" in record.own.confirmed


def test_a_candidate_without_what_it_needs_is_left_out():
    candidates = {"a": {"label": "A"}, "b": {"label": "B", "needs": "data.columns.timestamp"}}
    config: dict[str, Any] = {"candidates": candidates, "data": {"columns": {"timestamp": None}}}
    assert list(configuration.possible(config)) == ["a"]
    config["data"]["columns"]["timestamp"] = "when"
    assert configuration.possible(config)["b"] == {"label": "B"}


# From the command line


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Return an empty project's folder, in which the test runs."""
    place = tmp_path / "project"
    (place / "conf").mkdir(parents=True)
    (place / "conf/config.yaml").write_text("task: recommendation\n")
    monkeypatch.chdir(place)
    for name in ("FILE", "USER", "ITEM", "RATING", "TIME", "YES"):
        monkeypatch.delenv(f"OWN_{name}", raising=False)
    return place


def written(tmp_path) -> str:
    file = tmp_path / "orders.csv"
    ORDERS.to_csv(file, index=False)
    return str(file)


def test_a_file_becomes_a_record_and_the_raw_rows(folder, tmp_path, capsys):
    assert cli.main([written(tmp_path), "--user", "customer", "--yes"]) == 0
    assert "Baseline  the most popular items" in capsys.readouterr().out
    keep_own_table(OmegaConf.create({"data": yaml.safe_load(RECORD.read_text())}))
    raw = pd.read_parquet(folder / "data/raw/own.parquet")
    assert raw.drop(columns=ROW).shape == ORDERS.shape


def test_a_bad_file_leaves_an_earlier_record(folder, tmp_path, capsys):
    cli.main([written(tmp_path), "--yes"])
    before = RECORD.read_text()
    assert cli.main([written(tmp_path), "--item", "colour", "--yes"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert RECORD.read_text() == before


def test_a_name_of_the_file_in_a_published_text_is_found(folder, tmp_path):
    cli.main([written(tmp_path), "--yes"])
    keep_own_table(OmegaConf.create({"data": yaml.safe_load(RECORD.read_text())}))
    texts = {"README.md": "customer-17 took article-3", "other.md": "nobody took anything"}
    assert [each.where for each in own_rows.check(texts)] == ["models/", "README.md"]


def test_another_column_in_the_record_is_refused_by_name(found, tmp_path):
    record = found(ORDERS)
    raw = read(tmp_path / "orders.csv").table.drop(columns="stars")
    with pytest.raises(DataError, match="no column 'stars'"):
        interactions(raw, record.own)
