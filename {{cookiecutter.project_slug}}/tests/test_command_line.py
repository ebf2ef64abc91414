"""The command line: help for every stage, and one sentence for every mistake."""

import errno

import pytest
from conftest import sentence, stage

from project_package import __main__ as command_line
from project_package.__main__ import STAGES


def test_every_stage_is_listed_with_what_it_does():
    done = stage("--help")
    assert done.returncode == 0
    assert "example:" in done.stdout
    for name, purpose in STAGES.items():
        assert name in done.stdout
        assert purpose.split()[0] in done.stdout


@pytest.mark.parametrize("name", STAGES)
def test_every_stage_has_help(name, capsys):
    with pytest.raises(SystemExit, match="0"):
        command_line.main([name, "--help"])
    assert STAGES[name] in " ".join(capsys.readouterr().out.split())


def test_an_unknown_stage_names_the_stages():
    done = stage("evalute")
    assert done.returncode == 2
    assert "evaluate" in done.stderr


@pytest.mark.parametrize(
    ("name", "missing", "before"),
    [
        ("fetch", "config.lock.yaml", "compose"),
        ("document", "reports/facts.json", "evaluate"),
        ("summary", "reports/facts.json", "evaluate"),
    ],
)
def test_a_missing_input_names_the_stage_that_makes_it(name, missing, before, project):
    (project / missing).unlink()
    assert sentence(stage(name)) == f"error: {missing} not found: run `dvc repro {before}` first"


def test_a_full_or_read_only_disk_is_one_sentence(monkeypatch, capsys, project):
    from project_package import document

    def refuse(path, text):
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(document, "save_text", refuse)
    assert command_line.main(["document"]) == 1
    assert "cannot read or write README.md: No space left on device" in capsys.readouterr().err


def test_a_stage_by_hand_writes_what_dvc_recorded(project):
    before = (project / "reports/data.json").read_bytes()
    assert stage("prepare").returncode == 0
    assert (project / "reports/data.json").read_bytes() == before


def test_a_killed_write_leaves_the_old_file(tmp_path):
    from project_package.files import save

    target = tmp_path / "report.json"
    target.write_text("old")

    def die(part):
        part.write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save(target, die)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
