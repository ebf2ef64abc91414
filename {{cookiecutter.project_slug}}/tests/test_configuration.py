"""What can be chosen composes, and dvc.yaml reruns exactly what an edit affects."""

from pathlib import Path

import pytest
import yaml
from conftest import ROOT, copy_project, sentence, stage
from dvc.repo import Repo
from networkx import ancestors

from project_package.metrics import GREATER_IS_BETTER
from project_package.pipeline import PROBLEM
from workbench.configuration import groups, options, resolve, run
from workbench.files import CONFIG, read_yaml
from workbench.wiring import Place, keys_read, names, reached

CHOICES = read_yaml(ROOT / "params.yaml")
PIPELINE = read_yaml(ROOT / "dvc.yaml")["stages"]
SOURCE = (ROOT / PROBLEM.source).resolve()
SCHEMA = "facts.py"  # says what may be written; what is written stands in the other modules
# Modules and folders of the workbench that decide no result.
CARRIERS = {"cluster", "errors.py", "files.py", "handwritten.py", "parallel.py", "setup"}
STAGES = pytest.mark.parametrize("name", PROBLEM.stages)
EACH_CHOICE = [
    (group, name) for group in groups(ROOT / "conf") for name in options(group, ROOT / "conf")
]


def another(group):
    """Return an option of a group that is not in use."""
    return next(
        name
        for option, name in EACH_CHOICE
        if option == group and name not in (CHOICES[group], "auto")
    )


def runs(name):
    """Return the functions and classes that a stage runs."""
    return reached(Place(SOURCE / "pipeline.py", name))


@pytest.mark.parametrize("group", [group for group in CHOICES if group not in ("seed", "model")])
def test_every_option_composes(group):
    for name in options(group):
        assert "${" not in yaml.safe_dump(resolve({**CHOICES, group: name}))


def test_the_committed_configuration_is_the_composed_one():
    assert read_yaml(CONFIG) == resolve(CHOICES)


def test_every_model_that_the_data_allows_is_a_candidate_and_each_has_the_seed():
    candidates = resolve({**CHOICES, "seed": 12345})["candidates"]
    files = {name: Path(f"conf/model/{name}.yaml").read_text() for name in options("model")}
    wanting = {name for name, text in files.items() if "\nneeds: " in text} - set(candidates)
    assert set(candidates) == set(files) - {"auto"} - wanting
    seeded = {name for name in candidates if "${seed}" in files[name]}
    assert seeded == {name for name, each in candidates.items() if "12345" in yaml.safe_dump(each)}


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [("model", "rigde", "choose from: "), ("seed", -1, "a whole number from 0 on")],
)
def test_a_wrong_choice_is_one_sentence_and_leaves_the_configuration(key, value, said, project):
    before = Path(CONFIG).read_bytes()
    Path("params.yaml").write_text(yaml.safe_dump({**CHOICES, key: value}))
    assert said in sentence(stage("compose"))
    assert Path(CONFIG).read_bytes() == before


def test_runs_are_compared_in_the_direction_of_the_metric():
    assert PROBLEM.greater_is_better == GREATER_IS_BETTER


@STAGES
def test_a_stage_depends_on_every_module_that_it_runs(name):
    listed = {(ROOT / each).resolve() for each in PIPELINE[name]["deps"]}
    files = {each.file for each in runs(name) if each.file.name != SCHEMA}
    ours = {file for file in files if file.is_relative_to(SOURCE)}
    theirs = {each for each in files - ours if not {each.name, each.parent.name} & CARRIERS}
    if SOURCE not in listed:
        assert ours == {each for each in listed if each.is_relative_to(SOURCE)}
    assert theirs <= listed | {file for file in theirs if set(file.parents) & listed}


@STAGES
def test_a_stage_declares_every_setting_that_it_reads(name):
    declared = {
        key.split(".")[0] for key in PIPELINE[name].get("params", [{}])[0].get(str(CONFIG), [])
    }
    if str(CONFIG) not in PIPELINE[name]["deps"]:
        assert keys_read(runs(name)) - {"compute"} <= declared  # how long it takes, and no result


def test_no_stage_that_chooses_or_fits_a_model_sees_the_test_set():
    assert {name for name in PROBLEM.stages if "TEST" in names(runs(name))} == {
        "prepare",
        "evaluate",
    }
    for name in ("compare", "train"):
        assert not {"data/split", "data/split/test.parquet"} & set(PIPELINE[name]["deps"])


REPORTING = {"evaluate", "document", "track"}
EDITS = [
    (f"conf/model/{another('model')}.yaml", "label:", "# a comment\nlabel:", {"compose"}),
    ("conf/compute/local.yaml", "n_jobs:", "n_jobs: 1 #", {"compose"}),
    (
        f"conf/model/{another('model')}.yaml",
        "label: ",
        "label: New ",
        {"compose", "compare", "train", *REPORTING},
    ),
    (
        "params.yaml",
        "search: ",
        f"search: {another('search')} # ",
        {"compose", "train", *REPORTING},
    ),
    ("story.yaml", "title:", "user: Agents\ntitle:", {"document"}),
]


def out_of_date():
    """Return the stages that `dvc repro` would run here, composing on the way as it does."""
    with Repo() as repo:
        found = set(repo.status())
        if "compose" in found:
            run()
            found = set(repo.status())
        graph = repo.index.graph  # from a stage to those that it reads from
        due = [each for each in graph if each.name in found - {"compose"}]
        return found.union(*({late.name for late in ancestors(graph, each)} for each in due))


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """Return a copy of the finished project, to edit and put back."""
    return copy_project(tmp_path_factory.mktemp("edits") / "project")


@pytest.mark.parametrize(("path", "old", "new", "expected"), EDITS, ids=[each[2] for each in EDITS])
def test_an_edit_reruns_the_stages_that_it_affects(path, old, new, expected, clean, monkeypatch):
    monkeypatch.chdir(clean)
    assert out_of_date() == set()
    before = {file: (clean / file).read_text() for file in (path, str(CONFIG))}
    (clean / path).write_text(before[path].replace(old, new, 1))
    try:
        assert out_of_date() == expected
    finally:
        for file, text in before.items():
            (clean / file).write_text(text)
