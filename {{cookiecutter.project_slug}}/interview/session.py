"""Holding a session: so many minutes of questions, with what follows from them."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import replace

from . import advice, calculations, teaching
from .course import Course
from .picking import Turn
from .room import Way
from .screen import InputEndedError, duration
from .taking import asked_now, once_more, take
from .turns import Session, asked_before, substitute, turns_of

STOPPED = (
    "Stopped. What you finished is kept, and so is an answer that you had begun: "
    "next time you go on with it."
)


def hold(session: Session, minutes: float, category: str | None = None, mix: str = "both") -> None:
    """Ask until the time is used up, then show what came of it.

    Stopping at any point keeps everything that was finished, and every answer that was begun.
    """
    course = Course(deque(turns_of(session, minutes, category, mix)), minutes)
    used = {turn.id for turn in course.planned}
    started = time.monotonic()
    screen = session.room.screen
    try:
        while turn := course.next_turn(left := minutes * 60 - (time.monotonic() - started)):
            title = f"{course.taken} of about {course.length + 1}: {_kind(session, turn)}"
            screen.heading(title, f"{duration(max(left, 0))} left")
            review = take(session, turn, course.taken, course.way(course.taken))
            if review and turn.kind in ("question", "echo") and advice.missed(review):
                course.miss(once_more(session, review))
            elif review is None and turn.kind == "question":
                others = substitute(session, used, category, mix)
                used |= {other.id for other in others}
                course.planned.extend(others)
            if review and turn.kind != "calculation" and (course.planned or course.waiting):
                screen.pause("  Enter: the next question > ")
        if course.planned:
            screen.say("The time is up.", indent=2)
    except (KeyboardInterrupt, InputEndedError):
        screen.say()
        screen.say(STOPPED, indent=2)
    conclude(session)


def _kind(session: Session, turn: Turn) -> str:
    """Return what a turn is about, as its heading says it."""
    rule = session.bank.raised.get(turn.id)
    about = (rule.subject or rule.category) if rule else turn.kind
    return f"{about}, once more" if turn.kind == "retry" else about


def hold_one(session: Session, name: str) -> int:
    """Ask one question, in a phrasing that was heard least."""
    return _hold(session, name, Way())


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
    phrasing = asked.next_phrasing(session.bank.raised[name], session.draw)
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
    try:
        for name in (names * number)[:number]:
            take(session, Turn("calculation", name), 1)
    except (KeyboardInterrupt, InputEndedError):
        session.room.screen.say()
        session.room.screen.say(STOPPED, indent=2)
    conclude(session)
    return 0


def conclude(session: Session) -> None:
    """Show the three tallies of the session side by side, and advice with its evidence."""
    screen = session.room.screen
    if not session.done:
        screen.say("Nothing was finished, so nothing was logged.", indent=2)
        return
    screen.heading("This session", f"{len(session.done)} answered")
    screen.rows(advice.tallies(session.done))
    missed = [review.id for review in session.done if advice.missed(review)]
    if missed:
        screen.say()
        listed = ", ".join(dict.fromkeys(missed))
        screen.say(f"Missed, and back tomorrow: {listed}.", indent=2)
    for sentence in advice.mistakes(session.done):
        screen.say()
        screen.say(sentence, indent=2)
    screen.say()
    screen.say(advice.SELF_SCORED, style="dim", indent=2)
