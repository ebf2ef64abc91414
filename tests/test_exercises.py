"""Find the fault and change it live: every check tells the planted code from the mended one."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kit
from conftest import FINISHED, SKELETON, TEMPLATE

from interview.drills import exercises as catalog  # isort: skip
from interview.drills import exercising, mending, verdict  # isort: skip
from interview.drills.exercises import CHANGE, FAULT, KINDS, Exercise, Kind, exercises  # isort: skip
from interview.drills.exercising import Desk  # isort: skip
from interview.errors import UNSOLVED, InterviewError  # isort: skip
from interview import reviews  # isort: skip
from interview.drills.own_code import Own, fault_in  # isort: skip

LEAST = {"fault": 6, "change": 3}


def folders(problem: str, within: str) -> list[Path]:
    """Return where a problem's files lie in the template, the problem's own first."""
    found = [TEMPLATE / SKELETON / part / within for part in reversed(kit.parts(problem))]
    return [each for each in (*found, TEMPLATE / SKELETON / within) if each.exists()]


def listed(problem: str) -> dict[str, Exercise]:
    """Return every exercise of a problem by kind and name."""
    return {
        f"{kind.key} {name}": each
        for kind in KINDS.values()
        for folder in folders(problem, "interview/drills")
        for name, each in catalog.exercises(kind, folder).items()
    }


EXERCISES = {problem: listed(problem) for problem in FINISHED}
PAIRS = [(problem, name) for problem, known in EXERCISES.items() for name in known]
every_exercise = pytest.mark.parametrize(("problem", "name"), PAIRS)


@pytest.fixture(scope="module")
def copies(tmp_path_factory) -> dict[str, Path]:
    """Give each problem's package as a project has it."""
    made = {}
    for problem in FINISHED:
        made[problem] = tmp_path_factory.mktemp(problem) / "src" / "package"
        for folder in reversed(folders(problem, "src/project_package")):
            shutil.copytree(folder, made[problem], dirs_exist_ok=True)
    return made


def found(problem: str, each: Exercise, package: list[Path]) -> str:
    """Return what the check of an exercise says of a package, "" when it holds."""
    checks = importlib.import_module("interview.drills.checks")
    for folder in folders(problem, "interview/drills/checks"):
        if str(folder) not in checks.__path__:
            checks.__path__.append(str(folder))
    module = importlib.import_module(f"interview.drills.checks.{each.checks}")
    return fault_in(getattr(module, each.name), Own("own", package), package[0])


@pytest.mark.parametrize("problem", FINISHED)
def test_there_are_enough_and_all_fit_the_code_of_today(problem, copies):
    for kind in KINDS.values():
        of_kind = [name for name in EXERCISES[problem] if name.startswith(f"{kind.key} ")]
        assert len(of_kind) >= LEAST[kind.key]
    assert [
        name for name, each in EXERCISES[problem].items() if not each.fits(copies[problem])
    ] == []
    names = [each.name for each in EXERCISES[problem].values()]
    assert len(names) == len(set(names))


@every_exercise
def test_an_exercise_is_told_whole_and_its_check_tells_the_two_codes_apart(
    problem, name, copies, tmp_path
):
    each, own = EXERCISES[problem][name], copies[problem]
    assert {edit.file for edit in each.edits} <= set(each.modules)
    assert 2 <= len(each.hints) <= 3
    assert each.covers
    assert len(each.task) > 80
    edited = tmp_path / "edited"
    edited.mkdir()
    for file, text in each.edited(own).items():
        compile(text, file, "exec")
        (edited / file).write_text(text, encoding="utf-8")
    as_it_is, as_edited = found(problem, each, [own]), found(problem, each, [edited, own])
    wrong, right = (as_edited, as_it_is) if name.startswith("fault") else (as_it_is, as_edited)
    assert right == ""
    assert wrong
    assert not wrong.startswith("The code raises")
    if name.startswith("change"):
        broken = {
            other.name: said
            for other in EXERCISES[problem].values()
            if other.name not in each.replaces
            and f"fault {other.name}" in EXERCISES[problem]
            and not {edit.file for edit in other.edits}.isdisjoint(each.modules)
            and (said := found(problem, other, [edited, own]))
        }
        assert broken == {}


