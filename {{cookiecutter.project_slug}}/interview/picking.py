"""Which question comes next: what is due first, then what this run makes an interviewer ask."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from .bank import Bank
from .categories import CATEGORIES
from .rules import Rule

MINUTES_A_QUESTION = 2.5
MIXES = ("both", "own", "core")  # the project's own questions, those of the core bank
LEVEL_WEIGHTS = {"warm-up": 1.0, "core": 1.0, "senior": 0.5}
GRAVE = 3  # the weakness that no first session begins with
ECHO_AFTER = 4  # questions until the same idea is asked again in other words
CALCULATION_EVERY = 3


class Turn(NamedTuple):
    """One thing to ask. An echo asks again what an earlier turn asked, a retry what it missed."""

    kind: str  # "question", "calculation", "echo" or "retry"
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
    often = len(asked.phrasings.get(rule.id, ()))
    return rule.weakness * LEVEL_WEIGHTS[rule.level] / (1 + often)


def of_mix(rules: Iterable[Rule], mix: str) -> list[Rule]:
    """Return the questions of a mix; those with a subject are the core bank's."""
    if mix == "both":
        return list(rules)
    return [rule for rule in rules if bool(rule.subject) == (mix == "core")]


def _able(rules: Collection[Rule], chosen: Sequence[Rule]) -> list[Rule]:
    """Return what may follow: nothing twice, and if it can be of another kind than what was chosen.

    Another kind is the other bank than the one that was asked more, another subject, and another
    category than the last.
    """
    used = {rule.id for rule in chosen}
    facts = {rule.fact for rule in chosen}
    subjects = {rule.subject for rule in chosen if rule.subject}
    able = [rule for rule in rules if rule.id not in used and rule.fact not in facts]
    core = sum(bool(rule.subject) for rule in chosen)
    if 2 * core != len(chosen):
        wanted = 2 * core < len(chosen)
        able = [rule for rule in able if bool(rule.subject) == wanted] or able
    able = [rule for rule in able if rule.subject not in subjects] or able
    last = chosen[-1].category if chosen else ""
    return [rule for rule in able if rule.category != last] or able


def warm_ups(rules: Collection[Rule]) -> list[Rule]:
    """Return what a first session may begin with: a warm-up, and never the gravest weakness."""
    return [rule for rule in rules if rule.level == "warm-up"] or [
        rule for rule in rules if rule.weakness < GRAVE and rule.level != "senior"
    ]


def choose(
    bank: Bank,
    number: int,
    *,
    due: Sequence[str],
    asked: Asked,
    draw: random.Random,
    mix: str = "both",
) -> list[Rule]:
    """Return ``number`` questions in the order in which to ask them.

    Those in ``due`` come first, soonest first. The others are drawn with weights, from the
    categories that the session has asked least, by turns from the project's own and from the core
    bank. Who was never asked anything begins with a warm-up.
    """
    rules = of_mix(bank.raised.values(), mix)
    places = {name: place for place, name in enumerate(due)}
    waiting = sorted((r for r in rules if r.id in places), key=lambda rule: places[rule.id])
    chosen: list[Rule] = []
    while len(chosen) < number:
        facts = {rule.fact for rule in chosen}
        overdue = [rule for rule in waiting if rule not in chosen and rule.fact not in facts]
        able = _able(rules, chosen)
        if not able:
            break
        if not chosen and not waiting and not asked.phrasings:
            able = warm_ups(able) or able
        chosen.append(overdue[0] if overdue else _drawn(able, chosen, asked, draw))
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
    if len(rules) > ECHO_AFTER and (others := alike(rules[0], turns[0].phrasing)):
        turns.insert(ECHO_AFTER, Turn("echo", turns[0].id, others[0]))
    return turns


def alike(rule: Rule, phrasing: int) -> list[int]:
    """Return the other phrasings that ask for a must that this one asks for."""
    musts = [idea.get("for", range(1, len(rule.ask) + 1)) for idea in rule.ideas if "must" in idea]
    return [
        other
        for other in range(len(rule.ask))
        if other != phrasing
        and any(phrasing + 1 in places and other + 1 in places for places in musts)
    ]


def again(rule: Rule, phrasing: int, missed: Collection[int]) -> Turn:
    """Return the turn that asks once more for ideas that were missed, in other words if it can.

    ``missed`` are places among the ideas of the rule.
    """
    every = range(1, len(rule.ask) + 1)
    asking = [
        other
        for other in alike(rule, phrasing)
        if any(other + 1 in rule.ideas[place].get("for", every) for place in missed)
    ]
    return Turn("retry", rule.id, asking[0] if asking else phrasing)
