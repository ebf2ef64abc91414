"""The workflows: valid, pinned, allowed no more than they need, and each command exists."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml

from conftest import TEMPLATE

PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
MAY_WRITE = {"pages", "id-token"}  # what publishing needs, and nothing else does
# They come from the skeleton, so one problem's project shows them all.
shared = pytest.mark.parametrize("problem", ["house_prices"], indirect=True, scope="session")
PLAIN = {"cat", "echo", "rm"}


def schema_finds(kind: str, path: Path) -> list[str]:
    """Return what check-jsonschema finds wrong in a file."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}"]
    done = subprocess.run([*command, path], capture_output=True, encoding="utf-8", check=False)
    return [] if done.returncode == 0 else [done.stdout + done.stderr]


def targets(root: Path) -> set[str]:
    """Return what make can be asked for in a project."""
    texts = [path.read_text(encoding="utf-8") for path in [root / "Makefile", *root.glob("*/*.mk")]]
    return set(re.findall(r"^([a-z-]+)::?(?!=)", "\n".join(texts), re.MULTILINE))


@cache
def command_exists(command: str, root: Path) -> bool:
    """Return whether a line of a workflow can run in a project."""
    words = command.split()
    if words[0] == "make":
        return bool(words[1:]) and set(words[1:]) <= targets(root)
    if words[0] in {"python3", ".venv/bin/python"} and words[1] == "-m":
        asked = [sys.executable, *words[1:4], "--help"]
        environment = {**os.environ, "PYTHONPATH": f"src{os.pathsep}."}
        done = subprocess.run(asked, cwd=root, env=environment, capture_output=True, check=False)
        return done.returncode == 0
    return words[0] in PLAIN or (root / words[0]).is_file()


def faults(path: Path, root: Path) -> list[str]:
    """Return what is wrong with a workflow of a project, each in a few words."""
    text = path.read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    found = [line for line in re.findall(r"uses: .*", text) if not PINNED.fullmatch(line)]
    if content.get("permissions") not in ({}, {"contents": "read"}):
        found.append("the workflow as a whole may write")
    for job in content["jobs"].values():
        allowed = job.get("permissions", {}).items()
        found += [name for name, level in allowed if level != "read" and name not in MAY_WRITE]
        found += [] if "timeout-minutes" in job else ["a job has no limit of time"]
        lines = [line for step in job["steps"] for line in step.get("run", "").splitlines()]
        found += [line for line in lines if not command_exists(line, root)]
    return found


def workflows(root: Path) -> list[Path]:
    """Return the workflows of a project, or of the template."""
    return sorted((root / ".github/workflows").glob("*.yml"))


def test_the_workflows_of_the_template_are_sound():
    (path,) = workflows(TEMPLATE)
    assert faults(path, TEMPLATE) + schema_finds("github-workflows", path) == []


@shared
def test_the_workflows_of_a_project_are_sound(project):
    found = {path.name: faults(path, project) for path in workflows(project)}
    assert found == {"ci.yml": [], "pages.yml": [], "verify.yml": []}
    assert [schema_finds("github-workflows", path) for path in workflows(project)] == [[]] * 3


@shared
@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("ci.yml", "run: make setup", "run: make ready-made", "make ready-made"),
        ("ci.yml", "document --check", "documents --check", "documents --check"),
        ("ci.yml", "-m workbench.sharing verify", "-m workbench.shares verify", "shares verify"),
        ("pages.yml", "sharing site", "sharing sites", "sharing sites"),
        ("ci.yml", "contents: read", "contents: write", "may write"),
        ("pages.yml", "pages: write", "packages: write", "packages"),
        ("verify.yml", "timeout-minutes: 60", "if: true", "limit of time"),
    ],
)
def test_a_broken_workflow_is_found(name, old, new, said, project, tmp_path):
    text = (project / ".github/workflows" / name).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new), encoding="utf-8")
    assert said in "\n".join(faults(tmp_path / name, project))


def test_a_workflow_that_github_would_refuse_is_found(tmp_path):
    text = workflows(TEMPLATE)[0].read_text(encoding="utf-8")
    (tmp_path / "ci.yml").write_text(text.replace("runs-on:", "runs-off:"), encoding="utf-8")
    assert "runs-off" in "".join(schema_finds("github-workflows", tmp_path / "ci.yml"))


@shared
def test_an_action_that_is_named_by_a_tag_is_found(project, tmp_path):
    text = (project / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    (tmp_path / "ci.yml").write_text(re.sub(r"@[0-9a-f]{40} # ", "@", text), encoding="utf-8")
    assert "uses: actions/checkout@v" in "\n".join(faults(tmp_path / "ci.yml", project))


@shared
def test_every_workflow_has_the_same_version_of_an_action(project):
    text = "".join(path.read_text() for path in [*workflows(TEMPLATE), *workflows(project)])
    versions: dict[str, set[str]] = {}
    for action, version in re.findall(r"uses: (\S+)@(.*)", text):
        versions.setdefault(action, set()).add(version)
    assert {action: found for action, found in versions.items() if len(found) > 1} == {}


@shared
def test_dependabot_looks_after_the_actions(project):
    for root in (TEMPLATE, project):
        assert schema_finds("dependabot", root / ".github/dependabot.yml") == []
