"""One schedule over several projects, and the journal that a browser has saved."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from interview import commands, incoming, joining, journal, journals, opening, reviews, turns
from interview.errors import InterviewError
from interview.mine import Mine
from interview.reviews import Review
from interview.schedule import AGAIN, GOOD

from conftest import SKELETON, TEMPLATE
from kit import assemble

CORE, OWN = "stats.clt", "base.gain"  # the same in every project, and not


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("projects")
    for problem in ("spam", "churn"):
        assemble(problem, folder / problem)
    return folder


@pytest.fixture
def projects(made, tmp_path, monkeypatch) -> Path:
    """Give two projects that nobody has used, and an empty folder of the user's data."""
    monkeypatch.setattr(journals, "place", lambda: tmp_path / "data" / "journals")
    for problem in ("spam", "churn"):
        for path in (made / problem / "interview" / "mine").glob("*"):
            if path.name != "questions.json":  # the copies of the bank, which are slow to make
                path.unlink()
    return made


def at(project: Path, monkeypatch) -> turns.Session:
    """Go to a project and open a session there."""
    monkeypatch.chdir(project)
    return opening.open_session(aloud=False, seed=1)


def joined(project: Path, monkeypatch) -> journals.Journal:
    monkeypatch.chdir(project)
    return joining.join(Mine(opening.MINE), Path())


def review(name: str, rating: int = GOOD, days: float = 0.0, **more) -> Review:
    """Return a review of so many days ago."""
    moment = datetime.now(UTC) - timedelta(days=days)
    stamp = moment.isoformat(timespec="seconds")
    return Review(ts=stamp, id=name, category="theory", rating=rating, **more)


def due(held: turns.Session) -> list[str]:
    return turns.due_now(held, held.bank.raised)


def test_what_was_answered_in_one_project_is_not_new_in_the_next(projects, monkeypatch):
    joined(projects / "spam", monkeypatch)
    first = at(projects / "spam", monkeypatch)
    known = first.bank.question(CORE).facts_hash
    first.remember(review(CORE, phrasing=0, facts_hash=known))
    first.remember(review(OWN))
    alone = at(projects / "churn", monkeypatch)
    assert alone.before == []
    joined(projects / "churn", monkeypatch)
    second = at(projects / "churn", monkeypatch)
    assert [each.id for each in second.before] == [CORE]
    assert second.heard(CORE, 0)
    assert second.bank.raised.keys() >= {CORE, OWN}
    assert due(second) == []


def test_a_miss_comes_back_in_any_project_until_it_is_passed_in_any(projects, monkeypatch):
    core = at(projects / "spam", monkeypatch).bank.question(CORE)
    for name in ("spam", "churn"):
        joined(projects / name, monkeypatch)
    missed = review(CORE, AGAIN, days=2, facts_hash=core.facts_hash)
    at(projects / "spam", monkeypatch).remember(missed)
    second = at(projects / "churn", monkeypatch)
    assert due(second) == [CORE]
    second.remember(review(CORE, facts_hash=core.facts_hash))
    assert due(at(projects / "spam", monkeypatch)) == []
    assert len(reviews.replay(Mine(opening.MINE).reviews)) == 1


def test_what_was_answered_before_joining_counts_too(projects, monkeypatch):
    at(projects / "spam", monkeypatch).remember(review(CORE))
    joined(projects / "spam", monkeypatch)
    joined(projects / "spam", monkeypatch)
    joined(projects / "churn", monkeypatch)
    assert [each.id for each in at(projects / "churn", monkeypatch).before] == [CORE]


def test_who_has_not_joined_writes_and_reads_nothing_there(projects, monkeypatch):
    at(projects / "spam", monkeypatch).remember(review(CORE))
    assert not journals.place().exists()


