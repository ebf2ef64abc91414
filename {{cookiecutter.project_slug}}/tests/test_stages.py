"""dvc.yaml: each stage depends on what it uses, and an edit reruns what it affects."""

import ast
import re
from pathlib import Path

import pytest
from conftest import ROOT, copy_project
from dvc.repo import Repo

from project_package.__main__ import STAGES, main
from project_package.compose import options
from project_package.files import read_yaml

SOURCE = next((ROOT / "src").glob("*/__main__.py")).parent
PIPELINE = read_yaml(ROOT / "dvc.yaml")["stages"]
CONFIGURATION = ("config", "load_config()")


def parsed(module: str) -> ast.Module:
    """Return the syntax tree of a module of the package."""
    return ast.parse((SOURCE / f"{module}.py").read_text(encoding="utf-8"))


def imported(module: str, seen: set[str]) -> set[str]:
    """Return a module and all that it imports from the package, directly or not."""
    if module in seen:
        return seen
    seen.add(module)
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            for name in [node.module] if node.module else [each.name for each in node.names]:
                if (SOURCE / f"{name}.py").exists():
                    imported(str(name), seen)
    return seen


def configured() -> set[str]:
    """Return the modules that conf/model/ names as the home of an estimator, and theirs."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "conf/model").glob("*.yaml")]
    found: set[str] = set()
    for module in re.findall(rf"_target_: {SOURCE.name}\.(\w+)\.", "\n".join(texts)):
        imported(module, found)
    return found


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


def settings_read(module: str) -> set[str]:
    """Return the keys of config.lock.yaml that a module reads, by their first word."""
    return {
        node.attr
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in CONFIGURATION
    }


@pytest.mark.parametrize("name", ["fetch", "prepare", "compare", "train", "evaluate"])
def test_a_stage_declares_the_settings_that_it_reads_and_no_others(name):
    declared = {key.split(".")[0] for key in PIPELINE[name]["params"][0]["config.lock.yaml"]}
    read = set().union(*map(settings_read, imported(name, set())))
    assert declared == read - {"compute"}  # it changes how long a stage takes, and no result


def test_only_three_stages_name_the_test_set():
    def names_it(module):
        nodes = ast.walk(parsed(module))
        return any(isinstance(node, ast.Name) and node.id == "TEST" for node in nodes)

    used = {name: imported(name, set()) - {"files"} for name in PIPELINE if name != "document"}
    found = {name for name, modules in used.items() if any(map(names_it, modules))}
    assert found == {"prepare", "evaluate", "track"}


def test_no_stage_that_chooses_or_fits_a_model_depends_on_the_test_set():
    for name in ("compare", "train"):
        inputs = " ".join(map(str, PIPELINE[name]["deps"]))
        assert "data/split/train" in inputs
        assert "test" not in inputs
        assert "data/split " not in f"{inputs} "


def written(name: str) -> list[str]:
    """Return the files and folders that a stage writes."""
    listed = [*PIPELINE[name].get("outs", []), *PIPELINE[name].get("metrics", [])]
    return [each if isinstance(each, str) else next(iter(each)) for each in listed]


def with_followers(name: str) -> set[str]:
    """Return a stage and all that read what it writes, directly or not."""
    found = {name}
    for later, stage in PIPELINE.items():
        inputs = [Path(each) for each in stage["deps"]]
        for output in map(Path, written(name)):
            if any(output == each or output in each.parents for each in inputs):
                found |= with_followers(later)
    return found


def out_of_date() -> set[str]:
    """Return the stages that `dvc repro` would run here, composing on the way as it does."""
    with Repo() as repo:
        names = set(repo.status())
        if "compose" in names:
            main(["compose"])
            names = set(repo.status())
    after = [with_followers(name) for name in names - {"compose"}]
    return names.union(*after)


@pytest.fixture(scope="module")
def clean(tmp_path_factory) -> Path:
    """Return a copy of the finished project, to edit and put back."""
    return copy_project(tmp_path_factory.mktemp("stages") / "project")


REPORTING = {"start", "evaluate", "document", "track"}
CHOOSING = {"compare", "train", *REPORTING}


def another(group: str) -> str:
    """Return an option of a group that is not in use, so that naming it is a change."""
    used = {"auto", read_yaml(ROOT / "params.yaml")[group]}
    return next(name for name in options(group, ROOT / "conf") if name not in used)


MODEL = another("model")
EDITS = [
    (f"conf/model/{MODEL}.yaml", "label:", "# a comment\nlabel:", {"compose"}),
    (f"conf/model/{MODEL}.yaml", "label: ", "label: New ", {"compose", *CHOOSING}),
    ("conf/compute/local.yaml", "n_jobs: -1", "n_jobs: 1", {"compose"}),
    (
        "params.yaml",
        "search: ",
        f"search: {another('search')} # ",
        {"compose", "train", *REPORTING},
    ),
    ("params.yaml", "model: ", f"model: {MODEL} # ", {"compose", "train", *REPORTING}),
    ("story.yaml", "user:", "user: Agents #", {"document"}),
]


@pytest.mark.parametrize(("path", "old", "new", "expected"), EDITS, ids=[edit[2] for edit in EDITS])
def test_an_edit_reruns_the_stages_that_it_affects(path, old, new, expected, clean, monkeypatch):
    monkeypatch.chdir(clean)
    text, lock = (clean / path).read_text(), (clean / "config.lock.yaml").read_text()
    assert old in text
    (clean / path).write_text(text.replace(old, new, 1))
    try:
        assert out_of_date() == expected
    finally:
        (clean / path).write_text(text)
        (clean / "config.lock.yaml").write_text(lock)


def test_nothing_is_out_of_date_after_a_run(clean, monkeypatch):
    monkeypatch.chdir(clean)
    assert out_of_date() == set()
