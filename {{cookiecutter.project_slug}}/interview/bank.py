"""Which questions a run raises, and which it cannot answer because it did not record something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from . import expressions, slots
from .categories import CATEGORIES
from .errors import InterviewError
from .facts import Facts, fingerprint
from .question import Question, filled, names_of
from .records import NotRecordedError
from .rules import Rule


@dataclass(frozen=True)
class Bank:
    """What can be asked about this run, and what cannot because the run did not record it."""

    raised: dict[str, Rule]
    not_recorded: dict[str, Rule]
    facts: Facts

    def by_category(self) -> dict[str, list[Rule]]:
        """Return the raised rules of each category."""
        return {
            name: [rule for rule in self.raised.values() if rule.category == name]
            for name in CATEGORIES
        }

    def fingerprints(self, names: Iterable[str]) -> dict[str, str]:
        """Return, for each of these questions that is raised, the hash of its facts."""
        return {
            name: fingerprint(self.facts, self.raised[name].paths())
            for name in names
            if name in self.raised
        }

    def question(self, name: str) -> Question:
        """Return a raised question with its slots filled.

        Raises InterviewError when this run does not raise it.
        """
        if name not in self.raised:
            raise InterviewError(
                f"your run raises no question {name}: `make rehearse DO=questions` lists them"
            )
        return filled(self.raised[name], self.facts)


def belongs(rule: Rule, facts: Facts) -> bool:
    """Say whether the project has what a general question is about."""
    if rule.belongs is None:
        return True
    try:
        return bool(expressions.evaluate(rule.belongs, facts))
    except NotRecordedError:
        return False


def raised_by(
    rules: Iterable[Rule], facts: Facts, absent: Rule | None = None, *, beyond: bool = False
) -> Bank:
    """Sort the rules by what the facts say.

    A rule whose facts are missing stays silent. If it says what an interviewer would miss, a
    question about the gap takes its place, written after ``absent``. General questions about
    methods and metrics that the project does not have wait for ``beyond``.
    """
    raised: dict[str, Rule] = {}
    not_recorded: dict[str, Rule] = {}
    for rule in rules:
        if not beyond and not belongs(rule, facts):
            continue
        try:
            holds = rule.when is None or expressions.evaluate(rule.when, names_of(rule, facts))
            if holds and rule.ask:
                if rule.named():
                    filled(rule, facts)  # a text that cannot be filled is not asked
                raised[rule.id] = rule
        except NotRecordedError:
            if rule.missing and absent:
                not_recorded[rule.id] = rule
                gap = about_gap(rule, absent)
                raised[gap.id] = gap
    for rule in list(raised.values()):
        for name in rule.supersedes:
            raised.pop(name, None)
    return Bank(raised, not_recorded, facts)


def about_gap(rule: Rule, absent: Rule) -> Rule:
    """Return the question that asks for what the run did not record.

    A rule that says what a good answer has keeps that, and those of its phrasings that need no
    facts: the gap's own comes in the place of the others. Else ``absent`` says it.
    """
    gap = rule.missing or {}
    name = f"{absent.id}.{rule.id}"
    if rule.ideas:
        plain = [place for place, text in enumerate(rule.ask, 1) if not slots.paths(text)]
        return replace(
            rule,
            id=name,
            ask=[gap["ask"], *(rule.ask[place - 1] for place in plain)],
            ideas=list(_kept(rule.ideas, plain)),
            when=None,
            about=name,
            let={},
            answer="",
            wrong=None,
        )

    def put(value: Any) -> Any:
        if isinstance(value, str):
            return value.replace("{what}", gap["what"]).replace("{why}", gap["why"])
        if isinstance(value, list):
            return [put(item) for item in value]
        return {key: put(item) for key, item in value.items()} if isinstance(value, dict) else value

    return Rule(
        id=name,
        category=rule.category,
        ask=[gap["ask"], *put(absent.ask)],
        ideas=put(absent.ideas),
        covers=rule.covers,
        weakness=absent.weakness,
        ladder=put(absent.ladder),
    )


def _kept(ideas: Iterable[dict[str, Any]], plain: Sequence[int]) -> Iterable[dict[str, Any]]:
    """Yield the ideas, each for the places that its phrasings have when only the plain are kept."""
    for idea in ideas:
        if "for" in idea:
            places = {plain.index(old) + 2 if old in plain else 1 for old in idea["for"]}
            yield {**idea, "for": sorted(places)}
        else:
            yield idea
