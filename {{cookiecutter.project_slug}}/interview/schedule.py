"""When a question comes back: FSRS, replayed from the log of reviews.

Source: the Free Spaced Repetition Scheduler, https://github.com/open-spaced-repetition/py-fsrs.
Fuzz is off, so that the same log gives the same days. There are no learning steps: a session is an
evening, and what went wrong comes back the next day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from .reviews import Review

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
LONGEST = 180  # days, when no interview is in sight
PASSES = 3  # clean passes on different phrasings after which a question is retired


class Card(NamedTuple):
    """What the log says about one question."""

    due: datetime
    stability: float  # days after which it is remembered with a chance of 90 %
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
    return EASY if level >= GOOD and unseen_phrasing else GOOD


def longest_interval(today: date, interview: date | None) -> int:
    """Return the most days until a question comes back: a third of what is left."""
    if interview is None or interview < today:
        return LONGEST
    return max(1, (interview - today).days // 3)


def due(
    reviews: Sequence[Review],
    now: datetime,
    interview: date | None,
    fingerprints: Mapping[str, str],
) -> dict[str, Card]:
    """Return, for each question that was asked, when it is due again.

    It is due at once when its facts have changed, and so is everything on the day before.
    ``now`` has a time zone; ``fingerprints`` maps each question to the hash of its facts.
    """
    by_question: dict[str, list[Review]] = {}
    for review in reviews:
        by_question.setdefault(review.id, []).append(review)
    longest = longest_interval(now.date(), interview)
    eve = interview is not None and now.date() == interview - timedelta(days=1)
    cards = {}
    for name, log in by_question.items():
        hash_now = fingerprints.get(name, log[-1].facts_hash)
        cards[name] = _card(log, longest, hash_now, now if eve else None)
    return cards


def _card(log: Sequence[Review], longest: int, hash_now: str, all_due: datetime | None) -> Card:
    """Replay the reviews of one question."""
    last_due, stability = _replayed(log, longest)
    changed = log[-1].facts_hash != hash_now
    passes = 0 if changed else len(clean_phrasings(log))
    at_once = datetime.fromisoformat(log[-1].ts) if changed else all_due
    return Card(
        due=min(last_due, at_once) if at_once else last_due,
        stability=stability,
        passes=passes,
        retired=passes >= PASSES and all_due is None,
        changed=changed,
    )


def _replayed(log: Iterable[Review], longest: int) -> tuple[datetime, float]:
    """Return the day on which a question is due and its stability in days."""
    from fsrs import Card as Memory
    from fsrs import Rating, Scheduler

    scheduler = Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=longest, enable_fuzzing=False
    )
    memory = Memory(card_id=1)
    for review in log:
        at = datetime.fromisoformat(review.ts).astimezone(UTC)
        memory, _ = scheduler.review_card(memory, Rating(review.rating), at)
    return memory.due, memory.stability or 0.0


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
