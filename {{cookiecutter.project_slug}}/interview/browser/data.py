"""What the page is given: the run's questions in their order, and the kit's own rules as tables.

The page decides nothing that the kit decides: ratings, spans of numbers, the words of an idea and
what is asked after what are looked up in what is written here.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from .. import (
    advice,
    calculating,
    calculations,
    clock,
    course,
    journals,
    judging,
    picking,
    taking,
    turns,
)
from ..calculations import Calculation, instance, stated
from ..journal import stamp
from ..mistakes import mistake
from ..prompting import says
from ..quantities import fraction
from ..question import FollowUp, Question
from ..reviews import Review
from ..rules import Rule
from ..schedule import AGAIN, WHAT_IF, rating
from ..teaching import related
from ..ticking import MISTAKE, TICKS, WHY_ASKED
from ..turns import Session
from . import words
from .words import span

MINUTES = (10, 20, 45)
INSTANCES = 3  # of each calculation
TURNS = 60  # more than the longest session takes


def data(held: Session, project: Path) -> dict[str, Any]:
    """Return all that the page needs to know, as JSON takes it."""
    rules = [*queue(held), *(r for r in held.bank.raised.values() if _is_walk(r))]
    heard = turns.asked_before(held.before)
    return {
        "head": journals.head(project),
        "review": asdict(Review(ts="", id="", category="", rating=AGAIN)),
        "made": stamp(),
        "questions": [_question(rule, held, heard.phrasings.get(rule.id, ())) for rule in rules],
        "calculations": list(sums(held)),
        "anchors": [
            {"key": each.key, "name": each.name, "bands": each.bands}
            for each in held.room.anchors.anchors
        ],
        "tellings": held.script.tellings,
        "interruptions": held.script.interruptions,
        "printed": sorted({abs(fraction(each)) for each in held.room.shown.printed}),
        "rules": _rules(),
        "words": words.tables(),
    }


def queue(held: Session) -> list[Rule]:
    """Return every question in the order in which sessions would ask it, one after the other.

    A session asks of each fact once, so that the rest comes in further rounds.
    """
    left = {name: rule for name, rule in held.bank.raised.items() if not _is_walk(rule)}
    asked, due = turns.asked_before(held.before), turns.first(held, left)
    ordered: list[Rule] = []
    while left:
        bank = replace(held.bank, raised=left)
        ordered += picking.choose(bank, len(left), due=due, asked=asked, draw=held.draw)
        left = {name: rule for name, rule in left.items() if rule not in ordered}
    return ordered


def _is_walk(rule: Rule) -> bool:
    return rule.id.startswith(turns.WALK)


def sums(held: Session) -> Iterator[dict[str, Any]]:
    """Yield some instances of each calculation, each kind once before any comes again."""
    names = sorted(calculations.makers())
    held.draw.shuffle(names)
    for name in names * INSTANCES:
        if task := instance(name, held.bank.facts, held.draw):
            yield _sum(name, task)


def _sum(name: str, task: Calculation) -> dict[str, Any]:
    return {
        "id": name,
        "category": task.category,
        "covers": task.covers,
        "ask": task.ask,
        "answer": span(task.answer, task.digits, percent=task.unit == "%"),
        "shown": stated(task),
        "thousands": task.unit.startswith("thousand"),
        "steps": task.steps,
        "why": task.why,
    }


def _question(rule: Rule, held: Session, heard: Iterable[int]) -> dict[str, Any]:
    """Return a question as the page asks it."""
    question = held.bank.question(rule.id)
    places = range(len(question.phrasings))
    counts = Counter(heard)
    steps = (("What if", question.what_if), ("The skeptic", question.attack))
    return {
        "id": question.id,
        "category": question.category,
        "subject": question.subject or "",
        "covers": question.covers,
        "about": question.about,
        "facts_hash": question.facts_hash,
        "limit": question.limit,
        "ask": question.phrasings,
        "heard": [counts[place] for place in places],
        "ideas": [words.idea(idea, question) for idea in question.ideas],
        "known": words.known(question),
        "facts": [float(f"{number:.6g}") for number in question.numbers],
        "what": _slot(question),
        "steps": [_step(kind, step) for kind, step in steps if step],
        "banned": words.banned(question.banned),
        "answers": question.answers,
        "wrong": question.wrong or "",
        "mistake": mistake(question.wrong),
        "see": question.see or "",
        "more": [other.id] if (other := related(question, held.bank)) else [],
        "anchor": held.room.anchors.anchors.index(held.room.anchors.fitting(question)),
        "echo": [next(iter(picking.alike(rule, place)), None) for place in places],
        "retry": [
            [picking.again(rule, place, [missed]).phrasing for missed in range(len(rule.ideas))]
            for place in places
        ],
    }


def _slot(question: Question) -> dict[str, Any] | None:
    """Return the number that opens a question, and the phrasings that tell it already."""
    slot = question.what
    if slot is None:
        return None
    return {
        "ask": slot.ask,
        "answer": span(slot.answer, slot.digits, percent=slot.percent),
        "shown": f"{slot.answer:,.{slot.digits}f}{'%' if slot.percent else ''}",
        "told": [says(text, slot) for text in question.phrasings],
    }


def _step(kind: str, step: FollowUp) -> dict[str, str]:
    return {"kind": kind, "ask": step.ask, "idea": step.idea}


def _rules() -> dict[str, Any]:
    """Return what the course of a session follows."""
    ways = {
        minutes: [course.Course(course.deque(), minutes).way(number) for number in range(1, TURNS)]
        for minutes in MINUTES
    }
    return {
        "minutes": {
            minutes: {
                "questions": picking.questions_for(minutes),
                "openings": _openings(minutes),
                "ways": [[way.steps, int(way.predict), int(way.judged)] for way in ways[minutes]],
            }
            for minutes in MINUTES
        },
        "calculationEvery": picking.CALCULATION_EVERY,
        "echoAfter": picking.ECHO_AFTER,
        "retryAfter": course.RETRY_AFTER,
        "lastSeconds": course.LAST_MINUTES,
        "shortest": course.SHORTEST,
        "interruptEvery": taking.INTERRUPT_EVERY,
        "interruptAfter": clock.INTERRUPT_AFTER,
        "followUpLimit": judging.FOLLOW_UP_LIMIT,
        "calculationLimit": calculating.LIMIT,
        "whatIf": WHAT_IF,
        "ticks": TICKS,
        "whyAsked": WHY_ASKED,
        "mistake": MISTAKE,
        "selfScored": advice.SELF_SCORED,
        "ratings": "".join(_ratings()),
    }


def _openings(minutes: int) -> list[str]:
    """Return the tellings that a session has: what it opens with, and the one to an outsider."""
    opening = [name for least, name in turns.OPENINGS if minutes >= least][-1:]
    return [*opening, *([turns.OUTSIDE] if minutes >= turns.OUTSIDE_FROM else [])]


def _ratings() -> Iterator[str]:
    """Yield the rating of every answer there can be: each place has one bit for each reason."""
    for bits in itertools.product((False, True), repeat=6):
        unseen, what_if, partly, over_time, slot_wrong, must_missed = bits
        yield str(
            rating(
                must_missed=must_missed,
                slot_wrong=slot_wrong,
                over_time=over_time,
                partly=partly,
                level=WHAT_IF if what_if else judging.WHY,
                unseen_phrasing=unseen,
            )
        )