def test_the_other_projects_get_no_answers(projects, monkeypatch):
    name = joined(projects / "spam", monkeypatch).path
    held = at(projects / "spam", monkeypatch)
    kept = held.room.mine.keep_answer(CORE, "my very own words")
    held.remember(review(CORE, answer_hash=kept))
    assert CORE in name.read_text()
    assert "very own" not in name.read_text()


def test_the_folder_is_where_this_system_keeps_data_of_a_user(monkeypatch, tmp_path):
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        assert journals.place() == tmp_path / "ml-portfolio" / "journals"
    assert journals.place().is_absolute()


WRITER = """
import sys
from pathlib import Path
from interview import journal
for number in range({number}):
    journal.append(Path(sys.argv[1]), {{"id": f"{{sys.argv[2]}}-{{number}}", "pad": "x" * 3000}})
"""


def test_processes_that_write_at_the_same_time_lose_nothing(tmp_path):
    number = 60
    path = tmp_path / "log.jsonl"
    path.write_text('{"id": "before"}\n{"id": "cut off')
    command = [sys.executable, "-c", WRITER.format(number=number), str(path)]
    environment = {**os.environ, "PYTHONPATH": str(TEMPLATE / SKELETON)}
    running = [subprocess.Popen([*command, name], env=environment) for name in "abc"]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    found = [entry["id"] for entry in journal.read(path)]
    expected = {"before", *(f"{name}-{n}" for name in "abc" for n in range(number))}
    assert (len(found), set(found)) == (3 * number + 1, expected)
    assert journal.broken(path).read_text() == '{"id": "cut off\n'


BROKEN = {
    "was written by a newer kit": '{"kit":9,"project":"x","journal":2}\n',
    "does not begin like a journal": "no journal\n",
    "does not begin like": "",
    "has damaged lines: 2": '{"kit":1,"project":"x","journal":1}\n{"id": 3}\nbroken {\n',
}


@pytest.mark.parametrize("sentence", BROKEN)
def test_a_broken_or_newer_file_is_said_and_left_alone(sentence, projects, monkeypatch, capsys):
    joined(projects / "spam", monkeypatch)
    other = journals.place() / "other.jsonl"
    other.write_text(BROKEN[sentence])
    held = at(projects / "spam", monkeypatch)
    said = " ".join(capsys.readouterr().out.split())
    assert said.count(sentence) == 1
    assert said.count("other.jsonl") == 1
    held.remember(review(CORE))
    assert other.read_text() == BROKEN[sentence]
    assert len(at(projects / "spam", monkeypatch).before) == 1


def test_a_newer_journal_of_this_project_is_not_written_into(projects, monkeypatch, capsys):
    path = joined(projects / "spam", monkeypatch).path
    path.write_text(BROKEN["was written by a newer kit"])
    at(projects / "spam", monkeypatch).remember(review(CORE))
    assert "was written by a newer kit" in " ".join(capsys.readouterr().out.split())
    assert [each.id for each in at(projects / "spam", monkeypatch).before] == [CORE]
    assert path.read_text() == BROKEN["was written by a newer kit"]


def test_a_folder_that_cannot_be_written_does_not_stop_a_session(projects, monkeypatch, capsys):
    path = joined(projects / "spam", monkeypatch).path
    at(projects / "spam", monkeypatch).remember(review(CORE))
    shutil.rmtree(path.parent)
    path.parent.write_text("a file in its place")
    held = at(projects / "spam", monkeypatch)
    assert "The other projects do not see this one" in " ".join(capsys.readouterr().out.split())
    held.remember(review(OWN))
    assert len(reviews.replay(held.room.mine.reviews)) == 2


def test_a_journal_that_was_deleted_is_written_again(projects, monkeypatch, capsys):
    path = joined(projects / "spam", monkeypatch).path
    at(projects / "spam", monkeypatch).remember(review(CORE))
    path.unlink()
    at(projects / "spam", monkeypatch)
    assert "was gone; there is a new one" in " ".join(capsys.readouterr().out.split())
    (only,) = journals.read_all()[0]
    assert [each.id for each in only.reviews] == [CORE]


