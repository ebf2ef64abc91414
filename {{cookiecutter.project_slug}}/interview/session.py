"""Holding a session: so many minutes of questions, with what follows from them."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import replace

from . import advice, calculations, picking, teaching
from .asking import BrokenOffError, ask
from .calculating import calculate
from .course import Course
from .picking import Turn
from .question import Idea, Question
from .reviews import RETRY, Review
from .room import Way
from .screen import InputEndedError, duration
from .turns import OUTSIDE, WALK, Session, asked_before, substitute, turns_of

INTERRUPT_EVERY = 3  # turns
PLAIN = Way()
STOPPED = (
    "Stopped. What you finished is kept, and so is an answer that you had begun: "
    "it comes first next time."
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


def once_more(session: Session, review: Review) -> Turn:
    """Return the turn that asks again for the musts that a review has missed."""
    rule = session.bank.raised[review.id]
    ideas = session.bank.question(review.id).ideas
    ticked = _ticked(session.bank.question(review.id), review)
    missed = [place for place, idea in enumerate(ideas) if ticked.get(idea) == "no" and idea.must]
    return picking.again(rule, review.phrasing, missed)


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


def asked_now(session: Session, question: Question, way: Way) -> Review | None:
    """Ask a question; what was ticked is logged even if the candidate stops after that."""
    try:
        return ask(question, way, session.room)
    except BrokenOffError as stop:
        session.remember(stop.review)
        raise


def take(session: Session, turn: Turn, number: int, way: Way = PLAIN) -> Review | None:
    """Ask one turn and log it; return its review, None when it was skipped."""
    if turn.kind == "calculation":
        review = calculate(turn.id, session.bank.facts, session.room, session.draw)
    else:
        question = session.bank.question(turn.id)
        review = asked_now(session, question, way_of(session, turn, question, number, way))
        if review and turn.kind == "echo":
            show_mismatch(session, question, review)
    if review:
        session.remember(review)
    return review


def way_of(session: Session, turn: Turn, question: Question, number: int, way: Way) -> Way:
    """Return how a turn's question is put."""
    if turn.kind == "retry":
        short = replace(way, mode=RETRY, short=True, number=False, predict=False)
        return replace(short, phrasing=turn.phrasing)
    interruption = ""
    if number % INTERRUPT_EVERY == 0:
        interruption = session.draw.choice(list(session.script.interruptions))
    return replace(
        way,
        phrasing=turn.phrasing,
        heard_before=session.heard(turn.id, turn.phrasing),
        telling=telling(session, turn),
        interruption=interruption,
        reading=teaching.reading(question, session.bank),
    )


def telling(session: Session, turn: Turn) -> str:
    """Return where a walk-through starts from once it was told in its plain order."""
    before = any(review.id == turn.id for review in session.before)
    whole = turn.id.startswith(WALK) and turn.id != OUTSIDE
    return session.draw.choice(list(session.script.tellings)) if whole and before else ""


def show_mismatch(session: Session, question: Question, second: Review) -> None:
    """Say where two answers to the same idea in one session differ."""
    first = next((review for review in session.done if review.id == second.id), None)
    if first is None:
        return
    screen = session.room.screen
    before, after = _ticked(question, first), _ticked(question, second)
    shared = [idea for idea in after if idea in before]
    moved = [(idea, before[idea], after[idea]) for idea in shared if before[idea] != after[idea]]
    screen.say()
    screen.say("You were asked this earlier today, in other words.", indent=2)
    if not moved:
        screen.say("Both times you had the same ideas.", indent=2)
    for idea, was, now in moved:
        screen.say(f"First {was}, now {now}: {idea.text}", indent=2)


def _ticked(question: Question, review: Review) -> dict[Idea, str]:
    """Return the tick of each idea that the phrasing of a review asked for."""
    return dict(zip(question.asked(review.phrasing).ideas, review.ticks, strict=True))


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
