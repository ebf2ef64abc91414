"""The command line: help for every stage, and one sentence for every mistake."""

import pytest
from threadpoolctl import threadpool_info

from conftest import ROOT, sentence, stage
from project_package.pipeline import PROBLEM
from workbench.cli import commands_of, main
from workbench.files import read_yaml, save

STAGES = commands_of(PROBLEM)


def test_every_stage_is_listed_with_what_it_does():
    done = stage("--help")
    assert done.returncode == 0
    assert "example:" in done.stdout
    for name, purpose in STAGES.items():
        assert name in done.stdout
        assert purpose.split()[0] in done.stdout


@pytest.mark.parametrize("name", STAGES)
def test_every_stage_has_help_with_an_example(name, capsys):
    with pytest.raises(SystemExit, match="0"):
        main(PROBLEM, [name, "--help"])
    help_text = " ".join(capsys.readouterr().out.split())
    assert STAGES[name] in help_text
    assert f"example: python -m {PROBLEM.package} {name}" in help_text


def test_every_stage_of_the_pipeline_has_a_command():
    assert set(read_yaml(ROOT / "dvc.yaml")["stages"]) == set(STAGES) - {"kept", "ready"}


def test_an_unknown_stage_names_the_stages():
    done = stage("evalute")
    assert done.returncode == 2
    assert "evaluate" in done.stderr


INPUTS = [
    ("fetch", "config.lock.yaml", "compose"),
    ("prepare", "reports/source.json", "fetch"),
    ("train", "reports/candidates.json", "compare"),
    ("evaluate", "models/model.joblib", "train"),
    ("evaluate", "data/split/test.parquet", "prepare"),
    ("evaluate", "reports/search.json", "train"),
    ("document", "reports/facts.json", "evaluate"),
    ("track", "reports/facts.json", "evaluate"),
]


@pytest.mark.parametrize(("name", "missing", "before"), INPUTS)
def test_a_missing_input_names_the_stage_that_makes_it(name, missing, before, project, capsys):
    (project / missing).unlink()
    assert main(PROBLEM, [name]) == 1
    said = capsys.readouterr().err.splitlines()[-1]
    assert said == f"error: {missing} not found: run `dvc repro {before}` first"


@pytest.mark.parametrize(
    ("name", "missing", "before"),
    [("fetch", "config.lock.yaml", "compose"), ("compare", "data/split/train.parquet", "prepare")],
)
def test_a_mistake_is_one_sentence_in_a_real_terminal_too(name, missing, before, project):
    (project / missing).unlink()
    assert f"run `dvc repro {before}` first" in sentence(stage(name))


def test_a_file_that_cannot_be_written_is_one_sentence(project):
    (project / "MODEL_CARD.md").unlink()
    (project / "MODEL_CARD.md").mkdir()
    assert "cannot read or write MODEL_CARD.md: Is a directory" in sentence(stage("document"))


def test_a_stage_by_hand_writes_what_dvc_recorded(project):
    written = [project / "reports/data.json", *sorted((project / "data/split").iterdir())]
    before = [path.read_bytes() for path in written]
    for path in written:
        path.unlink()
    assert stage("prepare").returncode == 0
    assert [path.read_bytes() for path in written] == before


def test_the_tests_use_one_thread_in_a_model_as_the_stages_do():
    threads = {each["prefix"]: each["num_threads"] for each in threadpool_info()}
    assert set(threads.values()) == {1}, threads


def test_a_killed_write_leaves_the_old_file(tmp_path):
    target = tmp_path / "report.json"
    target.write_text("old")

    def die(part):
        part.write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save(target, die)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