# ---- what the candidate sees, on one project


@pytest.fixture
def project(tmp_path, copies, monkeypatch) -> Path:
    """Give a churn project with the kit and its own code, and work there."""
    made = kit.assemble("churn", tmp_path / "project")
    shutil.copytree(copies["churn"].parent, made / "src")
    shutil.copytree(TEMPLATE / SKELETON / "workbench", made / "workbench")
    monkeypatch.chdir(made)
    here = made / "interview" / "drills"
    for module in (exercising, mending):
        monkeypatch.setattr(module, "exercises", lambda kind: exercises(kind, here))
    return made


@pytest.fixture
def in_process(project, monkeypatch) -> None:
    """Check in this process, which has the libraries already."""

    def checked(_: Kind, exercise: Exercise, folder: Path) -> verdict.Checked:
        source = catalog.source_of(project)
        return verdict.Checked(**mending.outcome(exercise, folder.resolve(), source))

    monkeypatch.setattr(exercising, "checked", checked)


def desk(kind=FAULT) -> Desk:
    """Return a desk as a command makes it, which writes into the journal."""
    return Desk(kind, exercising.record)


def mend(project: Path, name: str, kind: str = "faults") -> None:
    """Edit the copy as the answer does."""
    each = EXERCISES["churn"][f"{kind[:-1]} {name}"]
    for edit in each.edits:
        path = project / "interview" / "mine" / kind / name / edit.file
        old, new = (edit.becomes, edit.text) if kind == "faults" else (edit.text, edit.becomes)
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def said(capsys) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_a_fault_is_found_mended_and_remembered(project, capsys):
    before = {path: path.read_bytes() for path in (project / "src").rglob("*.py")}
    assert desk().do(None, None) == 0
    assert "average precision is 1.0" in said(capsys)
    assert desk().do("check", None) == UNSOLVED
    assert "Nothing is edited in the copy yet" in said(capsys)
    assert desk().do("hint", None) == 0
    assert "hint 1 of 2" in said(capsys)
    mend(project, "too_good")
    assert desk().do("check", None) == 0
    assert re.search(r"Mended, and \d+ other checks still hold\. The target", said(capsys))
    assert desk().do("list", None) == 0
    assert re.search(r"1 of \d+ mended", said(capsys))
    assert desk().do(None, None) == 0
    assert "as good as a coin" in said(capsys)
    (review,) = reviews.replay(project / "interview" / "mine" / "reviews.jsonl")
    assert (review.id, review.covers, review.rating) == ("fault.too_good", ("leakage",), 2)
    assert before == {path: path.read_bytes() for path in (project / "src").rglob("*.py")}


def test_what_the_copy_does_is_told_in_one_sentence(project):
    fault = exercises(FAULT, project / "interview" / "drills")["forty_months_free"]
    source, copy = catalog.source_of(project), desk().scratch.begin(fault, project / "src/package")

    def outcome() -> verdict.Checked:
        return verdict.Checked(**mending.outcome(fault, copy, source))

    assert outcome().message == "40 months with an empty total become $0."
    file = copy / "cleaning.py"
    planted = file.read_text(encoding="utf-8")
    file.write_text(planted + "\ndef broken(:\n", encoding="utf-8")
    assert re.search(r"cleaning.py, line \d+: Python cannot read this", outcome().message)
    file.write_text(planted.replace("unbilled =", "unbilled = customers.nothing +"))
    assert re.search(r"raises AttributeError: .* \(cleaning.py, line \d+\)", outcome().message)
    file.write_text(planted, encoding="utf-8")
    mend(project, fault.name)
    assert outcome().passed
    other = copy / "features.py"
    other.write_text(
        other.read_text(encoding="utf-8").replace(
            "log_tenure=np.log1p(tenure)", "log_tenure=tenure"
        )
    )
    assert outcome().broke == "log_tenure is no log."
    assert not outcome().passed


