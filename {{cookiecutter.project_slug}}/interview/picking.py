"""Which question comes next: what is due first, then what this run makes an interviewer ask."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from .bank import Bank
from .categories import CATEGORIES
from .rules import Rule

MINUTES_A_QUESTION = 2.5
ECHO_AFTER = 4  # questions until the same idea is asked again in other words
CALCULATION_EVERY = 3


class Turn(NamedTuple):
    """One thing to ask. An echo asks again what an earlier turn of the session asked."""

    kind: str  # "question", "calculation" or "echo"
    id: str
    phrasing: int = 0


class Asked(NamedTuple):
    """How often each question was asked, and in which phrasings."""

    phrasings: Mapping[str, Sequence[int]]

    def next_phrasing(self, rule: Rule, draw: random.Random) -> int:
        """Return a phrasing that was not heard yet, or one of those heard least."""
        heard = Counter(self.phrasings.get(rule.id, ()))
        least = min(heard[number] for number in range(len(rule.ask)))
        return draw.choice([n for n in range(len(rule.ask)) if heard[n] == least])


def questions_for(minutes: float) -> int:
    """Return how many questions fit into a session."""
    return max(2, round(minutes / MINUTES_A_QUESTION))


def _weight(rule: Rule, asked: Asked) -> float:
    """Weigh a question by how weak a spot it touches, and by how seldom it was asked."""
    return rule.weakness / (1 + len(asked.phrasings.get(rule.id, ())))


def _able(
    rules: Collection[Rule], used: Collection[str], facts: Collection[str], last: str
) -> list[Rule]:
    """Return what may follow: not asked yet, of another fact, and of another category if it can."""
    fresh = [rule for rule in rules if rule.id not in used and rule.fact not in facts]
    return [rule for rule in fresh if rule.category != last] or fresh


def choose(
    bank: Bank, number: int, *, due: Sequence[str], asked: Asked, draw: random.Random
) -> list[Rule]:
    """Return ``number`` questions in the order in which to ask them.

    Those in ``due`` come first, soonest first. The others are drawn with weights, from the
    categories that the session has asked least.
    """
    chosen: list[Rule] = []
    used: set[str] = set()
    facts: set[str] = set()
    while len(chosen) < number:
        last = chosen[-1].category if chosen else ""
        able = _able(bank.raised.values(), used, facts, last)
        if not able:
            break
        waiting = {name: place for place, name in enumerate(due)}
        overdue = sorted((r for r in able if r.id in waiting), key=lambda r: waiting[r.id])
        rule = overdue[0] if overdue else _drawn(able, chosen, asked, draw)
        chosen.append(rule)
        used.add(rule.id)
        facts.add(rule.fact)
    return chosen


def _drawn(able: Sequence[Rule], chosen: Sequence[Rule], asked: Asked, draw: random.Random) -> Rule:
    """Draw a question from the categories that were asked least in this session."""
    numbers = Counter(rule.category for rule in chosen)
    there = [name for name in CATEGORIES if any(rule.category == name for rule in able)]
    least = min(numbers[name] for name in there)
    rules = [rule for rule in able if numbers[rule.category] == least]
    return draw.choices(rules, weights=[_weight(rule, asked) for rule in rules])[0]


def plan(
    rules: Sequence[Rule], calculations: Sequence[str], asked: Asked, draw: random.Random
) -> list[Turn]:
    """Return the turns of a session: a calculation now and then, and one echo near the end."""
    turns = [Turn("question", rule.id, asked.next_phrasing(rule, draw)) for rule in rules]
    places = range(CALCULATION_EVERY - 1, len(turns), CALCULATION_EVERY)
    drawn = draw.sample(list(calculations), min(len(calculations), len(places)))
    for name, place in reversed(list(zip(drawn, places, strict=False))):
        turns.insert(place, Turn("calculation", name))
    if len(turns) > ECHO_AFTER:
        first = turns[0]
        other = (first.phrasing + 1) % len(rules[0].ask)
        turns.insert(ECHO_AFTER, Turn("echo", first.id, other))
    return turns
