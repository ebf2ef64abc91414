"""What a project says of itself to machines is valid by the published schema, for any name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
import yaml

from conftest import FINISHED, TEMPLATE

HOSTILE = {
    "project_name": 'Häuser: "A\\B" #1 - [x] & <z> `w` 木🏠',
    "author": 'O\'Neil: "Q" \\ | yes # 🏠',
}
PLAIN = {"project_name": "1.0", "author": "null"}  # YAML would read a number and nothing


def schema_finds(*arguments: str) -> str:
    """Return what check-jsonschema finds wrong, nothing when the file is valid."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def described(problem, folder, generate, **answers: str):
    """Generate a project, document it with its example's facts, and return its folder."""
    done = generate(folder, problem=problem, project_slug="ours", **answers)
    assert done.returncode == 0, done.stdout + done.stderr
    project, example = folder / "ours", TEMPLATE / "examples" / problem
    shutil.copytree(example / "reports", project / "reports", dirs_exist_ok=True)
    shutil.copyfile(example / "config.lock.yaml", project / "config.lock.yaml")
    subprocess.run(
        [sys.executable, "-m", "ours", "document"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": f"src{os.pathsep}."},
        check=True,
        capture_output=True,
    )
    return project


@pytest.mark.parametrize(
    ("problem", "answers", "choice"),
    [
        *((problem, HOSTILE, "All rights reserved") for problem in FINISHED),
        (FINISHED[0], PLAIN, "MIT"),
        (FINISHED[-1], PLAIN, "BSD-3-Clause"),
    ],
    ids=[*FINISHED, "MIT", "BSD"],
)
def test_a_project_is_described_by_valid_files(problem, answers, choice, generate, tmp_path):
    project = described(problem, tmp_path, generate, license=choice, **answers)
    listed = None if choice == "All rights reserved" else choice
    assert schema_finds("vendor.citation-file-format", str(project / "CITATION.cff")) == ""
    cited = yaml.safe_load((project / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["title"] == answers["project_name"]
    assert cited["authors"] == [{"name": answers["author"]}]
    assert cited.get("license") == listed
    card = (project / "MODEL_CARD.md").read_text(encoding="utf-8").split("---\n")[1]
    assert yaml.safe_load(card)["license"] == (listed or "other").lower()


def test_a_citation_that_breaks_the_schema_is_found(tmp_path):
    (tmp_path / "CITATION.cff").write_text("cff-version: 1.2.0\ntitle: 1\n", encoding="utf-8")
    assert "authors" in schema_finds("vendor.citation-file-format", str(tmp_path / "CITATION.cff"))
