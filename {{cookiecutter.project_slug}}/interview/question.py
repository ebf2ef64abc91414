"""A question as it is asked: every slot filled with the run's numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from . import expressions, slots
from .facts import Facts, fingerprint
from .records import NotRecordedError, lookup, numbers_in
from .rules import LIMIT, Rule


@dataclass(frozen=True)
class Idea:
    """One thing that a good answer contains. Word stems in ``cues`` hint that it was said.

    ``phrasings`` are the places of the phrasings that ask for it; without any, all do. An ``open``
    one has no words of its own: what it asks for is the candidate's own story or example.
    """

    text: str
    must: bool
    cues: tuple[str, ...] = ()
    phrasings: tuple[int, ...] = ()
    open: bool = False


@dataclass(frozen=True)
class Slot:
    """A number to state, and how: the fact 0.87 is asked for as 87 when ``percent``."""

    ask: str
    answer: float
    digits: int
    percent: bool = False


@dataclass(frozen=True)
class FollowUp:
    """A further step of the ladder and the one idea that a good answer to it has."""

    ask: str
    idea: str


@dataclass(frozen=True)
class Question:
    """A question as it is asked: every slot filled.

    ``answers`` holds a model answer to each phrasing, or none at all.
    """

    id: str
    category: str
    covers: tuple[str, ...]
    about: str
    phrasings: tuple[str, ...]
    ideas: tuple[Idea, ...]
    what: Slot | None
    what_if: FollowUp | None
    attack: FollowUp | None
    see: str | None
    numbers: tuple[float, ...]
    facts_hash: str
    banned: tuple[str, ...] = ()
    limit: int = LIMIT
    level: str = "core"
    subject: str | None = None
    answers: tuple[str, ...] = ()
    wrong: str | None = None

    def asked(self, phrasing: int) -> Question:
        """Return the question as one phrasing puts it: only the ideas and the answer to this."""
        ideas = [idea for idea in self.ideas if phrasing in (idea.phrasings or (phrasing,))]
        return replace(self, ideas=tuple(ideas), answers=self.answers[phrasing : phrasing + 1])

    @property
    def answer(self) -> str:
        """The model answer to the phrasing that was asked, empty without one."""
        return self.answers[0] if self.answers else ""


def names_of(rule: Rule, facts: Facts) -> Facts:
    """Return the facts together with the values that the rule computes from them."""
    if not rule.let:
        return facts
    names = dict(facts)
    for name, expression in rule.let.items():
        names[name] = expressions.evaluate(str(expression), names)
    return names


def filled(rule: Rule, facts: Facts) -> Question:
    """Fill the slots of a rule.

    Raises NotRecordedError when a slot names what the facts lack.
    """
    names = names_of(rule, facts)
    own = rule.category == "behavioral"
    ideas = tuple(_idea(idea, names, own=own) for idea in rule.ideas)
    return Question(
        id=rule.id,
        category=rule.category,
        covers=tuple(rule.covers),
        about=rule.fact,
        phrasings=tuple(slots.fill(text, names) for text in rule.ask),
        ideas=ideas,
        what=_slot(rule.ladder.get("what"), names),
        what_if=_follow_up(rule.ladder.get("what_if"), names),
        attack=_follow_up(rule.ladder.get("attack"), names),
        see=rule.see,
        numbers=tuple(_numbers(rule, names)),
        facts_hash=fingerprint(facts, rule.paths()),
        banned=tuple(lookup(names, rule.banned)) if rule.banned else (),
        limit=rule.limit,
        level=rule.level,
        subject=rule.subject,
        answers=tuple(slots.fill(text, names) for text in rule.answers),
        wrong=slots.fill(rule.wrong, names) if rule.wrong else None,
    )


def _idea(idea: Mapping[str, Any], names: Facts, *, own: bool) -> Idea:
    """Fill one idea; an ``own`` story is open, if the idea does not say otherwise."""
    text = idea.get("must") or idea["may"]
    places = tuple(number - 1 for number in idea.get("for", ()))
    cues = tuple(idea.get("cues", ()))
    return Idea(slots.fill(text, names), "must" in idea, cues, places, idea.get("open", own))


def _slot(step: Mapping[str, Any] | None, names: Facts) -> Slot | None:
    """Fill the step that asks for a number."""
    if step is None:
        return None
    answer = float(expressions.evaluate(str(step["answer"]), names))
    percent = bool(step.get("percent", False))
    ask = slots.fill(step["ask"], names)
    return Slot(ask, answer * 100 if percent else answer, int(step["digits"]), percent)


def _follow_up(step: Mapping[str, Any] | None, names: Facts) -> FollowUp | None:
    """Fill a further step of the ladder."""
    if step is None:
        return None
    return FollowUp(slots.fill(step["ask"], names), slots.fill(step["idea"], names))


def _numbers(rule: Rule, names: Facts) -> Iterable[float]:
    """Yield the numbers that the rule speaks of, which an answer may state."""
    for path in sorted(rule.named() | set(rule.numbers)):
        try:
            value = lookup(names, path)
        except NotRecordedError:
            continue
        yield from numbers_in(value, deep=path in rule.numbers)