def test_a_project_that_moved_says_so_once_and_one_that_is_gone_still_counts(
    projects, monkeypatch, capsys, tmp_path
):
    joined(projects / "churn", monkeypatch)
    first = tmp_path / "first"
    shutil.copytree(projects / "spam", first)
    joined(first, monkeypatch)
    at(first, monkeypatch).remember(review(CORE))
    monkeypatch.chdir(tmp_path)
    first.rename(tmp_path / "second")
    at(tmp_path / "second", monkeypatch)
    said = "".join(capsys.readouterr().out.split())  # a long path is wrapped anywhere
    assert f"movedherefrom{first}" in said
    at(tmp_path / "second", monkeypatch)
    assert "moved" not in capsys.readouterr().out
    name = Mine(opening.MINE).journal
    monkeypatch.chdir(tmp_path)
    shutil.rmtree(tmp_path / "second")
    assert [each.id for each in at(projects / "churn", monkeypatch).before] == [CORE]
    commands.do_status()
    said = " ".join(capsys.readouterr().out.split())
    assert f"{name} 1 answered, 0 due; " in said
    assert f"is gone, `leave {name}` forgets it" in said
    commands.do_leave(name=name)
    assert at(projects / "churn", monkeypatch).before == []


def test_a_copy_of_a_project_gets_a_journal_of_its_own(projects, monkeypatch, capsys, tmp_path):
    joined(projects / "spam", monkeypatch)
    at(projects / "spam", monkeypatch).remember(review(CORE))
    shutil.copytree(projects / "spam", tmp_path / "copy")
    held = at(tmp_path / "copy", monkeypatch)
    assert "is a copy of" in " ".join(capsys.readouterr().out.split())
    assert [each.id for each in held.before] == [CORE]
    held.remember(review(CORE, days=-0.1))
    assert len(at(projects / "spam", monkeypatch).before) == 2
    assert "copy" not in capsys.readouterr().out
    assert len(journals.read_all()[0]) == 2


def test_leaving_takes_the_file_away_and_keeps_the_log(projects, monkeypatch, capsys):
    path = joined(projects / "spam", monkeypatch).path
    at(projects / "spam", monkeypatch).remember(review(CORE))
    mine = Mine(opening.MINE)
    mine.reviews.unlink()
    commands.do_leave(name=None)
    assert [each.id for each in reviews.replay(mine.reviews)] == [CORE]
    assert not path.exists()
    commands.do_leave(name=None)
    assert "has not joined" in capsys.readouterr().out


def test_a_project_that_is_still_there_is_not_forgotten_from_another(projects, monkeypatch):
    name = joined(projects / "spam", monkeypatch).name
    joined(projects / "churn", monkeypatch)
    with pytest.raises(InterviewError, match="type `leave` there"):
        commands.do_leave(name=name)
    with pytest.raises(InterviewError, match="there is no journal nothing"):
        commands.do_leave(name="nothing")
    assert len(journals.read_all()[0]) == 2


def test_a_project_whose_own_files_were_deleted_gets_its_log_back(projects, monkeypatch):
    joined(projects / "spam", monkeypatch)
    at(projects / "spam", monkeypatch).remember(review(CORE))
    shutil.rmtree(opening.MINE)
    first = joined(projects / "spam", monkeypatch)
    assert [each.id for each in reviews.replay(Mine(opening.MINE).reviews)] == [CORE]
    assert [first.path] == list(journals.place().iterdir())


def test_another_project_in_the_same_place_does_not_take_over_a_log(
    projects, monkeypatch, tmp_path
):
    place = tmp_path / "place"
    shutil.copytree(projects / "spam", place)
    (place / "pyproject.toml").write_text('[project]\nname = "one"\n')
    joined(place, monkeypatch)
    at(place, monkeypatch).remember(review(OWN))
    shutil.rmtree(place / "interview" / "mine")
    (place / "pyproject.toml").write_text('[project]\nname = "two"\n')
    second = joined(place, monkeypatch)
    assert (second.project, second.reviews) == ("two", [])
    assert at(place, monkeypatch).before == []


