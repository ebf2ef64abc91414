"""What is taken along: the file for Anki, and the reviews that come back from the browser."""

from __future__ import annotations

import html
from dataclasses import replace

import pytest
from interview import bank, export, facts, incoming, journal, opening
from interview.errors import InterviewError
from interview.question import Question
from interview.reviews import replay
from interview.rules import read_rules
from interview.schedule import AGAIN, GOOD, HARD

from kit import assemble

HOSTILE = "1 < 2 & </script><script>document.title='taken'</script> <!-- \t \"q\""
HEAD = {"kit": 1, "project": "spam", "journal": 1}


@pytest.fixture
def questions(tmp_path) -> list[Question]:
    project = assemble("spam", tmp_path / "project")
    rules = read_rules(project / "interview" / "questions")
    opened = bank.raised_by(rules, facts.read(project))
    return [opened.question(name) for name in opened.raised]


def rows_of(path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "#guid column:1" in lines
    return [line.split("\t") for line in lines if not line.startswith("#")]


def test_every_line_for_anki_has_an_id_a_front_a_back_and_a_tag(questions, tmp_path):
    first = replace(questions[0], phrasings=(HOSTILE,) * len(questions[0].phrasings))
    export.to_anki([first, *questions[1:]], tmp_path / "cards.txt")
    rows = rows_of(tmp_path / "cards.txt")
    assert [row[0] for row in rows] == [question.id for question in questions]
    assert {len(row) for row in rows} == {4}
    assert rows[0][1] == " ".join(html.escape(HOSTILE).split())
    assert rows[1][2].count("<li>") == len(questions[1].asked(0).ideas)


def test_a_card_carries_the_model_answer_and_the_common_mistake(questions, tmp_path):
    question = next(each for each in questions if each.answers and each.wrong)
    export.to_anki([question], tmp_path / "cards.txt")
    (row,) = rows_of(tmp_path / "cards.txt")
    assert " ".join(html.escape(question.answers[0]).split()) in row[2]
    assert " ".join(html.escape(question.wrong).split()) in row[2]


def test_words_that_are_banned_are_said_on_the_card_too(tmp_path, monkeypatch):
    monkeypatch.chdir(assemble("spam", tmp_path))
    export.to_anki([opening.open_bank().question("walk.outside")], tmp_path / "cards.txt")
    assert "Without these words: recall, precision" in rows_of(tmp_path / "cards.txt")[0][1]


def test_a_file_that_cannot_be_written_leaves_the_old_one(questions, tmp_path):
    (tmp_path / "folder").write_text("old")
    with pytest.raises(InterviewError, match="cannot write"):
        export.to_anki(questions, tmp_path / "folder" / "cards.txt")
    assert (tmp_path / "folder").read_text() == "old"


@pytest.mark.parametrize(("tick", "rating"), [("yes", GOOD), ("partly", HARD), ("no", AGAIN)])
def test_a_saved_answer_comes_back_into_the_log(tick, rating, tmp_path):
    saved, log = tmp_path / "saved.jsonl", tmp_path / "reviews.jsonl"
    review = {
        "ts": "2026-03-01T10:00:00+00:00",
        "id": "theory.leakage",
        "category": "theory",
        "rating": rating,
        "ticks": ["yes", tick],
        "must": [True, True],
    }
    for entry in (HEAD, review):
        journal.append(saved, entry)
    for added in (1, 0):
        assert incoming.bring(saved, log, {"theory.leakage"}, "spam").added == added
    assert [(each.id, each.rating) for each in replay(log)] == [("theory.leakage", rating)]


@pytest.mark.parametrize("content", [None, "", "not json\n", '{"a": 1}\n'])
def test_a_file_without_reviews_is_refused_in_a_sentence(content, tmp_path):
    if content is not None:
        (tmp_path / "file").write_text(content)
    with pytest.raises(InterviewError, match=r"there is no file|does not begin like a journal"):
        incoming.bring(tmp_path / "file", tmp_path / "log", {"a"}, "spam")
    assert not (tmp_path / "log").exists()
