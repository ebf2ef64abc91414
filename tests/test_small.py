"""Every problem's pipeline on shrunk settings, in seconds: it runs, is documented, and tested.

house_prices runs in full in test_run.py, where `make test-all` runs the others in full, too.
"""

from __future__ import annotations

import pytest

from conftest import FINISHED, SHOWN
from projects import ALIKE_IN, Tried, nothing_is_left, python, source, try_small, worked


@pytest.fixture(scope="session", params=[name for name in FINISHED if name != SHOWN])
def problem(request) -> str:
    return request.param


@pytest.fixture(scope="session")
def tried(problem, tmp_path_factory) -> Tried:
    return try_small(problem, tmp_path_factory.mktemp(f"small_{problem}"))


def test_a_shrunk_run_is_documented(tried):
    worked(python(tried.project, "-m", source(tried.project).name, "document", "--check"))


@pytest.mark.parametrize("problem", [ALIKE_IN], indirect=True, scope="session")
def test_a_shrunk_run_is_claimed_and_has_nothing_left_to_do(tried):
    nothing_is_left(tried.project)


def test_the_tests_of_a_project_pass_on_its_shrunk_run(tried):
    assert tried.own.code == 0, tried.own.text


def test_the_workbench_serves_the_project(tried):
    assert tried.workbench.code == 0, tried.workbench.text
