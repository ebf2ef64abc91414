"""`make demo`: an answer that cannot be is refused, and no project is overwritten."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from conftest import PROBLEMS, TEMPLATE, load

demo = load("scripts/demo.py")


@pytest.fixture(autouse=True)
def no_settings_of_the_user(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))


def test_an_unknown_problem_is_refused_with_the_ones_there_are():
    done = subprocess.run(
        [sys.executable, str(TEMPLATE / "scripts" / "demo.py")],
        env={**os.environ, "DEMO_PROBLEM": "house_price"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert f"no problem 'house_price'; choose from: {', '.join(PROBLEMS)}" in done.stderr


def test_a_project_in_demo_is_kept_and_not_overwritten(problem, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(demo, "DEMO", tmp_path / "demo")
    (tmp_path / "demo").mkdir()
    first = demo.place(demo.render(problem, 'Tom\'s "own"', tmp_path / "one"))
    (first / "README.md").write_text("five years of work")
    second = demo.place(demo.render(problem, 'Tom\'s "own"', tmp_path / "two"))
    assert second == first == tmp_path / "demo" / "tom-s-own"
    assert (first / "README.md").read_text() == "five years of work"
    assert "Keeping demo/tom-s-own" in capsys.readouterr().out


def test_a_refused_name_ends_the_demo_with_the_sentence_alone(problem, tmp_path):
    with pytest.raises(SystemExit) as stop:
        demo.render(problem, "NumPy", tmp_path)
    assert str(stop.value).startswith("error: folder name 'numpy' is")
    assert len(str(stop.value).splitlines()) == 1


def asked(monkeypatch, **said: str) -> None:
    """Set what the Makefile hands on."""
    for key in ("FILE", "TARGET", "USER", "ITEM", "RATING", "TIME", "TEXT", "LABEL"):
        monkeypatch.setenv(f"DEMO_{key}", said.get(key, ""))


def test_an_own_table_is_looked_at_before_the_run(tmp_path, monkeypatch):
    file = tmp_path / "my $ales.csv"
    file.write_text("a,b\n")
    asked(monkeypatch, FILE=str(file), TARGET="b")
    found = demo.data_of("own_regression", tmp_path)
    assert found == ["data", f"FILE={file}", "TARGET=b", "YES=1"]


def test_the_columns_of_ratings_are_handed_on(tmp_path, monkeypatch):
    file = tmp_path / "orders.csv"
    file.write_text("a,b\n")
    asked(monkeypatch, FILE=str(file), USER="a", TIME="none")
    found = demo.data_of("own_ratings", tmp_path)
    assert found == ["data", f"FILE={file}", "USER=a", "TIME=none", "YES=1"]


def test_without_a_file_an_own_table_is_the_example_once(tmp_path, monkeypatch):
    asked(monkeypatch)
    assert "FILE=example" in demo.data_of("own_classification", tmp_path)
    (tmp_path / "conf/data").mkdir(parents=True)
    (tmp_path / "conf/data/own.yaml").write_text("target: b\n")
    assert demo.data_of("own_classification", tmp_path) == []


def test_own_texts_are_told_which_columns_to_read(tmp_path, monkeypatch):
    file = tmp_path / "mail.csv"
    file.write_text("a,b\n")
    asked(monkeypatch, FILE=str(file), TEXT="a", LABEL="b")
    found = demo.data_of("own_texts", tmp_path)
    assert found == ["data", f"FILE={file}", "TEXT=a", "LABEL=b", "YES=1"]


@pytest.mark.parametrize(
    ("problem", "said"),
    [("churn", "comes with its data"), ("own_regression", "there is no file nowhere.csv")],
)
def test_a_file_that_cannot_be_used_ends_the_demo(problem, said, tmp_path, monkeypatch):
    asked(monkeypatch, FILE="nowhere.csv")
    with pytest.raises(SystemExit) as stop:
        demo.data_of(problem, tmp_path)
    assert said in str(stop.value)
