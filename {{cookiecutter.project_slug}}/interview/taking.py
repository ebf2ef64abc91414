"""One turn of a session: how its question is put, and what is logged of it."""

from __future__ import annotations

from dataclasses import replace

from . import picking, teaching
from .asking import BrokenOffError, ask
from .calculating import calculate
from .picking import Turn
from .question import Idea, Question
from .reviews import RETRY, Review
from .room import Way
from .turns import OUTSIDE, WALK, Session

INTERRUPT_EVERY = 3  # turns
PLAIN = Way()


def once_more(session: Session, review: Review) -> Turn:
    """Return the turn that asks again for the musts that a review has missed."""
    rule = session.bank.raised[review.id]
    ideas = session.bank.question(review.id).ideas
    ticked = _ticked(session.bank.question(review.id), review)
    missed = [place for place, idea in enumerate(ideas) if ticked.get(idea) == "no" and idea.must]
    return picking.again(rule, review.phrasing, missed)


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
