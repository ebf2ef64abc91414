"""One email on the terminal: what is shown, what is refused, and that nothing is kept."""

import subprocess
import sys

import pandas as pd
import pytest

from conftest import ROOT, sentence
from workbench.files import TEST, TRAIN
from workbench.server import showing

from app import demo
from app.show import said

LETTER = {
    "id": "spam-9/00001",
    "kind": "spam-9",
    "subject": "Offer [bold]today[/bold]",
    "body": "Dear Ada,\n\n[/red] click here, 5% off\n" + "line\n" * 100,
}


def show(*names):
    """Show what is named on the command line; return the exit code."""
    return showing.main("id", "email", said, list(names))


@pytest.fixture
def made_up(tmp_path, monkeypatch):
    """Let the command find a made-up email in the test part."""
    path = tmp_path / "test.parquet"
    pd.DataFrame([LETTER]).to_parquet(path)
    monkeypatch.setattr(showing, "TEST", path)


def test_an_email_is_printed_as_it_is_with_the_decision_and_its_words(made_up, facts, capsys):
    assert show(LETTER["id"]) == 0
    out = capsys.readouterr().out
    assert "spam-9/00001  (test part)" in out
    assert "Subject: Offer [bold]today[/bold]" in out
    assert "[/red] click here, 5% off" in out
    assert out.count("line\n") < 100
    assert f"threshold of {facts.threshold.value.value * 100:.1f}" in " ".join(out.split())
    assert "click" in out.partition("threshold of")[2]


def test_what_is_said_is_what_the_demo_answers(made_up, capsys):
    show(LETTER["id"])
    email = demo.Email(subject=LETTER["subject"], body=LETTER["body"])
    assert demo.answer(email).headline in capsys.readouterr().out


def test_showing_an_email_writes_nothing(made_up, project):
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
    assert show(LETTER["id"]) == 0
    assert before == {path: path.stat().st_mtime_ns for path in project.rglob("*")}


def test_before_a_run_the_stage_that_is_missing_is_named(project, capsys):
    (project / TEST).unlink()
    assert show(LETTER["id"]) == 1
    assert "run `dvc repro prepare` first" in capsys.readouterr().err


def test_a_training_email_is_found_and_said_to_be_one(made_up):
    name = pd.read_parquet(TRAIN, columns=["id"])["id"].iloc[-1]
    found, part = showing.find("id", name, "email")
    assert (found["id"], part) == (name, "training")


def test_an_id_with_a_typing_error_is_one_sentence_with_the_closest(made_up, capsys):
    assert show("spam-9/0001") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: no email called 'spam-9/0001'; did you mean 'spam-9/00001'?")
    assert err.count("\n") == 1


def test_an_id_like_no_other_is_answered_with_a_few_that_exist(capsys):
    assert show("?") == 1
    known = set(pd.read_parquet(TRAIN, columns=["id"])["id"])
    named = capsys.readouterr().err.strip().partition("choose from: ")[2].split(", ")
    assert len(named) == showing.NAMED
    assert known.intersection(named)


@pytest.mark.parametrize("arguments", [[], [""], ["one", "two"]])
def test_without_one_id_the_command_shows_how_to_name_one(arguments, capsys):
    assert show(*arguments) == 2
    assert "make show ID=" in capsys.readouterr().err


def test_make_show_hands_the_id_on_and_fails_where_the_command_fails():
    done = subprocess.run(
        ["make", "show", "ID=nosuch", f"VENV={sys.prefix}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    done.returncode = 1  # make has an exit code of its own
    assert "no email called 'nosuch'" in sentence(done)
