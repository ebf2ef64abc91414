"""What is said of a mock interview after it: how each part went, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from .advice import WEAK, missed, musts_missed, share_ticked
from .cli import command
from .heard import Heard
from .mock import Part, Plan
from .planning import COMMANDS
from .question import FollowUp
from .reviews import DESIGN, Review
from .scoring import hits
from .screen import duration

AGAIN = 3  # answers that are named to be given again
LITTLE = 0.5  # of the minutes; who used less said too little


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

    @property
    def again(self) -> str:
        """The command that asks it once more; a stage is asked with its whole design case."""
        name = self.heard.question.id
        if self.part.case:
            return command(f"design {name.split('/')[0].removeprefix(f'{DESIGN}.')}")
        return command(f"ask {name}")

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
        ideas = f", {self.ideas:g} of {self.of} ideas{musts}" if self.of else ""
        return f"{_answers(self.answers)}{ideas}, {duration(self.seconds)}"


@dataclass(frozen=True)
class Sheet:
    """All that is said about a mock interview: the seconds of its parts, and those of the ticks."""

    plan: Plan
    spent: Mapping[str, float]
    ticking: float
    entries: Sequence[Entry]

    @property
    def title(self) -> str:
        """The heading of the sheet."""
        return f"Mock interview: {self.plan.title}, {self.plan.level}"

    @property
    def seconds(self) -> float:
        """How long the interview took, as its parts add up."""
        return sum(row.seconds for row in self.rows())

    @property
    def used(self) -> str:
        """How much of the time was used, in a sentence."""
        after = f", and {duration(self.ticking)} more to tick" if self.ticking >= 1 else ""
        return f"You used {duration(self.seconds)} of {self.plan.minutes} minutes{after}."

    @property
    def with_whom(self) -> str:
        """When, with whom and how long."""
        day = f"{datetime.now().astimezone():%B %-d, %Y}"
        return f"{day}, with {self.plan.persona.name}. {self.used}"

    def rows(self) -> list[Row]:
        """Return how each part went that was reached."""
        found = []
        for part, seconds in self.spent.items():
            reviews = [entry.review for entry in self.entries if entry.part.title == part]
            found.append(
                Row(
                    part,
                    len(reviews),
                    sum(hits(review.ticks) for review in reviews),
                    sum(len(review.ticks) for review in reviews),
                    sum(bool(review.ticks) and missed(review) for review in reviews),
                    int(seconds),
                )
            )
        return found

    def strong(self) -> list[Entry]:
        """Return the answers that had every must and nearly every idea."""
        ticked = [entry for entry in self.entries if entry.review.ticks]
        return [e for e in ticked if not missed(e.review) and share_ticked([e.review]) >= WEAK]

    def weak(self) -> list[Entry]:
        """Return the answers that lacked a must, those that lacked most first."""
        lacking = [e for e in self.entries if e.review.ticks and missed(e.review)]
        return sorted(lacking, key=lambda e: (-musts_missed(e.review), share_ticked([e.review])))

    def over_time(self) -> list[Entry]:
        """Return the answers that took longer than they had."""
        return [e for e in self.entries if e.review.seconds > (e.review.limit or 0) > 0]

    def next_steps(self) -> list[str]:
        """Return what to do before the next one, each step with its command."""
        again = {e.again: e.part.case or e.asked for e in self.weak()}
        found = [f'Again, "{title}" {typed}' for typed, title in again.items()][:AGAIN]
        rows = [row for row in self.rows() if row.of]
        if rows:
            worst = min(rows, key=lambda row: row.ideas / row.of)
            key = next(p.key for p in self.plan.parts if p.title == worst.part)
            share = f"{worst.ideas / worst.of:.0%} of its ideas"
            found.append(f"Weakest part: {worst.part}, {share}. {command(COMMANDS[key])}")
        if self.seconds < self.plan.minutes * 60 * LITTLE:
            found.append("Most of the time was left. Say more: the reason, a number, a limit.")
        if self.over_time():
            found.append(f"{_answers(len(self.over_time()))} ran over time: end them earlier.")
        return [*found, "Then hold it once with a person."]


def _answers(number: int) -> str:
    """Return a number of answers in words."""
    return "1 answer" if number == 1 else f"{number} answers"
