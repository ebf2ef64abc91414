"""The Makefile, the pins and the documents of the template."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest

from conftest import SKELETON, TEMPLATE

KIT_LOCK = TEMPLATE / SKELETON / "interview" / "requirements.txt"
PROJECT_LOCKS = sorted((TEMPLATE / SKELETON).glob("*/*/requirements.txt"))


def pins(lock) -> dict[str, str]:
    """Map every pinned package to its version and the machines that the pin is for."""
    text = lock.read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^\\\n]+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", PROJECT_LOCKS, ids=lambda path: path.parent.name)
def test_a_demo_runs_on_the_same_versions_as_a_project_on_its_own(lock):
    ours, projects = pins(TEMPLATE / "requirements.txt"), pins(lock)
    assert len(projects) > 20
    assert {name: ours.get(name) for name in projects} == projects


@pytest.mark.parametrize("lock", [TEMPLATE / "requirements.txt", *PROJECT_LOCKS])
def test_the_kit_and_the_project_install_together(lock):
    kit, theirs = pins(KIT_LOCK), pins(lock)
    shared = kit.keys() & theirs.keys()
    assert {"rich", "pyyaml"} <= shared
    assert {name: kit[name] for name in shared} == {name: theirs[name] for name in shared}


@pytest.mark.parametrize(
    "path", [*sorted(TEMPLATE.glob("requirements.*")), KIT_LOCK, *PROJECT_LOCKS]
)
def test_no_pin_file_names_a_package_index(path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"://|--(?:extra-)?index-url|--find-links", text) == []


def test_every_pin_has_a_hash():
    text = (TEMPLATE / "requirements.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


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
    python.write_text('#!/bin/sh\nprintf "%s" "name:$DEMO_NAME"\n')
    python.chmod(0o755)
    shutil.copyfile(TEMPLATE / "requirements.txt", folder / "installed-requirements.txt")
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


def test_every_direct_dependency_has_a_reason():
    needs = [TEMPLATE / "requirements.in", *(TEMPLATE / SKELETON).glob("**/requirements.in")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in needs)
    names = set(re.findall(r"^([a-z][\w-]*)", text, re.MULTILINE))
    reasons = (TEMPLATE / "DECISIONS.md").read_text(encoding="utf-8").lower()
    assert len(names) > 10
    assert [name for name in sorted(names) if name.removesuffix("-core") not in reasons] == []
