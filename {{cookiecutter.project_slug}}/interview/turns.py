"""A session's plan: what is due, what the run raises, tellings of the whole, sums and one echo."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from . import calculations, picking, reviews
from .bank import Bank
from .categories import CATEGORIES
from .errors import InterviewError
from .picking import Asked, Turn
from .reviews import Review
from .room import Room
from .rules import Rule
from .schedule import Card, due

WALK = "walk."
OUTSIDE, OUTSIDE_FROM = "walk.outside", 20  # told to somebody outside the field, from 20 minutes on
OPENINGS = ((20, "walk.60s"), (45, "walk.3m"))  # from so many minutes on, a session opens with it


@dataclass(frozen=True)
class Script:
    """What the walk-through file offers beside its questions."""

    tellings: Sequence[str]
    interruptions: Sequence[str]


@dataclass
class Session:
    """A session that is going on: its room, its questions, and what it has logged so far."""

    room: Room
    bank: Bank
    script: Script
    draw: random.Random
    done: list[Review]
    before: list[Review]

    def remember(self, review: Review) -> None:
        """Write a finished review down at once, so that stopping loses nothing."""
        reviews.append(self.room.mine.reviews, review)
        if self.room.mine.journal:
            from .joining import note

            note(self.room.mine, review)
        self.done.append(review)

    def begun(self) -> dict[str, int]:
        """Return the questions whose answer was begun, and the phrasing, if they still have it."""
        raised = self.bank.raised
        return {
            name: each.phrasing
            for name, each in self.room.mine.begun().items()
            if name in raised and each.phrasing < len(raised[name].ask)
        }

    def heard(self, name: str, phrasing: int) -> bool:
        """Say whether a question was already asked in this phrasing."""
        log = [*self.before, *self.done]
        return any(review.id == name and review.phrasing == phrasing for review in log)


def asked_before(log: Sequence[Review]) -> Asked:
    """Return the phrasings in which each question was heard."""
    phrasings: dict[str, list[int]] = {}
    for review in log:
        phrasings.setdefault(review.id, []).append(review.phrasing)
    return Asked(phrasings)


def turns_of(
    session: Session, minutes: float, category: str | None, mix: str = "both"
) -> list[Turn]:
    """Plan a session: what is due, what the run raises, calculations and one echo.

    An answer that was begun is asked for in the words in which it was begun.

    Raises InterviewError when nothing is of the ``category``, which may be a subject as well.
    """
    raised = _about(session.bank, category)
    if not raised:
        subjects = sorted({r.subject for r in session.bank.raised.values() if r.subject})
        known = ", ".join([*CATEGORIES, *subjects])
        raise InterviewError(f"no questions on {category}: choose from {known}")
    bank = replace(session.bank, raised=raised)
    asked = asked_before(session.before)
    rules = picking.choose(
        bank,
        picking.questions_for(minutes),
        due=first(session, raised),
        asked=asked,
        draw=session.draw,
        mix=mix,
    )
    if category or mix == "core":
        return _as_begun(session, picking.plan(rules, [], asked, session.draw))
    planned = picking.plan(rules, sorted(calculations.makers()), asked, session.draw)
    names = [name for least, name in OPENINGS if minutes >= least][-1:]
    walks = [name for name in first(session, session.bank.raised) if name.startswith(WALK)]
    opening = [name for name in walks if name in session.room.mine.begun()] or names or walks
    listener = [OUTSIDE] if minutes >= OUTSIDE_FROM and OUTSIDE not in opening[:1] else []
    openings, explained = _walks(session, opening[:1], asked), _walks(session, listener, asked)
    return _as_begun(session, [*openings, *planned[:2], *explained, *planned[2:]])


def _as_begun(session: Session, planned: Sequence[Turn]) -> list[Turn]:
    """Return turns, those whose answer was begun in the words of then."""
    begun = session.begun()
    return [
        turn._replace(phrasing=begun[turn.id])
        if turn.kind == "question" and turn.id in begun
        else turn
        for turn in planned
    ]


def _about(bank: Bank, category: str | None) -> dict[str, Rule]:
    """Return the questions of a category or subject, all without one; no walk-through."""
    return {
        name: rule
        for name, rule in bank.raised.items()
        if category in (None, rule.category, rule.subject) and not name.startswith(WALK)
    }


def further(
    session: Session, used: Collection[str], category: str | None, mix: str, number: int = 1
) -> list[Turn]:
    """Return what else may be asked in a session that has used some: nothing twice, no fact twice.

    One question takes the place of one that was skipped; several come with a calculation.
    """
    facts = {rule.fact for name, rule in session.bank.raised.items() if name in used}
    about = _about(session.bank, category).items()
    raised = {n: rule for n, rule in about if n not in used and rule.fact not in facts}
    asked = asked_before([*session.before, *session.done])
    bank = replace(session.bank, raised=raised)
    rules = picking.choose(bank, number, due=[], asked=asked, draw=session.draw, mix=mix)
    sums = () if category or mix == "core" else calculations.makers()
    return picking.plan(rules, sorted(set(sums) - set(used)), asked, session.draw)


def _walks(session: Session, names: Sequence[str], asked: Asked) -> list[Turn]:
    """Return tellings of the whole project as turns."""
    rules = [rule for name in names if (rule := session.bank.raised.get(name))]
    return [Turn("question", r.id, asked.next_phrasing(r, session.draw)) for r in rules]


def first(session: Session, raised: Mapping[str, Rule]) -> list[str]:
    """Return what comes before anything new: answers that were broken off, then what is due."""
    begun = [name for name in session.begun() if name in raised]
    return list(dict.fromkeys([*begun, *due_now(session, raised)]))


def cards_of(session: Session, now: datetime) -> dict[str, Card]:
    """Return what the log says about each question that was asked."""
    interview = session.room.mine.interview_date
    asked = {review.id for review in session.before}
    return due(session.before, now, interview, session.bank.fingerprints(asked))


def due_now(session: Session, raised: Mapping[str, Rule]) -> list[str]:
    """Return the questions whose review is due, the longest overdue first."""
    now = datetime.now().astimezone()
    cards = cards_of(session, now)
    waiting = {n: card for n, card in cards.items() if n in raised and not card.retired}
    return sorted((n for n in waiting if waiting[n].due <= now), key=lambda n: waiting[n].due)
