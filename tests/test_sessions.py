"""Sessions of the interview kit, held with a scripted candidate."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from interview import (
    advice,
    anchors,
    asking,
    clock,
    facts,
    judging,
    opening,
    picking,
    prompting,
    room,
    scoring,
    session,
    stories,
    taking,
    ticking,
    turns,
)
from interview.picking import Turn
from interview.question import Idea, Question, Slot
from interview.reviews import RETRY, Review, replay
from interview.schedule import AGAIN, EASY, HARD
from interview.screen import Screen

from candidate import Candidate, Paced, heard, opened
from conftest import FINISHED
from kit import assemble, use_calculations

NOW = datetime.now().astimezone()
ASKED: set[str] = set()


@pytest.fixture
def project(problem, tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return assemble(problem, tmp_path)


@pytest.fixture(params=FINISHED)
def problem(request) -> str:
    return request.param


only_spam = pytest.mark.parametrize("problem", ["spam"], indirect=True)


@pytest.fixture(autouse=True)
def calculations_of_the_problem(problem, monkeypatch) -> None:
    use_calculations(problem, monkeypatch)


def asked(question: Question, held: turns.Session) -> Review:
    review = asking.ask(question, room.Way(), held.room)
    assert review
    return review


def test_every_question_that_a_run_raises_can_be_asked_to_its_end(project):
    candidate = Candidate()
    held = opened(candidate)
    for name, rule in held.bank.raised.items():
        if name in ASKED:
            continue
        if not rule.named():
            ASKED.add(name)  # it is the same in every project
        question = held.bank.question(name)
        candidate.clear()
        held.room.mine.answers.unlink(missing_ok=True)
        candidate.text = ". ".join(idea.text for idea in question.asked(0).ideas)
        review = asked(question, held)
        assert review.ticks == ("yes",) * len(question.asked(0).ideas), name
        assert review.level == judging.ATTACK, name
        assert review.band == 1, name


@pytest.mark.parametrize("minutes", [10, 20, 45])
def test_a_session_of_any_length_is_held_and_logged(minutes, project):
    held = opened(Candidate())
    session.hold(held, minutes)
    log = replay(held.room.mine.reviews)
    assert log == held.done
    assert len(log) >= {10: 4, 20: 8, 45: 15}[minutes]
    categories = {review.category for review in log if review.mode == "typed"}
    assert len(categories) >= min(6, minutes // 3)
    assert "People rate themselves too high" in heard(held)


@pytest.mark.parametrize("seed", range(2))
@only_spam
def test_ten_minutes_hold_four_answers_or_five_at_the_pace_of_a_person(seed, project, monkeypatch):
    candidate = Paced()
    put = asking.put

    def musts_of(question: Question, way: room.Way, screen: Screen) -> None:
        candidate.text = ". ".join(idea.text for idea in question.ideas if idea.must)[:300]
        put(question, way, screen)

    monkeypatch.setattr(asking, "put", musts_of)
    monkeypatch.setattr(session.time, "monotonic", lambda: candidate.seconds)
    held = opened(candidate, seed)
    session.hold(held, 10)
    answers = [review for review in held.done if review.ticks]
    assert 4 <= len(answers) <= 5
    assert candidate.seconds < 13 * 60
    subjects = [held.bank.raised[review.id].subject for review in answers]
    assert any(subjects)
    assert not all(subjects)


@only_spam
def test_a_first_session_begins_with_a_warm_up(project):
    held = opened(Candidate())
    for seed in range(20):
        held.draw.seed(seed)
        first = turns.turns_of(held, 10, None)[0]
        assert held.bank.raised[first.id].level == "warm-up"


@only_spam
def test_own_and_core_sessions_ask_nothing_of_the_other(project):
    held = opened(Candidate())
    for mix in ("own", "core"):
        ids = [t.id for t in turns.turns_of(held, 20, None, mix) if t.kind == "question"]
        assert {bool(held.bank.raised[name].subject) for name in ids} == {mix == "core"}


@only_spam
def test_what_was_missed_comes_back_in_the_session_and_the_next_day(project):
    held = opened(Candidate(tick="n"))
    session.hold(held, 20)
    retried = [review.id for review in held.done if review.mode == RETRY]
    missed = [r.id for r in held.done if advice.missed(r) and r.mode != RETRY]
    assert retried == missed
    assert len(missed) >= 8
    again = opened(Candidate())
    dates = {card.due.date() for name, card in turns.cards_of(again, NOW).items() if name in missed}
    assert dates == {NOW.date() + timedelta(days=1)}


@only_spam
def test_a_retry_asks_for_the_missed_idea_in_other_words_and_nothing_else(project):
    candidate = Candidate(tick="n")
    held = opened(candidate)
    rule = next(
        r for r in held.bank.raised.values() if picking.alike(r, 0) and "what_if" in r.ladder
    )
    taking.take(held, Turn("question", rule.id, 0), 1)
    turn = taking.once_more(held, held.done[0])
    assert (turn.kind, turn.id) == ("retry", rule.id)
    assert turn.phrasing != 0
    candidate.tick = "y"
    before = len(heard(held))
    review = taking.take(held, turn, 2)
    assert review
    assert review.mode == RETRY
    assert "What if:" not in heard(held)[before:]


@only_spam
def test_a_skipped_question_leaves_no_trace_and_one_given_up_is_taught(project):
    candidate = Candidate(answer="s")
    held = opened(candidate)
    question = held.bank.question("walk.60s")
    assert asking.ask(question, room.Way(), held.room) is None
    candidate.text = "?"
    review = asked(question, held)
    assert set(review.ticks) == {"no"}
    assert review.rating == AGAIN
    assert "Which did you say?" not in candidate.shown
    for idea in question.ideas:
        assert idea.text in candidate.shown
    assert held.room.mine.answers_to("walk.60s") == []


@only_spam
def test_an_answer_that_was_begun_and_is_given_up_does_not_come_first_again(project):
    held = opened(Candidate(answer="?"))
    held.room.mine.break_off("walk.60s", clock.Begun("half a sent", 50.0))
    assert asked(held.bank.question("walk.60s"), held).rating == AGAIN
    assert held.room.mine.begun() == {}


@pytest.mark.parametrize(
    "text", ["I don't know", "I don\u2019t know.", "I do not know", "No idea!"]
)
@only_spam
def test_who_says_not_to_know_is_shown_the_answer(text, project):
    candidate = Candidate(answer=text)
    held = opened(candidate)
    assert asked(held.bank.question("walk.60s"), held).rating == AGAIN
    assert "Which did you say?" not in candidate.shown
    assert held.room.mine.answers_to("walk.60s") == []


@only_spam
def test_at_a_terminal_the_next_question_waits_until_the_answer_was_read(project):
    candidate = Candidate(answer="?")
    candidate.live = True
    held = opened(candidate)
    session.hold(held, 10, mix="core")
    assert candidate.shown.count("Enter: the next question") == len(held.done) - 1


@only_spam
def test_another_question_takes_the_place_of_a_skipped_one(project):
    candidate = Candidate(answer="s")
    held = opened(candidate)
    answer = candidate.answer
    skipped = 0

    def skips_five(*args, **options):
        nonlocal skipped
        skipped += 1
        candidate.text = "s" if skipped <= 5 else "I would test it."
        return answer(*args, **options)

    candidate.answer = skips_five  # type: ignore[method-assign]
    session.hold(held, 10)
    assert candidate.shown.count("Skipped.") == 5
    assert len({review.id for review in held.done if review.mode == "typed"}) == 4


@only_spam
def test_the_model_answer_and_the_mistake_come_after_the_answer(project):
    held = opened(Candidate())
    core = next(r for r in held.bank.raised.values() if r.subject and r.wrong and r.answers)
    question = held.bank.question(core.id)
    asking.put(question, room.Way(), held.room.screen)
    assert question.answers[0] not in heard(held)
    asked(question, held)
    said = heard(held)
    assert said.index("A good answer says:") < said.index(" ".join(question.answers[0].split()))
    assert question.wrong
    assert " ".join(question.wrong.split()) in said


@only_spam
def test_a_tick_on_nothing_and_a_tick_on_a_wrong_number_are_taken_back(project):
    candidate = Candidate(answer="Nothing I think.")
    held = opened(candidate)
    question = held.bank.question("walk.60s")
    candidate.evidence = "Nothing I think."
    manner = "yes"  # to stay within the minute is not in the words
    assert asked(question, held).ticks == ("no", "no", "no", manner)
    assert "Those words repeat nothing of the idea." in candidate.shown
    score, baseline = (held.bank.facts[name]["value"] for name in ("score", "baseline_score"))
    candidate.text = f"The headline with its baseline is {score - 0.1:.3f} against {baseline:.3f}."
    assert asked(question, held).ticks[1] == "no"
    assert "That makes it a no." in candidate.shown
    candidate.text = f"The headline with its baseline is {score:.3f} against {baseline:.3f}."
    assert asked(question, held).ticks[1] == "yes"


@pytest.mark.parametrize(
    ("typed", "ticks"),
    [
        (["yynp"], ["yes", "yes", "no", "partly"]),
        (["y y, n/p"], ["yes", "yes", "no", "partly"]),
        (["y", "y", "np"], ["yes", "yes", "no", "partly"]),
        (["", "yes", "yynpp", "YYNP"], ["yes", "yes", "no", "partly"]),
    ],
)
@only_spam
def test_ticks_are_typed_in_one_line_or_one_by_one(typed, ticks, monkeypatch):
    screen = Candidate()
    lines = iter(typed)
    monkeypatch.setattr(screen, "line", lambda _: next(lines))
    assert ticking.keys(4, screen) == ticks
    assert next(lines, None) is None


@only_spam
def test_a_session_of_one_category_asks_nothing_else(project):
    held = opened(Candidate())
    session.hold(held, 20, "evaluation")
    assert {review.category for review in held.done} == {"evaluation"}


@only_spam
def test_an_idea_that_must_be_there_and_is_not_ends_the_question(project):
    held = opened(Candidate(tick="n"))
    question = held.bank.question("walk.60s")
    review = asked(question, held)
    assert (review.rating, review.level) == (AGAIN, judging.WHY)
    assert "The next questions would have been:" in heard(held)
    assert question.what_if
    assert question.what_if.ask in heard(held)


@only_spam
def test_a_number_is_checked_and_given(project):
    screen = Candidate(number="0.99")
    slot = Slot("The score?", 0.662, 3)
    assert prompting.ask_slot(slot, screen) is False
    assert "No, it is 0.662" in screen.shown
    screen.number = "0.66"
    assert prompting.ask_slot(slot, screen) is True
    screen.number = ""
    assert prompting.ask_slot(slot, screen) is False


@only_spam
def test_a_number_that_the_question_tells_is_not_asked_for(project):
    slot = Slot("How many?", 42, 0)
    assert prompting.says("42 of 1,136 emails are missed", slot)
    assert prompting.says("recall is 87%", Slot("Recall?", 86.9, 0, percent=True))
    assert not prompting.says("some emails are missed", slot)
    assert not prompting.says("anything", None)


@only_spam
def test_what_is_said_again_word_by_word_is_noticed(project):
    text = " ".join(f"word{n}" for n in "abcdefghijklmnop")
    held = opened(Candidate(answer=text))
    question = held.bank.question("walk.60s")
    assert asked(question, held).machine["recited"] == 0
    assert asked(question, held).machine["recited"] == 1
    assert "You are reciting: 100%" in heard(held)


@only_spam
def test_the_listener_outside_the_field_hears_no_banned_word(project):
    candidate = Candidate(answer="Our model has a high recall.")
    held = opened(candidate)
    question = held.bank.question("walk.outside")
    candidate.text += " " + ". ".join(idea.text for idea in question.ideas)
    review = asked(question, held)
    assert review.machine["banned"] >= 2
    assert review.rating == HARD
    assert "You used" in heard(held)


@only_spam
def test_the_end_of_the_input_keeps_what_was_finished(project):
    candidate = Candidate()
    held = opened(candidate)
    candidate.left = 60
    session.hold(held, 45)
    assert held.done
    assert replay(held.room.mine.reviews) == held.done
    assert "What you finished is kept" in candidate.shown


@only_spam
def test_stopping_after_the_ideas_were_ticked_keeps_the_ticks(project):
    candidate = Candidate()
    held = opened(candidate)
    texts = [idea.text for idea in held.bank.question("walk.60s").ideas]
    candidate.text = ". ".join(texts)
    candidate.left = 1 + 1 + 1  # prediction, answer, ticks, and then no more input
    session.hold_one(held, "walk.60s")
    review = replay(held.room.mine.reviews)[0]
    assert review.ticks == ("yes",) * len(texts)
    assert (review.level, review.band) == (judging.WHY, None)


@only_spam
def test_ctrl_c_in_an_answer_keeps_what_was_typed(project, monkeypatch):
    candidate = Candidate()
    held = opened(candidate)

    def broken_off(*args, **options):
        raise clock.Unfinished("half a sent", 40.0)

    monkeypatch.setattr(candidate, "answer", broken_off)
    session.hold_one(held, "walk.60s")
    assert held.room.mine.begun() == {"walk.60s": clock.Begun("half a sent", 40.0)}
    assert replay(held.room.mine.reviews) == []


@only_spam
def test_an_answer_that_was_broken_off_comes_first_and_is_gone_on_with(project):
    held = opened(Candidate())
    name = list(held.bank.raised)[40]
    held.room.mine.break_off(name, clock.Begun("half a sent", 50.0))
    assert turns.turns_of(held, 10, None)[0].id == name
    candidate = Candidate(answer="half a sentence and the rest of it")
    again = opened(candidate)
    session.hold(again, 10)
    assert candidate.begun[0] == ("half a sent", 50.0, 0)
    assert not any(any(each) for each in candidate.begun[1:])
    assert (again.done[0].id, again.done[0].machine["recited"]) == (name, 0)
    assert again.done[0].seconds == 51.0
    assert again.room.mine.begun() == {}


@only_spam
def test_stopping_among_the_ideas_keeps_the_answer_for_the_next_time(project):
    candidate = Candidate(answer="For people who share a mailbox.")
    held = opened(candidate)
    candidate.left = 1 + 1  # prediction, answer, and then no ticks
    session.hold_one(held, "walk.3m")
    assert held.room.mine.begun()["walk.3m"].text == "For people who share a mailbox.\n"
    assert turns.turns_of(opened(Candidate()), 20, None)[0].id == "walk.3m"


@only_spam
def test_a_begun_answer_is_gone_on_with_in_the_words_it_was_begun_for(project):
    candidate = Candidate(answer="half a sentence and the rest of it")
    held = opened(candidate)
    name = next(n for n, rule in held.bank.raised.items() if len(rule.ask) > 2)
    held.room.mine.break_off(name, clock.Begun("half a sent", 50.0, 2))
    question = held.bank.question(name)
    asking.ask(question, room.Way(phrasing=1, steps=0), held.room)
    assert candidate.begun == [clock.AFRESH]
    held.room.mine.break_off(name, clock.Begun("half a sent", 50.0, 2))
    assert next(t.phrasing for t in turns.turns_of(held, 10, None) if t.id == name) == 2
    candidate.clear()
    session.hold_one(held, name)
    assert question.phrasings[2] in candidate.shown
    assert candidate.begun[-1] == ("half a sent", 50.0, 2)
    held.room.mine.break_off(name, clock.Begun("half a sent", 50.0, 9))  # since then it has fewer
    session.hold_one(held, name)
    assert candidate.begun[-1] == clock.AFRESH


def hold_in(seconds: float, minutes: int, held: turns.Session, monkeypatch) -> list[float]:
    """Hold a session at a terminal in which each answer takes some seconds; return when."""
    now, at = 0.0, []
    candidate = held.room.screen
    given = candidate.answer

    def answer(*args, **options):
        nonlocal now
        at.append(now)
        now += seconds
        return given(*args, **options)

    monkeypatch.setattr(candidate, "answer", answer)
    monkeypatch.setattr(candidate, "live", True)
    monkeypatch.setattr(session.time, "monotonic", lambda: now)
    session.hold(held, minutes)
    return at


@pytest.mark.parametrize("seconds", [30, 200])
@only_spam
def test_a_session_ends_by_its_minutes_however_fast_the_answers_come(seconds, project, monkeypatch):
    held = opened(Candidate(tick="n", number="", answer="I measured 12 rows."))
    at = hold_in(seconds, 10, held, monkeypatch)
    assert 10 * 60 - max(30, seconds) <= at[-1] <= 10 * 60
    ids = [review.id for review in held.done if review.mode != RETRY]
    assert len(set(ids)) >= len(ids) - 1  # one echo
    assert "The 10 minutes are used." in heard(held)
    assert "of about" not in heard(held)


@only_spam
def test_a_session_says_what_is_still_due(project, monkeypatch):
    log = opened(Candidate())
    names = list(log.bank.raised)[:30]
    old = (NOW - timedelta(days=30)).isoformat()
    held = opened(Candidate(tick="n", number="", answer="I measured 12 rows."))
    held.before.extend(Review(old, name, "theory", AGAIN) for name in names)
    hold_in(60, 10, held, monkeypatch)
    left = len(set(names) - {review.id for review in held.done})
    assert f"{left} more are due and come first next time." in heard(held)


@only_spam
def test_the_end_lists_what_was_missed_by_its_question_and_counts_it_once(project):
    held = opened(Candidate(tick="n", number="", answer="I measured 12 rows."))
    session.hold(held, 10)
    end = heard(held).split("This session")[1]
    first = advice.first_answers(held.done)
    assert f"{len(first)} questions" in end
    missed = [review for review in first if advice.lost(review)]
    assert len({review.mode for review in missed}) > 1
    for review in missed:
        assert review.id not in end
        if review.mode == "calculation":
            assert "Calculation: " in end
        else:
            asked_so = held.bank.question(review.id).phrasings[review.phrasing]
            assert " ".join(asked_so.split()) in end
    ideas = sum(len(review.ticks) for review in first)
    assert f"0 of {ideas} ticked" in end


def log_walk(held: turns.Session, name: str, days_ago: int) -> None:
    """Log that a walk-through was told, and missed something."""
    ts = (datetime.now(UTC) - timedelta(days=days_ago)).isoformat()
    held.before.append(Review(ts, name, "behavioral", AGAIN, facts_hash="x"))


@only_spam
def test_a_walk_through_that_is_due_opens_a_short_session_as_well(project):
    held = opened(Candidate())
    assert not turns.turns_of(held, 10, None)[0].id.startswith(turns.WALK)
    log_walk(held, "walk.7m", 9)
    assert turns.turns_of(held, 10, None)[0].id == "walk.7m"


@only_spam
def test_a_walk_through_that_was_told_before_starts_elsewhere(project):
    held = opened(Candidate())
    taking.take(held, Turn("question", "walk.60s"), 1)
    assert not any(start in heard(held) for start in held.script.tellings)
    log_walk(held, "walk.60s", 9)
    taking.take(held, Turn("question", "walk.60s"), 1)
    assert any(start in heard(held) for start in held.script.tellings)


@only_spam
def test_an_echo_shows_where_two_answers_to_one_idea_differ(project):
    candidate = Candidate()
    held = opened(candidate)
    name = next(iter(held.bank.raised))
    candidate.text = ". ".join(idea.text for idea in held.bank.question(name).ideas)
    taking.take(held, Turn("question", name), 1)
    candidate.tick = "n"
    taking.take(held, Turn("echo", name, 1), 2)
    assert "First yes, now no:" in candidate.shown


@only_spam
def test_tallies_stand_side_by_side_and_are_not_added_up(project):
    log = [
        Review(
            "2030-05-01T10:00:00+00:00", "a", "theory", EASY,
            machine={"slots": [1, 2]}, ticks=("yes", "partly", "no"), must=(True,) * 3,
            band=3, predicted=3,
        )
    ]  # fmt: skip
    assert advice.tallies(log) == {
        "Numbers": "1 of 2 right",
        "Ideas": "1.5 of 3 ticked",
        "Your bands": "3 (once); 1 is weak, 4 is strong",
        "Predicted": "3 ideas; you ticked 1.5 in those answers",
    }
    assert advice.tallies([*log, replace(log[0], mode=RETRY)]) == advice.tallies(log)
    assert advice.tallies([]) == {}


def test_every_story_that_the_run_has_can_be_told(project):
    held = opened(Candidate(answer="I looked at 3 runs. We kept one."))
    written = facts.read_yaml(opening.KIT / "stories.yaml")
    there = stories.able(written, held.bank.facts)
    assert len(there) >= 3
    for name in there:
        assert stories.tell(name, written, held) == 0
    log = replay(held.room.mine.reviews)
    assert [review.id for review in log] == [f"story.{name}" for name in there]
    assert "we: 1" in heard(held)


def test_calculations_are_logged_as_right_or_wrong(project):
    held = opened(Candidate(number="123456.7"))
    session.hold_calculations(held, 3)
    assert [review.machine["slots"] for review in held.done] == [[0, 1]] * 3
    assert {review.rating for review in held.done} == {AGAIN}


def test_anchors_fit_every_category(project):
    written = anchors.read(opening.KIT / "anchors.yaml")
    held = opened(Candidate())
    for name, rule in held.bank.raised.items():
        anchor = written.fitting(held.bank.question(name))
        assert len(anchor.bands) == 4
        assert rule.category in anchor.categories, name


def test_numbers_of_the_walk_through_are_known_to_it(project):
    held = opened(Candidate())
    question = held.bank.question("walk.60s")
    score = held.bank.facts["score"]["value"]
    assert scoring.strange_numbers(f"It scores {score:.3f}.", question) == []


def test_a_long_answer_lists_its_likeliest_sentences_with_the_idea_below_them(monkeypatch):
    idea = Idea("the rows that share a customer stay together", must=True)
    parts = [f"Number {n} says little." for n in range(40)]
    parts[30] = "Rows that share a customer are kept together."
    screen = Candidate(tick="y")
    screen.evidence = "31"
    plain = Question(
        "q", "theory", (), "q", ("How do you split?",), (idea,), None, None, None, None, (), ""
    )
    checker = ticking.Checker(plain, "How do you split?", " ".join(parts), screen)
    assert checker._pointed_at(idea)
    listed = re.findall(r"(\d+) (?:Number \d+ says little|Rows that)", screen.shown)
    assert len(listed) == ticking.SHOWN
    assert "31" in listed
    assert "32 more have less of it" in screen.shown
    assert screen.shown.index("31 Rows") < screen.shown.index(f"Idea {idea.text}")


def test_enter_takes_no_tick_back_without_a_word(monkeypatch):
    idea = Idea("the rows that share a customer stay together", must=True)
    screen = Candidate(tick="y")
    lines = iter(["", "n"])
    monkeypatch.setattr(screen, "long_line", lambda _: next(lines))
    plain = Question("q", "theory", (), "q", ("How?",), (idea,), None, None, None, None, (), "")
    assert ticking.Checker(plain, "How?", "By chance.", screen).checked(1, idea, "yes") == "no"
    assert "or n for none." in screen.shown
    assert "So idea 1 is a no." in screen.shown


def test_ticks_are_typed_again_on_one_key_and_a_sentence_among_them_is_kept(monkeypatch):
    idea = Idea("the rows stay together", must=True)
    plain = Question("q", "theory", (), "q", ("How?",), (idea,) * 2, None, None, None, None, (), "")
    lines = iter(["I also shuffle the groups before that.", "y", "u", "ny", "u", "yn", ""])
    screen, late = Candidate(), []
    screen.live = True
    monkeypatch.setattr(screen, "line", lambda _: next(lines))
    assert ticking.tick(plain, "How?", "", screen, late.append) == ["yes", "no"]
    assert late == ["I also shuffle the groups before that."]
    assert next(lines, None) is None
