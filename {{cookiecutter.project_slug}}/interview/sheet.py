"""What is said of a mock interview after it: how each part went, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from .advice import missed
from .heard import Heard
from .mock import Part, Plan
from .question import FollowUp
from .reviews import Review
from .scoring import hits
from .screen import duration


@dataclass(frozen=True)
class FollowedUp:
    """A question that followed an answer, what was said to it, and its tick."""

    step: FollowUp
    text: str
    tick: str


@dataclass(frozen=True)
class Entry:
    """An answer of the interview with its ticks."""

    part: Part
    heard: Heard
    review: Review
    follow_ups: tuple[FollowedUp, ...]

    @property
    def asked(self) -> str:
        """The question as it was put, below the title of its design case."""
        question = self.heard.question.phrasings[self.heard.way.phrasing]
        return f"{self.part.case}: {question}" if self.part.case else question

    def ideas(self, *ticks: str) -> list[str]:
        """Return the ideas that have one of these ticks."""
        pairs = zip(self.heard.question.ideas, self.review.ticks, strict=False)
        return [idea.text for idea, tick in pairs if tick in ticks]

    def facts(self) -> tuple[str, str, str]:
        """Return the time, the ideas, and what else happened."""
        review = self.review
        ideas = f"{hits(review.ticks):g} of {len(review.ticks)}" if review.ticks else "not ticked"
        passed = sum(each.tick == "yes" for each in self.follow_ups)
        more = ["interrupted"] if review.interrupted else []
        if self.follow_ups:
            more.append(f"{passed} of {len(self.follow_ups)} follow-ups")
        if spoken := review.machine.get("speech"):
            more.append(f"{spoken['pace']} syllables a second, {spoken['long']} long pauses")
        time = f"{duration(review.seconds)} of {duration(review.limit or 0)}"
        return time, ideas, ", ".join(more)


class Row(NamedTuple):
    """How a part of the interview went."""

    part: str
    answers: int
    ideas: float
    of: int
    missed: int
    seconds: float

    @property
    def text(self) -> str:
        """The row as the screen shows it."""
        musts = f", a must missing in {self.missed}" if self.missed else ""
        return (
            f"{self.answers} answers, {self.ideas:g} of {self.of} ideas{musts}, "
            f"{duration(self.seconds)}"
        )


@dataclass(frozen=True)
class Sheet:
    """All that is said about a mock interview."""

    plan: Plan
    seconds: float
    entries: Sequence[Entry]

    @property
    def title(self) -> str:
        """The heading of the sheet."""
        return f"Mock interview: {self.plan.title}, {self.plan.level}"

    @property
    def with_whom(self) -> str:
        """When, with whom and how long."""
        day = f"{datetime.now().astimezone():%B %-d, %Y}"
        used = duration(self.seconds)
        return f"{day}, with {self.plan.persona.name}. {used} minutes, ticking included."

    def rows(self) -> list[Row]:
        """Return how each part went that was reached."""
        found = []
        for part in dict.fromkeys(entry.part.title for entry in self.entries):
            entries = [entry for entry in self.entries if entry.part.title == part]
            reviews = [entry.review for entry in entries]
            found.append(
                Row(
                    part,
                    len(entries),
                    sum(hits(review.ticks) for review in reviews),
                    sum(len(review.ticks) for review in reviews),
                    sum(bool(review.ticks) and missed(review) for review in reviews),
                    sum(review.seconds for review in reviews),
                )
            )
        return found

    def strong(self) -> list[Entry]:
        """Return the answers that had every must."""
        ticked = [entry for entry in self.entries if entry.review.ticks]
        return [entry for entry in ticked if not missed(entry.review)]

    def weak(self) -> list[Entry]:
        """Return the answers that lacked a must."""
        return [e for e in self.entries if e.review.ticks and missed(e.review)]

    def over_time(self) -> list[Entry]:
        """Return the answers that took longer than they had."""
        return [e for e in self.entries if e.review.seconds > (e.review.limit or 0) > 0]

    def next_steps(self) -> list[str]:
        """Return what to do before the next one."""
        found = [f'Again: make rehearse DO="ask {e.review.id}"' for e in self.weak()[:3]]
        rows = [row for row in self.rows() if row.of]
        if rows:
            worst = min(rows, key=lambda row: row.ideas / row.of)
            share = worst.ideas / worst.of
            found.append(f"Weakest part: {worst.part}, {share:.0%} of its ideas.")
        if self.over_time():
            found.append(f"{len(self.over_time())} answers ran over their time: end them earlier.")
        return [*found, "Then hold it once with a person."]
