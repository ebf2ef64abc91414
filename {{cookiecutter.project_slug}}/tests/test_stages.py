"""dvc.yaml: each stage depends on what it uses, and an edit reruns what it affects."""

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, copy_project, stage

from project_package.__main__ import STAGES
from project_package.files import read_yaml

SOURCE = next((ROOT / "src").glob("*/__main__.py")).parent
PIPELINE = read_yaml(ROOT / "dvc.yaml")["stages"]
EVERYTHING_AFTER = {
    name: list(PIPELINE)[list(PIPELINE).index(name) :] for name in PIPELINE if name != "compose"
}


def imported(module: str, seen: set[str]) -> set[str]:
    """Return a module and all that it imports from the package, directly or not."""
    if module in seen:
        return seen
    seen.add(module)
    tree = ast.parse((SOURCE / f"{module}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            for name in [node.module] if node.module else [each.name for each in node.names]:
                if (SOURCE / f"{name}.py").exists():
                    imported(str(name), seen)
    return seen


def configured() -> set[str]:
    """Return the modules that conf/model/ names as the home of an estimator."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "conf/model").glob("*.yaml")]
    return set(re.findall(rf"_target_: {SOURCE.name}\.(\w+)\.", "\n".join(texts)))


@pytest.mark.parametrize("name", [name for name in PIPELINE if name != "document"])
def test_a_stage_depends_on_every_module_that_it_runs(name):
    used = imported(name, set())
    if "models" in used:
        used |= configured()
    listed = {Path(each).stem for each in PIPELINE[name]["deps"] if each.endswith(".py")}
    assert listed == used


def test_the_documents_depend_on_the_whole_package_whose_lines_they_cite():
    assert f"src/{SOURCE.name}" in PIPELINE["document"]["deps"]


def test_every_stage_of_the_pipeline_has_a_command():
    assert set(PIPELINE) == set(STAGES) - {"summary"}


def test_no_stage_that_chooses_or_fits_a_model_depends_on_the_test_set():
    for name in ("compare", "train"):
        inputs = " ".join(map(str, PIPELINE[name]["deps"]))
        assert "data/split/train" in inputs
        assert "test" not in inputs
        assert "data/split " not in f"{inputs} "


@pytest.fixture(scope="module")
def clean(tmp_path_factory) -> Path:
    """Return a copy of the finished project, to edit and put back."""
    return copy_project(tmp_path_factory.mktemp("stages") / "project")


def changed(project: Path) -> set[str]:
    """Return the stages that DVC would run, with those that follow, after composing anew."""
    command = ["dvc", "status", "--json"]
    before = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
    stage("compose")
    after = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
    names = {*json.loads(before.stdout or "{}"), *json.loads(after.stdout or "{}")}
    return names | {later for name in names - {"compose"} for later in EVERYTHING_AFTER[name]}


EDITS = [
    ("conf/model/ridge.yaml", "label:", "# a comment\nlabel:", {"compose"}),
    ("conf/compute/local.yaml", "n_jobs: -1", "n_jobs: 1", {"compose", "track"}),
    ("conf/model/ridge.yaml", "alpha: 10", "alpha: 11", EVERYTHING_AFTER["compare"]),
    ("params.yaml", "search: random", "search: none", EVERYTHING_AFTER["train"]),
    ("story.yaml", 'user: ""', "user: Agents", EVERYTHING_AFTER["document"]),
]


@pytest.mark.parametrize(("path", "old", "new", "expected"), EDITS, ids=[e[2][:20] for e in EDITS])
def test_an_edit_reruns_the_stages_that_it_affects(path, old, new, expected, clean, monkeypatch):
    monkeypatch.chdir(clean)
    text, lock = (clean / path).read_text(), (clean / "config.lock.yaml").read_text()
    assert old in text
    (clean / path).write_text(text.replace(old, new, 1))
    try:
        assert changed(clean) - {"compose"} == set(expected) - {"compose"}
    finally:
        (clean / path).write_text(text)
        (clean / "config.lock.yaml").write_text(lock)


def test_nothing_is_out_of_date_after_a_run(clean, monkeypatch):
    monkeypatch.chdir(clean)
    assert changed(clean) == set()
