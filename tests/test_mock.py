"""Mock interviews: their parts and minutes, what is held back until the end, and the feedback."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from interview import mock, mocking, opening, planning, turns
from interview.design import read_cases
from interview.facts import read_yaml
from interview.reviews import replay
from interview.schedule import Card

from browser import PHONE, overflow, violations
from candidate import Candidate, heard, opened
from kit import SKELETON, TEMPLATE, assemble

WRITTEN = read_yaml(TEMPLATE / SKELETON / "interview" / "mock.yaml")
ROUNDS = [(role, level) for role in WRITTEN["roles"] for level in WRITTEN["levels"]]


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(assemble("house_prices", tmp_path_factory.mktemp("project")))
        yield opening.open_bank()


@pytest.fixture
def phone(chromium):
    with chromium.new_context(viewport=PHONE) as context:
        yield context.new_page()


def planned(bank, role: str = "data-scientist", level: str = "mid", seed: int = 1) -> mock.Plan:
    cases = read_cases(TEMPLATE / SKELETON / "interview" / "design.yaml")
    drawing = mock.Drawing(bank, turns.asked_before([]), random.Random(seed))
    return mock.plan(WRITTEN, drawing, cases, role=role, level=level)


@pytest.mark.parametrize(("role", "level"), ROUNDS)
def test_the_parts_of_every_round_fill_the_minutes_with_questions(role, level, bank):
    plan = planned(bank, role, level)
    assert sum(part.minutes for part in plan.parts) == plan.minutes == 45
    for part in plan.parts:
        needed = sum(q.limit * mock.THINKING + mock.BETWEEN for q, _ in part.asked)
        assert part.minutes * 60 * 0.6 <= needed <= part.minutes * 60 * 1.1, part.title
    asked = [question.id for part in plan.parts for question, _ in part.asked]
    assert len(asked) == len(set(asked))


def test_a_role_is_asked_on_its_own_subjects_and_a_level_at_its_height(bank):
    for role, level in ROUNDS:
        parts = {part.title: part.asked for part in planned(bank, role, level).parts}
        fundamentals = [question for question, _ in parts["Fundamentals"]]
        assert {q.subject for q in fundamentals} <= set(WRITTEN["roles"][role]["subjects"])
        assert {q.level for q in fundamentals} <= set(WRITTEN["levels"][level]["asks"])
        assert len({q.subject for q in fundamentals}) > 1


class Interviewed(Candidate):
    """A candidate who notes what was on the screen when the last answer was handed in."""

    before = ""

    def answer(self, *args, **options):
        """Answer, and keep what the screen says by then."""
        given = super().answer(*args, **options)
        self.before = self.shown
        return given


def held(tmp_path: Path, monkeypatch, candidate: Candidate, level: str = "senior") -> turns.Session:
    monkeypatch.chdir(assemble("house_prices", tmp_path))
    session = opened(candidate)
    assert mocking.hold(session, planned(session.bank, level=level), tmp_path / "mocks") == 0
    return session


def test_no_idea_is_shown_before_the_last_answer_is_given(tmp_path, monkeypatch):
    candidate = Interviewed(tick="n", answer="I would <b>compare</b> & test it.")
    session = held(tmp_path, monkeypatch, candidate)
    assert "A good answer" not in candidate.before
    assert "model answer" not in candidate.before
    assert heard(session).count("A good answer says:") == len(session.done) >= 12
    assert replay(session.room.mine.reviews) == session.done
    assert {review.mode for review in session.done} == {mock.MODE}


def test_the_feedback_lies_in_two_files_that_say_the_same(tmp_path, monkeypatch):
    candidate = Candidate(tick="n", answer="I would <b>compare</b> & test it.")
    session = held(tmp_path, monkeypatch, candidate)
    text = next((tmp_path / "mocks").glob("*.md")).read_text(encoding="utf-8")
    page = next((tmp_path / "mocks").glob("*.html")).read_text(encoding="utf-8")
    assert "## What to work on" in text
    assert text.count("\n### ") == page.count("<section>") == len(session.done)
    assert "I would <b>compare</b> & test it." in text
    assert "I would &lt;b&gt;compare&lt;/b&gt; &amp; test it." in page
    assert "<!--" not in page
    for part in WRITTEN["parts"].values():
        assert f"| {part} |" in text
    assert 'make rehearse DO="ask' in text


def test_the_page_of_feedback_can_be_read_by_everybody_and_on_a_phone(tmp_path, monkeypatch, phone):
    held(tmp_path, monkeypatch, Candidate(tick="n", answer="I would test it."))
    phone.goto(next((tmp_path / "mocks").glob("*.html")).as_uri())
    assert violations(phone) == []
    assert overflow(phone) == 0


def test_a_mock_that_is_stopped_early_judges_what_was_answered(tmp_path, monkeypatch):
    candidate = Candidate(tick="n")
    candidate.left = 3

    def line(prompt: str, said=candidate.line) -> str:
        if candidate.left == 0:
            candidate.left = 1000
            raise KeyboardInterrupt
        return said(prompt)

    monkeypatch.setattr(candidate, "line", line)
    session = held(tmp_path, monkeypatch, candidate, "junior")
    assert len(session.done) == 3
    assert "The interview ends here." in heard(session)


def test_a_question_that_was_given_up_has_every_idea_missed(tmp_path, monkeypatch):
    session = held(tmp_path, monkeypatch, Candidate(answer="?"), "junior")
    assert {tick for review in session.done for tick in review.ticks} == {"no"}


def days(number: int | None, cards: dict[str, Card] | None = None) -> list[planning.Day]:
    today = date(2030, 5, 1)
    interview = today + timedelta(days=number) if number is not None else None
    minutes = mock.minutes_of(WRITTEN, "ml-engineer", "mid")
    return planning.days(minutes, "mock", today, interview, cards or {})


@pytest.mark.parametrize(
    ("number", "mocks"), [(0, []), (1, []), (2, []), (3, [1]), (8, [6]), (20, [10, 14, 18])]
)
def test_a_plan_ends_the_day_before_the_interview_and_has_mocks_before(number, mocks):
    plan = days(number)
    assert len(plan) == number
    assert [place for place, each in enumerate(plan) if each.what == "mock"] == mocks
    if plan:
        assert plan[-1].what == planning.LAST


def test_a_plan_without_a_day_has_two_weeks_and_every_part():
    what = {each.what for each in days(None)}
    assert set(planning.COMMANDS.values()) <= what
    assert len(days(None)) == planning.WITHOUT_A_DATE


def test_a_plan_counts_what_comes_back_and_what_is_late():
    at = datetime.combine(date(2030, 5, 1), time(), UTC)
    cards = {
        name: Card(at + timedelta(days=late), 1.0, 0, retired=False, changed=False)
        for name, late in {"a": -3, "b": 0, "c": 2}.items()
    }
    assert [each.due for each in days(5, cards)] == [2, 0, 1, 0, 0]
