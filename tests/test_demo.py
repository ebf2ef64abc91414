"""`make demo`: the environment is made when it must be, and no project is overwritten."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import PROBLEMS, TEMPLATE, load

demo = load("scripts/demo.py")
install = load("scripts/install.py")


@pytest.fixture(autouse=True)
def no_settings_of_the_user(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def environment(tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    shutil.copyfile(TEMPLATE / "requirements.txt", tmp_path / "installed-requirements.txt")
    return tmp_path


def test_an_environment_with_the_present_pins_is_used_as_it_is(environment):
    assert install.is_ready(environment)


def test_an_environment_of_other_pins_is_made_again(environment):
    (environment / "installed-requirements.txt").write_text("numpy==1.0")
    assert not install.is_ready(environment)


def test_an_environment_that_was_interrupted_is_made_again(environment):
    (environment / "installed-requirements.txt").unlink()
    assert not install.is_ready(environment)


def test_an_environment_whose_python_is_gone_is_made_again(environment):
    (environment / "bin" / "python").unlink()
    (environment / "bin" / "python").symlink_to(environment / "gone")
    assert not install.is_ready(environment)


@pytest.mark.parametrize("tools", [["uv"], []], ids=["with uv", "without uv"])
def test_packages_are_installed_by_hash_with_uv_or_without(tools, tmp_path, monkeypatch):
    for tool in tools:
        (tmp_path / tool).write_text("#!/bin/sh\n")
        (tmp_path / tool).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    make, fill = install.commands(tmp_path / ".venv")
    expected = str(tmp_path / "uv") if tools else sys.executable
    assert make[0] == expected
    assert "--require-hashes" in fill


def test_an_old_python_can_read_the_script_that_says_it_is_too_old():
    source = (TEMPLATE / "scripts" / "install.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))


def test_a_machine_without_git_is_told_so_in_one_sentence(tmp_path):
    command = [sys.executable, str(TEMPLATE / "scripts" / "install.py"), str(tmp_path / "venv")]
    done = subprocess.run(
        command, env={"PATH": str(tmp_path)}, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert done.stderr == "error: git is needed and not on PATH; install it and try again.\n"


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


def test_a_demo_project_uses_the_template_s_environment_through_a_relative_link():
    demo.DEMO.mkdir(exist_ok=True)
    project = demo.DEMO / ".link-test"
    project.mkdir()
    try:
        demo.link_environment(project)
        demo.link_environment(project)  # a second demo finds it there
        assert (project / ".venv").readlink() == Path("..", "..", ".venv")
    finally:
        shutil.rmtree(project)
