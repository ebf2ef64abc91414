"""Holding a session: so many minutes of questions, with what follows from them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from . import advice, calculations, teaching
from .cli import command
from .course import SHORTEST, Course
from .errors import InterviewError
from .picking import Turn
from .reviews import Review
from .room import Way
from .screen import InputEndedError, duration
from .taking import asked_now, once_more, take
from .turns import Session, asked_before, due_now, further, turns_of

MORE = 3  # questions that are planned at a time where there is time for more than was planned

STOPPED = (
    "Stopped. What you finished is kept, and so is an answer that you had begun: "
    "next time you go on with it."
)


def hold(session: Session, minutes: float, category: str | None = None, mix: str = "both") -> None:
    """Ask until the time is used up, then show what came of it.

    A question that was begun in time may be finished. Stopping at any point keeps everything that
    was finished, and every answer that was begun.
    """
    course = Course(deque(turns_of(session, minutes, category, mix)), minutes)
    used = {turn.id for turn in course.planned}
    started = time.monotonic()
    screen = session.room.screen
    try:
        while True:
            left = minutes * 60 - (time.monotonic() - started)
            if not course.planned and screen.live:  # a pipe has no clock to go by
                _plan(course, used, further(session, used, category, mix, MORE))
            if not (turn := course.next_turn(left)):
                break
            title = f"Question {course.taken}: {_kind(session, turn)}"
            screen.heading(title, f"{duration(max(left, 0))} left")
            review = take(session, turn, course.taken, course.way(course.taken))
            if review and turn.kind in ("question", "echo") and advice.missed(review):
                course.miss(once_more(session, review))
            elif review is None and turn.kind == "question":
                _plan(course, used, further(session, used, category, mix))
            if review and (course.planned or course.waiting):
                screen.pause("  Enter: the next question > ")
        _say_why_it_ends(session, minutes, left, over=not course.planned)
    except (KeyboardInterrupt, InputEndedError):
        screen.say()
        screen.say(STOPPED, indent=2)
    conclude(session)


def _plan(course: Course, used: set[str], turns: list[Turn]) -> None:
    """Let some turns come after those that are planned."""
    used |= {turn.id for turn in turns}
    course.planned.extend(turns)


def _say_why_it_ends(session: Session, minutes: float, left: float, *, over: bool) -> None:
    """Say that the time is used, or that all was asked, and what is still due."""
    screen, done = session.room.screen, {review.id for review in session.done}
    if over and screen.live and left > SHORTEST:
        screen.say(f"That was all there is; {duration(left)} is left.", indent=2)
    elif not over:
        screen.say(f"The {minutes:g} minutes are used.", indent=2)
    due = [name for name in due_now(session, session.bank.raised) if name not in done]
    if due:
        come = "1 more is due and comes" if len(due) == 1 else f"{len(due)} more are due and come"
        screen.say(f"{come} first next time.", indent=2)


def _kind(session: Session, turn: Turn) -> str:
    """Return what a turn is about, as its heading says it."""
    rule = session.bank.raised.get(turn.id)
    about = (rule.subject or rule.category) if rule else turn.kind
    return f"{about}, once more" if turn.kind == "retry" else about


def hold_one(session: Session, name: str) -> int:
    """Ask one question, in a phrasing that was heard least, or one calculation.

    Raises InterviewError when the id is of something else, or of nothing.
    """
    if name in session.bank.raised:
        return _hold(session, name, Way())
    if name in calculations.makers():
        return _hold_sums(session, [name])
    from .elsewhere import told
    from .opening import every_rule

    raise InterviewError(told(name, session.bank.raised, {rule.id for rule in every_rule()}))


def hold_walk(session: Session, name: str, *, reorder: bool) -> int:
    """Rehearse a walk-through, perhaps from another starting point; every other one is cut into."""
    script, draw = session.script, session.draw
    telling = draw.choice(list(script.tellings)) if reorder else ""
    interruption = draw.choice(list(script.interruptions)) if draw.random() < 0.5 else ""
    way = Way(telling=telling, interruption=interruption, mode="walkthrough")
    return _hold(session, name, way)


def _hold(session: Session, name: str, way: Way) -> int:
    """Ask one question in a way that lacks only its phrasing."""
    question = session.bank.question(name)
    asked = asked_before(session.before)
    heard = name in asked.phrasings  # if not, it is put as `questions` lists it
    fresh = asked.next_phrasing(session.bank.raised[name], session.draw) if heard else 0
    phrasing = session.begun().get(name, fresh)
    way = replace(
        way,
        phrasing=phrasing,
        heard_before=session.heard(name, phrasing),
        reading=teaching.reading(question, session.bank),
    )
    try:
        if review := asked_now(session, question, way):
            session.remember(review)
    except (KeyboardInterrupt, InputEndedError):
        session.room.screen.say()
        session.room.screen.say(STOPPED, indent=2)
    return 0


def hold_calculations(session: Session, number: int) -> int:
    """Ask for some calculations, each of another kind as long as there are any."""
    names = sorted(calculations.makers())
    session.draw.shuffle(names)
    return _hold_sums(session, (names * number)[:number])


def _hold_sums(session: Session, names: Sequence[str]) -> int:
    """Ask for these calculations, and conclude."""
    try:
        for name in names:
            take(session, Turn("calculation", name), 1)
    except (KeyboardInterrupt, InputEndedError):
        session.room.screen.say()
        session.room.screen.say(STOPPED, indent=2)
    conclude(session)
    return 0


def conclude(session: Session) -> None:
    """Show the tallies of the session side by side, what was missed, and advice with its evidence.

    A question that came once more, as a retry or in other words, counts as it was first answered.
    """
    screen = session.room.screen
    done = advice.first_answers(session.done)
    if not done:
        screen.say("Nothing was finished, so nothing was logged.", indent=2)
        return
    screen.heading("This session", "1 question" if len(done) == 1 else f"{len(done)} questions")
    screen.rows(advice.tallies(done))
    _show_missed([review for review in done if advice.lost(review)], session)
    for sentence in advice.mistakes(done, session.before):
        screen.say()
        screen.say(sentence, indent=2)
    screen.say()
    screen.say(advice.SELF_SCORED, style="dim", indent=2)


def _show_missed(missed: Sequence[Review], session: Session) -> None:
    """List what was missed by what was asked, and say when it comes back."""
    if not missed:
        return
    screen = session.room.screen
    screen.say()
    screen.say("Missed:", style="bold", indent=2)
    for review in missed:
        screen.rows({"-": f"{_title(review, session)} ({advice.lost(review)})"})
    sums = [review for review in missed if review.mode == "calculation"]
    if len(sums) < len(missed):
        screen.say("These questions come back tomorrow.", indent=2)
    if sums:
        screen.say(f"More calculations, with other numbers: {command('calculate')}", indent=2)


def _title(review: Review, session: Session) -> str:
    """Return what was asked, as it was put; a calculation is called by what it is about."""
    if review.id in session.bank.raised:
        return session.bank.question(review.id).phrasings[review.phrasing]
    return f"Calculation: {review.id.split('.', 1)[-1].replace('_', ' ')}"
