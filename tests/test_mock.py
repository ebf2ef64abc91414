"""Mock interviews: their parts and minutes, what is held back until the end, and the feedback."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from interview import (
    cli,
    mock,
    mocking,
    opening,
    planning,
    reacting,
    rehearsing,
    room,
    sheet,
    teaching,
    turns,
)
from interview.design import read_cases
from interview.facts import read_yaml
from interview.heard import Heard
from interview.question import Idea
from interview.reviews import Review, replay
from interview.schedule import Card
from interview.screen import Answer

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
        follow_ups = 0 if part.case else plan.follow_ups
        needed = sum(mock.taking(q.limit, follow_ups) for q, _ in part.asked)
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
    candidate = Candidate(tick="n", answer="I measured 12 rows.")
    candidate.left = 3  # answers; the fourth thing asked is what follows the third

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


def test_a_plan_suggests_no_more_than_a_session_holds_and_asks_what_is_due():
    at = datetime.combine(date(2030, 5, 1), time(), UTC)
    own = Card(at, 1.0, 0, retired=False, changed=False)
    plan = days(8, {f"own.{n}": own for n in range(36)})
    assert plan[0].waiting == 36
    assert sum(each.due for each in plan) <= 36
    for each in plan:
        if each.waiting and not each.what.startswith("mock"):
            assert 0 < each.due <= planning._capacity(each.what)
            assert "--core" not in each.what
    assert f"({plan[0].due} of 36 due)" in planning._line(plan[0])


def test_a_plan_is_for_the_round_that_was_chosen_last(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(assemble("house_prices", tmp_path))
    monkeypatch.setattr(mocking, "hold", lambda *_: 0)
    rehearsing.do_plan(role=None, level=None)
    assert "mock --role data-scientist --level mid" in capsys.readouterr().out
    rehearsing.do_mock(role="analyst", level="junior", answers=cli.TYPED, seed=1)
    rehearsing.do_plan(role=None, level=None)
    assert "mock --role analyst --level junior" in capsys.readouterr().out
    rehearsing.do_plan(role=None, level="senior")
    assert "mock --role analyst --level senior" in capsys.readouterr().out


REACTIONS = [
    ("", "nothing"),
    ("It depends.", "vague"),
    ("Yes.", "vague"),
    ("I would drop the duplicates first and then look at the columns again.", "beside"),
]


@pytest.fixture
def rain(bank):
    """A question with its good answer, as far from every other subject as can be."""
    idea = Idea("a wet street has other causes than rain", must=True, cues=("sprinkler",))
    asked = bank.question("walk.60s")
    return replace(
        asked, phrasings=("Does the forecast follow?",), ideas=(idea,), answers=("Streets dry.",)
    )


@pytest.mark.parametrize(("answer", "kind"), REACTIONS)
def test_an_answer_that_says_nothing_is_known_as_such(answer, kind, rain):
    assert reacting.lacks(rain, 0, answer) == kind


@pytest.mark.parametrize(
    "answer", ["A sprinkler.", "Streets can be wet for other causes.", "About 0.3", "one in four"]
)
def test_an_answer_that_may_be_one_is_taken(answer, rain):
    assert reacting.lacks(rain, 0, answer) == ""


class Counting(Candidate):
    """A candidate at whom interruptions are counted; they come if the answer takes long enough."""

    cut = 0
    offered = 0

    def answer(self, limit, *, interruption=("", 0.0), **options):
        """Say a word of the answer, and be cut into."""
        given = super().answer(limit, interruption=interruption, **options)
        self.offered += bool(interruption[0])
        return given._replace(interrupted=bool(interruption[0]))


@pytest.mark.parametrize("level", ["junior", "mid", "senior"])
def test_follow_ups_and_interruptions_come_at_the_stated_rate(level, tmp_path, monkeypatch):
    candidate = Counting(answer="I measured 12 rows.")
    session = held(tmp_path, monkeypatch, candidate, level)
    plan = planned(session.bank, level=level)
    answers = len(session.done)
    asked = candidate.shown.count("A good answer: ")
    drawing = answers - sum(len(part.asked) for part in plan.parts if part.case)
    assert asked == int(drawing * plan.follow_ups) > 3
    assert candidate.offered == answers // plan.persona.every
    assert "seconds, and asks on after every" in " ".join(candidate.shown.split())


@pytest.mark.parametrize(("answer", "asked_back"), [("", 2), ("It depends.", 2), ("?", 0)])
def test_who_says_nothing_is_asked_back_once_and_never_praised(
    answer, asked_back, tmp_path, monkeypatch
):
    candidate = Candidate(tick="n", answer=answer)
    candidate.left = 2 * 3
    monkeypatch.setattr(mocking, "_judged", lambda *_: [])
    session = held(tmp_path, monkeypatch, candidate, "junior")
    plan = planned(session.bank, level="junior")
    lines = [line for kind in WRITTEN["asks_back"].values() for line in kind]
    heard_ = candidate.shown
    number = sum(heard_.count(line) for line in lines)
    assert number >= asked_back
    assert not any(line in heard_ for line in plan.persona.moves_on if len(line) > 5)
    assert any(line in heard_ for line in plan.persona.lets_go)


def test_nobody_praises_an_answer():
    for persona in WRITTEN["personas"].values():
        said = " ".join([*persona["moves_on"], *persona["lets_go"]]).lower()
        assert not re.search(r"\b(good|great|fine|nice|interesting|cool|thanks|right!)", said)


def test_a_junior_round_asks_no_senior_question_and_more_warm_ups_than_others(bank):
    for seed in range(5):
        plan = planned(bank, level="junior", seed=seed)
        asked = [q for part in plan.parts if not part.case for q, _ in part.asked]
        assert "senior" not in {question.level for question in asked}
        parts = {part.key: [q.level for q, _ in part.asked] for part in plan.parts}
        assert parts["fundamentals"].count("warm-up") > len(parts["fundamentals"]) / 2


def test_the_ticks_and_the_time_keep_what_they_belong_to(tmp_path, monkeypatch):
    candidate = Candidate(tick="n", answer="I measured 12 rows.")
    session = held(tmp_path, monkeypatch, candidate, "junior")
    design = next(part for part in planned(session.bank, level="junior").parts if part.case)
    ticks = candidate.shown.split("Now the ticks")[1]
    assert ticks.count(f"{design.case}. ") == len(design.asked)


def sheet_of(bank, ticks, seconds=60.0) -> sheet.Sheet:
    """Return the sheet of a round whose first answers were ticked so."""
    plan = planned(bank)
    part, entries = plan.parts[1], []
    for (question, phrasing), ticked in zip(part.asked, ticks, strict=False):
        asked = replace(question.asked(phrasing), ideas=IDEAS)
        review = Review(
            "2030-05-01T10:00:00+00:00", question.id, "theory", 1,
            seconds=30.0, limit=60.0, ticks=ticked, must=(True, True, False, False),
        )  # fmt: skip
        heard_ = Heard(asked, room.Way(phrasing=0), Answer("", 30.0), review)
        entries.append(sheet.Entry(part, heard_, review, ()))
    return sheet.Sheet(plan, {part.title: seconds}, 125.0, entries)


IDEAS = tuple(Idea(name, must=name < "c") for name in "abcd")
TICKED = [
    ("yes", "no", "no", "no"),
    ("yes", "yes", "no", "no"),
    ("no", "no", "no", "no"),
    ("yes", "yes", "yes", "no"),
]


def test_only_nearly_whole_answers_are_strong_and_the_worst_comes_first(bank):
    made = sheet_of(bank, TICKED)
    assert [entry.review.ticks for entry in made.strong()] == [TICKED[3]]
    assert [entry.review.ticks for entry in made.weak()] == [TICKED[2], TICKED[0]]


def test_the_sheet_says_how_much_of_the_time_was_used(bank):
    made = sheet_of(bank, TICKED, seconds=120.4)
    assert made.used == "You used 2:00 of 45 minutes, and 2:05 more to tick."
    assert made.used in made.with_whom
    assert made.seconds == sum(row.seconds for row in made.rows())
    assert any("Most of the time was left." in step for step in made.next_steps())


def test_every_step_after_a_round_is_a_command_that_runs(bank, tmp_path, monkeypatch):
    session = held(tmp_path, monkeypatch, Candidate(tick="n", answer="I would test it."))
    text = next((tmp_path / "mocks").glob("*.md")).read_text(encoding="utf-8")
    steps = re.findall(r'make rehearse DO="([^"]+)"', text)
    assert len(steps) >= 4
    cases = read_cases(TEMPLATE / SKELETON / "interview" / "design.yaml")
    for step in steps:
        options = vars(cli.parser().parse_args(step.split()))
        if options["command"] == "ask":
            assert options["name"] in session.bank.raised
        if options["command"] == "design" and options["name"]:
            assert options["name"] in cases


def test_more_to_read_is_named_by_its_question_and_is_near(bank):
    read = {name: teaching.related(bank.question(name), bank) for name in bank.raised}
    near = {name: rule for name, rule in read.items() if rule}
    assert len(near) > len(read) / 4
    for name, rule in near.items():
        assert set(rule.covers) & set(bank.raised[name].covers), name
    name, rule = next(iter(near.items()))
    said = teaching.reading(bank.question(name), bank)
    assert f'More on this: "{bank.question(rule.id).phrasings[0]}"' in said
    assert f'make rehearse DO="ask {rule.id}"' in said
    alone = next(name for name, rule in read.items() if not rule and not bank.raised[name].see)
    assert teaching.reading(bank.question(alone), bank) == ""
