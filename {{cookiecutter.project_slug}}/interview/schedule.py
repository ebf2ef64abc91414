"""When a question comes back: FSRS, replayed from the log of reviews.

Source: the Free Spaced Repetition Scheduler, https://github.com/open-spaced-repetition/py-fsrs.
Fuzz is off, so that the same log gives the same days. There are no learning steps: a session is an
evening, and what went wrong comes back the next day, however early in the evening that begins.
So FSRS is given days and not moments, as the candidate's calendar has them: the time zone of `now`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from .reviews import RETRY, Review

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
LONGEST = 180  # days, when no interview is in sight
EVERY_OTHER = 2  # days
WHAT_IF = 3  # the step of the ladder from which an answer is easy
PASSES = 3  # clean passes on different phrasings after which a question is retired


class Card(NamedTuple):
    """What the log says about one question."""

    due: datetime  # the beginning of a day of the candidate
    stability: float  # days after which it is remembered with a chance of 90%
    passes: int
    retired: bool
    changed: bool  # the facts that it speaks of are not those it was last asked with


def rating(
    *,
    must_missed: bool,
    slot_wrong: bool,
    over_time: bool,
    partly: bool,
    level: int,
    unseen_phrasing: bool,
) -> int:
    """Return the rating of an answer, from Again to Easy.

    A miss is never Hard: FSRS takes Hard for a pass.
    """
    if must_missed or slot_wrong:
        return AGAIN
    if over_time or partly:
        return HARD
    return EASY if level >= WHAT_IF and unseen_phrasing else GOOD


def longest_interval(today: date, interview: date | None) -> int:
    """Return the most days until a question comes back: a third of what is left.

    With few days left it is every other day, or all that was passed would fill the next one. The
    day before the interview is the last.
    """
    if interview is None or interview < today:
        return LONGEST
    left = (interview - today).days
    return max(1, min(left - 1, max(EVERY_OTHER, left // 3)))


def due(
    reviews: Sequence[Review],
    now: datetime,
    interview: date | None,
    fingerprints: Mapping[str, str],
) -> dict[str, Card]:
    """Return, for each question that was asked, on which day it is due again.

    It is due at once when its facts have changed. On the day before the interview, so is all that
    was not asked on that day. ``now`` has the candidate's time zone; ``fingerprints`` maps each
    question to the hash of its facts. A miss comes back on the next day whatever its retry in the
    same session was.
    """
    by_question: dict[str, list[Review]] = {}
    for review in reviews:
        if review.mode != RETRY:
            by_question.setdefault(review.id, []).append(review)
    return {
        name: _card(log, now, interview, fingerprints.get(name, log[-1].facts_hash))
        for name, log in by_question.items()
    }


def _card(log: Sequence[Review], now: datetime, interview: date | None, hash_now: str) -> Card:
    """Replay the reviews of one question."""
    today, zone = now.date(), now.tzinfo
    day, stability = _replayed(log, longest_interval(today, interview), zone)
    asked = _day(log[-1], zone)
    changed = log[-1].facts_hash != hash_now
    last_pass = interview is not None and today == interview - timedelta(days=1) and asked < today
    at_once = changed or last_pass
    passes = 0 if changed else len(clean_phrasings(log))
    return Card(
        due=datetime.combine(asked if at_once else day, time(), zone),
        stability=stability,
        passes=passes,
        retired=passes >= PASSES and not at_once,
        changed=changed,
    )


def _day(review: Review, zone: tzinfo | None) -> date:
    """Return the day of a review in the candidate's calendar."""
    return review.at.astimezone(zone).date()


def _replayed(log: Iterable[Review], longest: int, zone: tzinfo | None) -> tuple[date, float]:
    """Return the day on which a question is due and its stability in days."""
    from fsrs import Card as Memory
    from fsrs import Rating, Scheduler

    scheduler = Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=longest, enable_fuzzing=False
    )
    memory = Memory(card_id=1)
    for review in log:
        midnight = datetime.combine(_day(review, zone), time(), UTC)  # FSRS takes nothing but UTC
        memory, _ = scheduler.review_card(memory, Rating(review.rating), midnight)
    return memory.due.date(), memory.stability or 0.0


def clean_phrasings(log: Iterable[Review]) -> set[int]:
    """Return the phrasings passed since the last miss, with the facts of the last review."""
    clean: set[int] = set()
    facts = ""
    for review in log:
        if review.rating == AGAIN or review.facts_hash != facts:
            clean = set()
        facts = review.facts_hash
        if review.rating >= GOOD:
            clean.add(review.phrasing)
    return clean
