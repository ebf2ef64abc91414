"""A mock interview as it is planned: which questions, in which part, for which role and level.

Reads: interview/mock.yaml
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .bank import Bank
from .design import Case
from .picking import Asked
from .question import Question
from .rules import LEVELS, Rule
from .turns import WALK

MODE = "mock"
THINKING = 0.75  # of its limit that an answer takes, as a rule
STAGE = 3  # minutes that a stage of a design case has at least
BETWEEN = 20  # seconds until the next question is asked
FOLLOW_UP_LIMIT = 45  # seconds
MOST = 0.7  # of the time of a question that has to be left for another one
WARM_UPS = 3  # where a level has warm-ups and more, all but every third question is one
OWN = ("practical", "evaluation", "algorithm")  # what is asked about the own project


@dataclass(frozen=True)
class Persona:
    """Who asks, and how they interrupt."""

    name: str
    short: str
    opens: str
    every: int  # answers until the next interruption
    after: float  # seconds
    interrupts: Sequence[str]
    moves_on: Sequence[str]
    lets_go: Sequence[str]


@dataclass(frozen=True)
class Part:
    """A part of the interview: how long it may take, and what is asked in it."""

    key: str
    title: str
    minutes: int
    asked: tuple[tuple[Question, int], ...]  # each with its phrasing
    case: str = ""  # the title of a design case
    intro: str = ""
    told: tuple[str, ...] = ()  # what the interviewer answers after the first question


@dataclass(frozen=True)
class Plan:
    """A whole mock interview."""

    role: str
    title: str
    level: str
    minutes: int
    follow_ups: float  # that an answer draws on average
    told: str  # how often that is, in words
    asks_back: Mapping[str, Sequence[str]]
    persona: Persona
    parts: tuple[Part, ...]

    @property
    def manner(self) -> str:
        """How often the interviewer cuts in and asks on, in a sentence."""
        persona = self.persona
        answers = {2: "every second answer", 3: "every third answer"}[persona.every]
        return (
            f"{persona.short} cuts into {answers} that takes longer than {persona.after:g} "
            f"seconds, and {self.told}."
        )


def plan(
    written: Mapping[str, Any],
    drawing: Drawing,
    cases: Mapping[str, Case],
    *,
    role: str,
    level: str,
) -> Plan:
    """Return a mock interview for a role and a level, with whom and what the draw gives."""
    wanted, grade = written["roles"][role], written["levels"][level]
    minutes = minutes_of(written, role, level)
    drawing = replace(drawing, levels=grade["asks"], follow_ups=grade["follow_ups"])
    parts = [
        drawing.part(name, title, minutes[name], (wanted, grade), cases)
        for name, title in written["parts"].items()
    ]
    return Plan(
        role=role,
        title=wanted["title"],
        level=level,
        minutes=written["minutes"],
        follow_ups=grade["follow_ups"],
        told=grade["told"],
        asks_back=written["asks_back"],
        persona=Persona(**drawing.draw.choice(list(written["personas"].values()))),
        parts=tuple(parts),
    )


def taking(limit: float, follow_ups: float) -> float:
    """Return how many seconds a question takes, with what follows it on average."""
    return (limit + follow_ups * FOLLOW_UP_LIMIT) * THINKING + BETWEEN


def minutes_of(written: Mapping[str, Any], role: str, level: str) -> dict[str, int]:
    """Return how many minutes each part has for a role at a level."""
    shift = written["levels"][level]["shift"]
    minutes = written["roles"][role]["minutes"]
    return {part: length + shift.get(part, 0) for part, length in minutes.items()}


@dataclass(frozen=True)
class Drawing:
    """Draws the questions of each part, those that were asked least first."""

    bank: Bank
    asked: Asked
    draw: random.Random
    levels: Sequence[str] = LEVELS
    follow_ups: float = 0.0

    def part(
        self,
        name: str,
        title: str,
        minutes: int,
        wanted: tuple[Mapping[str, Any], Mapping[str, Any]],
        cases: Mapping[str, Case],
    ) -> Part:
        """Return a part with its questions, as a role and a level want it."""
        role, grade = wanted
        if name == "design" and cases:
            return self._case(title, minutes, role["stages"], cases)
        rules = self._able(name, role)
        opening = [self.bank.raised[grade["opening"]]] if name == "own" else []
        chosen = [*opening, *self._ordered(rules)]
        return Part(name, title, minutes, tuple(self._fitting(chosen, minutes * 60)))

    def _able(self, name: str, role: Mapping[str, Any]) -> list[Rule]:
        """Return the questions that belong to a part."""
        rules = [rule for rule in self.bank.raised.values() if not rule.id.startswith(WALK)]
        highest = max(LEVELS.index(level) for level in self.levels)
        own = [r for r in rules if not r.subject and LEVELS.index(r.level) <= highest]
        leveled = [rule for rule in rules if rule.level in self.levels]
        able = {
            "own": [r for r in own if r.category in OWN and (r.when or r.about)],
            "fundamentals": [r for r in leveled if r.subject in role["subjects"]],
            "coding": [r for r in leveled if r.subject in role["coding"]]
            + [r for r in own if r.category == "coding"],
            "design": [r for r in own if r.category == "practical"],
            "behavioral": [r for r in own if r.category == "behavioral"],
        }[name]
        return able or [rule for rule in own if rule.category == "theory"]

    def _ordered(self, rules: Iterable[Rule]) -> list[Rule]:
        """Return questions with those first that were asked least, no fact or subject in a row.

        A level that begins with warm-ups has two of them before each harder question.
        """
        rest = list(rules)
        self.draw.shuffle(rest)
        rest.sort(key=lambda rule: len(self.asked.phrasings.get(rule.id, ())))
        ordered: list[Rule] = []
        kinds: list[str] = []
        while rest:
            warm = "warm-up" in self.levels and len(ordered) % WARM_UPS < WARM_UPS - 1
            rule = min(
                rest,
                key=lambda each: (
                    kinds.count(each.subject or each.category),
                    (each.level == "warm-up") != warm,
                ),
            )
            rest.remove(rule)
            kinds.append(rule.subject or rule.category)
            ordered.append(rule)
        return ordered

    def _fitting(self, rules: Iterable[Rule], seconds: float) -> Iterable[tuple[Question, int]]:
        """Yield as many questions as there is time for, at least one."""
        facts: set[str] = set()
        for rule in rules:
            if rule.fact in facts:
                continue
            if facts and seconds < taking(rule.limit, self.follow_ups) * MOST:
                return
            facts.add(rule.fact)
            seconds -= taking(rule.limit, self.follow_ups)
            yield self.bank.question(rule.id), self.asked.next_phrasing(rule, self.draw)

    def _case(
        self, title: str, minutes: int, keys: Sequence[str], cases: Mapping[str, Case]
    ) -> Part:
        """Return the stages of one design case that there is time for."""
        case = cases[self.draw.choice(sorted(cases))]
        stages = [s.question for s in case.stages if s.question.id.split("/")[-1] in keys]
        number = max(2, min(len(stages), round(minutes / STAGE)))
        limit = minutes * 60 // number
        asked = tuple((replace(each, limit=limit), 0) for each in stages[:number])
        return Part("design", title, minutes, asked, case.title, case.brief, case.told)
