"""`make problem`: a problem that was just started renders, is typed, runs and passes its tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import SKELETON, copy_template, load
from projects import ALIKE, OWN_ALIKE, finish, own_tests, python, run_suite, types, worked
from test_render import CONTRACT, run

NAME = "just_started"  # a name that no problem of the template will have


def start(name: str, template: Path) -> subprocess.CompletedProcess[str]:
    """Start a problem in a copy of the template, as `make problem` does."""
    return subprocess.run(
        [sys.executable, str(template / "scripts" / "problem.py")],
        env={**os.environ, "PROBLEM_NAME": name},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """Return a project of a problem that was just started, rendered as its example will be."""
    template = copy_template(tmp_path_factory.mktemp("template"))
    started = start(NAME, template)
    assert started.returncode == 0, started.stderr
    answers = template / "examples" / NAME / "answers.yaml"
    answers.parent.mkdir()
    answers.write_text(f"default_context:\n  problem: {NAME}\n", encoding="utf-8")
    example = load(str(template / "scripts" / "example.py"))
    return example.generate(answers.parent, tmp_path_factory.mktemp(NAME))


@pytest.fixture(scope="module")
def finished(project) -> Path:
    """Return it when its pipeline ran as it is, on the few hundred rows of the scaffold."""
    finish(project)
    return project


@pytest.mark.parametrize("tool", [("check",), ("format", "--check")], ids=["lint", "format"])
def test_ruff_finds_nothing_in_a_new_problem(tool, project):
    done = run("ruff", *tool, "--no-cache", ".", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_new_problem_is_typed_and_keeps_the_contract(project, tmp_path):
    worked(types(project, tmp_path, CONTRACT))


def test_a_new_problem_runs_and_is_documented(finished):
    worked(python(finished, "-m", NAME, "document", "--check"))
    assert "up to date" in python(finished, "-m", "dvc", "status").text


def test_the_tests_of_a_new_problem_pass(finished):
    worked(own_tests(finished, "--deselect", OWN_ALIKE))


def test_the_workbench_serves_a_new_problem(finished):
    worked(run_suite(NAME, finished, without=ALIKE))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "name the problem: make problem NAME=fuel"),
        ("Fuel Price", "'Fuel Price' cannot name a problem: use letters a to z"),
        ("größe", "'größe' cannot name a problem: use letters a to z"),
        ("2cars", "'2cars' cannot name a problem: use letters a to z"),
        ("class", "'class' cannot name a problem: use letters a to z"),
        ("churn", "there is a problem 'churn' already"),
    ],
    ids=["none", "space and capitals", "not ASCII", "digit first", "keyword", "taken"],
)
def test_a_name_that_cannot_be_is_refused_in_one_sentence(name, reason, tmp_path):
    template = copy_template(tmp_path)
    before = contents(template)
    done = start(name, template)
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: {reason}")
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""
    assert contents(template) == before


def contents(template: Path) -> dict[Path, bytes]:
    """Return the files that a new problem would add or change, and what is in them."""
    files = (template / SKELETON / "problems").rglob("*")
    kept = [template / "cookiecutter.json", *(path for path in files if path.is_file())]
    return {path: path.read_bytes() for path in kept}