def test_own_code_that_has_the_fault_itself_is_not_judged(project, in_process, capsys):
    desk().do("forty_months_free", None)
    mend(project, "forty_months_free")
    own = project / "src" / "package" / "cleaning.py"
    right = 'customers["total_charges"].isna() & (customers["tenure"] == 0)'
    text = own.read_text(encoding="utf-8")
    assert right in text
    own.write_text(text.replace(right, 'customers["total_charges"].isna()'), encoding="utf-8")
    assert desk().do("check", None) == UNSOLVED
    assert "fails on your own src/package too" in said(capsys)


def test_a_copy_that_never_ends_is_stopped(project):
    fault = exercises(FAULT, project / "interview" / "drills")["too_good"]
    copy = desk().scratch.begin(fault, project / "src" / "package")
    (copy / "data.py").write_text("while True:\n    pass\n", encoding="utf-8")
    found = verdict.checked(FAULT, fault, copy, limit=1)
    assert re.match(r"data.py, line [12] was still running after 1 seconds", found.message)
    (copy / "data.py").write_text("import os\nos._exit(3)\n", encoding="utf-8")
    assert "with code 3" in verdict.checked(FAULT, fault, copy, limit=1).message


def test_a_fault_whose_text_is_gone_is_not_offered(project, capsys):
    own = project / "src" / "package" / "data.py"
    own.write_text(own.read_text(encoding="utf-8").replace("drop(columns=[TARGET, KEY])", "drop()"))
    assert desk().do("list", None) == 0
    shown = said(capsys)
    assert "1 not offered: your code no longer holds their lines." in shown
    assert "too_good " not in shown
    with pytest.raises(InterviewError, match=r"too_good is not offered: your data\.py no longer"):
        desk().do("too_good", None)


def test_a_change_can_be_shown_made_and_started_over(project, in_process, capsys):
    assert desk(CHANGE).do("newest_rows", None) == 0
    assert desk(CHANGE).do("show", None) == 0
    assert "+ ordered = table.sort_values(KEY" in said(capsys)
    mend(project, "newest_rows", "changes")
    assert desk(CHANGE).do("check", None) == 0
    assert "Done" in said(capsys)
    assert desk(CHANGE).do("reset", None) == 0
    assert "newest_rows.1.bak" in said(capsys)
    assert desk(CHANGE).do("check", None) == UNSOLVED
    assert "Nothing is edited" in said(capsys)


@pytest.mark.parametrize(
    ("what", "name", "sentence"),
    [
        ("to_good", None, "there is no fault called to_good: did you mean too_good?"),
        ("check", None, "nothing is begun: start with `make rehearse DO='fault'`"),
        ("check", "a_coin", "nothing is begun: start with `make rehearse DO='fault a_coin'`"),
        ("nonsense", "a_coin", "nonsense is none of check, show"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(project, what, name, sentence):
    with pytest.raises(InterviewError, match=re.escape(sentence)):
        desk().do(what, name)


def test_a_state_that_is_damaged_is_told(project):
    desk().do(None, None)
    (project / "interview" / "mine" / "faults.json").write_text("{", encoding="utf-8")
    with pytest.raises(InterviewError, match=r"faults\.json is not valid JSON: mend or delete it"):
        desk().do("check", None)


def test_the_command_runs_and_fails_in_one_sentence(project):
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "interview", *words]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert "Find the fault" in run("fault", "list").stdout
    done = run("change", "nothing")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: there is no change called nothing: `change list`")
    shutil.rmtree(project / "src")
    assert "there is no src/*/choose.py here" in run("fault").stderr
