"""The Makefile and the documents of the template."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from conftest import TEMPLATE


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_in_the_documents_exists(document):
    makefile = (TEMPLATE / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b", (TEMPLATE / document).read_text(encoding="utf-8")))
    commands = {"demo", "test"} if document == "README.md" else {"test", "lint"}
    assert commands <= named
    assert named & targets >= commands


def fake_environment(folder):
    """Stand in for the environment: its Python only tells which name it was given."""
    (folder / "bin").mkdir(parents=True)
    python = folder / "bin" / "python"
    says = 'printf "%s" "name:$DEMO_NAME"'
    python.write_text(f'#!/bin/sh\n[ "$1" != scripts/demo.py ] || {says}\n')
    python.chmod(0o755)
    return folder


def make_demo(*variables: str) -> str:
    """Return the output of `make demo`, run as from a terminal even below `make test`."""
    environment = {key: value for key, value in os.environ.items() if "MAKE" not in key}
    command = ["make", "demo", *variables]
    return subprocess.run(
        command, cwd=TEMPLATE, env=environment, capture_output=True, encoding="utf-8", check=True
    ).stdout


@pytest.mark.parametrize("name", ["My houses", 'Tom\'s "own"', "$(whoami) `id` $HOME ; # x", "\\"])
def test_make_hands_the_name_on_as_it_was_typed(name, tmp_path):
    said = make_demo(f"VENV={fake_environment(tmp_path)}", f"NAME={name}")
    assert said == f"name:{name}"


def test_the_name_of_the_computer_is_not_taken_for_the_name_of_the_project(tmp_path, monkeypatch):
    monkeypatch.setenv("NAME", "DESKTOP-1234")
    assert make_demo(f"VENV={fake_environment(tmp_path)}") == "name:"
