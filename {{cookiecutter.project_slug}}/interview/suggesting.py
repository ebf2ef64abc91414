"""Experiments that this run suggests: each from a fact, with the lines to edit. None is done here.

Reads:  reports/facts.json, interview/ideas/, src/, conf/, experiments/
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

from . import expressions, places, slots
from .errors import InterviewError
from .facts import Facts, read_yaml
from .records import NotRecordedError
from .screen import Screen

SHOWN = 5
ON_TEST = " (seen on the test set)"
CAUTION = (
    "On the test set. The gain that make try measures is out of fold, the idea is not; "
    "WHY says so, and with it the record."
)
OPTIONAL = {"let", "on_test"}
UNSAFE = re.compile(r"[\"'$`\\!\n]")  # what a shell would read as its own


@dataclass(frozen=True)
class Rule:
    """An idea as it is written: of those on one topic only the strongest is shown.

    ``on_test`` says whether its fact was seen on the test set.
    """

    id: str
    topic: str
    strength: int
    when: str
    fact: str
    at: list[str]
    do: str
    expect: str
    what: str
    why: str
    let: dict[str, str] = field(default_factory=dict)
    on_test: str = "False"


class Idea(NamedTuple):
    """An experiment that fits this run: what it rests on, where to edit, what to expect."""

    id: str
    topic: str
    fact: str
    where: list[str]
    do: str
    expect: str
    what: str
    why: str
    on_test: bool = False

    @property
    def command(self) -> str:
        """The line to type after the edit; the record tells what was seen on the test set."""
        what, why = (UNSAFE.sub("", text) for text in (self.what, self.why))
        return f'make try WHAT="{what}" WHY="{why}{ON_TEST * self.on_test}"'

    @property
    def rows(self) -> dict[str, str]:
        """What is shown of it, each with its heading."""
        seen = {"Seen": CAUTION} if self.on_test else {}
        edit = f"{', '.join(self.where)}\n{self.do}"
        return {"Fact": self.fact, **seen, "Edit": edit, "Expect": self.expect}


def read_rules(folder: Path) -> list[Rule]:
    """Read every file of ideas, the strongest first.

    Raises InterviewError when an entry is not an idea.
    """
    rules = []
    known = {each.name for each in fields(Rule)}
    for path in sorted(folder.glob("*.yaml")):
        for entry in read_yaml(path) or []:
            name = entry.get("id", "an entry") if isinstance(entry, dict) else "an entry"
            if not isinstance(entry, dict) or known - OPTIONAL - set(entry) or set(entry) - known:
                raise InterviewError(
                    f"{path.name}: {name} is not an idea: it needs {sorted(known)}"
                )
            rules.append(Rule(**entry))
    return sorted(rules, key=lambda rule: -rule.strength)


def filled(rule: Rule, facts: Facts, project: Path) -> Idea | None:
    """Return the idea with its numbers and lines; None where the run gives no reason for it."""
    names = dict(facts)
    try:
        for name, expression in rule.let.items():
            names[name] = expressions.evaluate(expression, names)
        if not expressions.evaluate(rule.when, names):
            return None
        texts = (rule.fact, rule.do, rule.expect, rule.what, rule.why)
        fact, do, expect, what, why = (slots.fill(text, names) for text in texts)
        found = [places.place(project, slots.fill(at, names)) for at in rule.at]
        on_test = bool(expressions.evaluate(rule.on_test, names))
    except (NotRecordedError, TypeError):
        return None
    where = [each for each in found if each]
    if not where:
        return None
    return Idea(rule.id, rule.topic, fact, where, do, expect, what, why, on_test)


def ideas(
    rules: Sequence[Rule], facts: Facts, project: Path, tried: Sequence[str] = ()
) -> list[Idea]:
    """Return the strongest ideas, one a topic, without those that were tried."""
    chosen: dict[str, Idea] = {}
    for rule in rules:
        idea = filled(rule, facts, project) if rule.topic not in chosen else None
        if idea and UNSAFE.sub("", idea.what) not in tried:
            chosen[rule.topic] = idea
    return list(chosen.values())[:SHOWN]


def tried(project: Path) -> list[str]:
    """Return what the recorded experiments were about."""
    records: list[Any] = [read_yaml(path) for path in sorted(project.glob("experiments/*.yaml"))]
    return [str(each.get("what", "")) for each in records if isinstance(each, dict)]


def show(screen: Screen, found: Sequence[Idea]) -> None:
    """List the ideas, and what to do with them."""
    if not found:
        screen.say("This run suggests nothing that you have not tried. WALKTHROUGH.md says where")
        screen.say("the model fails: think of a column or a rule that would help there.")
        return
    for number, idea in enumerate(found, start=1):
        screen.heading(f"{number}. {idea.what[:1].upper()}{idea.what[1:]}", idea.topic)
        screen.rows(idea.rows)
        screen.say()
        screen.console.print(f"  {idea.command}", soft_wrap=True, markup=False)
    screen.say()
    screen.say(
        "None of these is done for you. Take three, say what you expect, edit, and type the line: "
        "a rejected idea with its evidence is as good to talk about as one you kept. An edit can "
        "also change which candidates are tied, and so which one is picked."
    )