# What a browser has saved


HEAD = {"kit": 1, "project": "spam", "journal": 1}


def saved(path: Path, *entries: object) -> Path:
    """Write what a browser saves."""
    path.write_text("".join(f"{json.dumps(entry)}\n" for entry in entries))
    return path


def test_a_journal_is_imported_once(tmp_path):
    log, first = tmp_path / "log.jsonl", review(CORE, days=1)
    reviews.append(log, first)
    new = review(OWN, ticks=("yes", "no"), must=(True, False))
    file = saved(tmp_path / "page.jsonl", HEAD, asdict(first), asdict(new))
    assert incoming.bring(file, log, {CORE, OWN}, "spam")[:2] == (1, 1)
    before = log.read_bytes()
    again = incoming.bring(file, log, {CORE, OWN}, "spam")
    assert again[:2] == (0, 2)
    assert log.read_bytes() == before
    assert reviews.replay(log) == [first, new]


def test_unknown_questions_and_damaged_lines_are_left_out_in_a_sentence(tmp_path):
    log = tmp_path / "log.jsonl"
    unknown = [replace(review("x"), id=f"x{n}") for n in range(5)]
    entries = [HEAD, asdict(review(CORE)), *map(asdict, unknown), {"id": "half"}]
    brought = incoming.bring(saved(tmp_path / "a.jsonl", *entries), log, {CORE}, "spam")
    assert [each.id for each in reviews.replay(log)] == [CORE]
    assert incoming.told(brought) == [
        "Reviews added: 1; here already: 0.",
        "Left out: this project's kit does not have the questions x0, x1, x2 and 2 more.",
        "Damaged lines, left out: 1.",
    ]


@pytest.mark.parametrize("speech", [{"pace": "fast"}, {"pace": -1}, "slow", [3]])
def test_measures_that_no_recording_has_make_a_line_damaged(speech, tmp_path):
    entries = [HEAD, asdict(review(CORE)), asdict(review(CORE, machine={"speech": speech}))]
    read = journals.read(saved(tmp_path / "a.jsonl", *entries))
    assert (len(read.reviews), read.damaged) == (1, 1)


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ([HEAD, asdict(review("x"))], "brings nothing: this project's kit does not have .* x$"),
        (
            [{**HEAD, "project": "churn"}, asdict(review(CORE))],
            "journal of churn, and this is spam",
        ),
        ([{**HEAD, "journal": 2}, asdict(review(CORE))], "was written by a newer kit"),
        ([HEAD], "holds no reviews"),
        ([asdict(review(CORE))], "does not begin like a journal"),
        ([], "does not begin like a journal"),
        (["text"], "does not begin like a journal"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_and_the_log_stays(entries, sentence, tmp_path):
    file = saved(tmp_path / "a.jsonl", *entries)
    with pytest.raises(InterviewError, match=sentence):
        incoming.bring(file, tmp_path / "log.jsonl", {CORE}, "spam")
    assert not (tmp_path / "log.jsonl").exists()


def test_an_import_counts_in_the_session_and_in_the_other_projects(projects, monkeypatch, capsys):
    for name in ("spam", "churn"):
        joined(projects / name, monkeypatch)
    monkeypatch.chdir(projects / "spam")
    file = saved(opening.MINE / "a.jsonl", HEAD, asdict(review(CORE)), asdict(review("gone.since")))
    assert commands.do_import(file=str(file)) == 0
    assert "gone.since" in capsys.readouterr().out
    assert len(at(projects / "spam", monkeypatch).before) == 1
    assert len(at(projects / "churn", monkeypatch).before) == 1
