"""Every problem's pipeline on shrunk settings, in seconds: it runs, is documented, and tested.

house_prices runs in full in test_run.py, where `make test-all` runs the others in full, too.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from conftest import PROBLEMS
from projects import python, small, tested
from test_run import SHOWN


@pytest.fixture(scope="session", params=[name for name in PROBLEMS if name != SHOWN])
def problem(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def finished(problem, tmp_path_factory) -> Path:
    return small(problem, tmp_path_factory.mktemp(f"small_{problem}"))


def test_a_shrunk_run_is_documented_claimed_and_has_nothing_left_to_do(finished):
    for arguments in (
        ("-m", finished.name.replace("-", "_"), "document", "--check"),
        ("-m", "workbench.sharing", "verify", "--fast"),
    ):
        done = python(finished, *arguments)
        assert done.code == 0, done.text
    assert "up to date" in python(finished, "-m", "dvc", "status").text
    listed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=finished, capture_output=True, text=True, check=True
    )
    assert listed.stdout == ""


def test_the_tests_of_a_project_pass_on_its_shrunk_run(finished):
    done = python(finished, "-m", "pytest", "-p", "no:cacheprovider")
    assert done.code == 0, done.text


def test_the_workbench_serves_the_project(problem, finished):
    done = tested(problem, finished)
    assert done.code == 0, done.text
