"""The questions: read from `questions/*.yaml`, raised by the facts, filled with their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import expressions, slots
from .errors import InterviewError
from .facts import Facts, fingerprint, read_yaml
from .records import NotRecordedError, lookup, numbers_in

CATEGORIES = ("theory", "algorithm", "practical", "evaluation", "coding", "behavioural")
KEYS = {
    "id", "category", "covers", "about", "weakness", "when", "missing", "supersedes", "let", "ask",
    "ideas", "ladder", "see", "banned", "limit", "numbers",
}  # fmt: skip
LIMIT = 120  # seconds for an answer, where the question says nothing else
STEPS = ("what", "what_if", "attack")
STEP_KEYS = {"ask", "idea", "answer", "digits", "percent"}


@dataclass(frozen=True)
class Idea:
    """One thing that a good answer contains. Word stems in ``cues`` hint that it was said."""

    text: str
    must: bool
    cues: tuple[str, ...] = ()


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
    """A question as it is asked: every slot filled."""

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


@dataclass(frozen=True)
class Rule:
    """A question as it is written. ``names`` are the values of its ``let``, once it is raised."""

    id: str
    category: str
    ask: list[str] = field(default_factory=list)  # none, if only the gap is worth a question
    ideas: list[dict[str, Any]] = field(default_factory=list)
    covers: list[str] = field(default_factory=list)
    about: str = ""
    weakness: int = 1
    when: str | None = None
    missing: str | None = None
    supersedes: list[str] = field(default_factory=list)
    let: dict[str, str] = field(default_factory=dict)
    ladder: dict[str, dict[str, Any]] = field(default_factory=dict)
    see: str | None = None
    banned: str | None = None
    limit: int = LIMIT
    numbers: list[str] = field(default_factory=list)

    @property
    def fact(self) -> str:
        """What the question turns on; a standing question turns on itself."""
        return self.about or self.id

    def texts(self) -> Iterable[str]:
        """Yield every text that may hold slots."""
        yield from self.ask
        yield from (idea.get("must") or idea["may"] for idea in self.ideas)
        for step in self.ladder.values():
            yield from (step[key] for key in ("ask", "idea") if key in step)

    def expressions(self) -> list[str]:
        """Return every expression of the rule."""
        answers = [str(step["answer"]) for step in self.ladder.values() if "answer" in step]
        return [*self.let.values(), *([self.when] if self.when else []), *answers]

    def named(self) -> set[str]:
        """Return every path that the rule names, in the facts or in its own ``let``."""
        found = expressions.paths(self.expressions())
        for text in self.texts():
            found.update(slots.paths(text))
        return found

    def paths(self) -> set[str]:
        """Return the facts that the rule speaks of."""
        return {path for path in self.named() if path.split(".")[0] not in self.let}


def parse(entry: Any, origin: str) -> Rule:
    """Return the rule that an entry of a question file describes.

    Raises InterviewError when it is not one, with the file and what is wrong.
    """
    if not isinstance(entry, dict):
        raise InterviewError(f"{origin}: an entry is not a question: {entry!r}")
    name = entry.get("id", "an entry without id")
    try:
        unknown = sorted(set(entry) - KEYS)
        if unknown:
            raise InterviewError(f"{origin}: {name} has unknown keys: {', '.join(unknown)}")
        rule = Rule(**entry)
        odd = [text for text in rule.texts() if not isinstance(text, str)]
        odd += sorted({key for step in rule.ladder.values() for key in step} - STEP_KEYS)
        odd += [
            cue for idea in rule.ideas for cue in idea.get("cues", ()) if not isinstance(cue, str)
        ]
        if odd:
            raise InterviewError(f"{origin}: {name}: put quotes round {odd[0]!r}")
    except (TypeError, KeyError, AttributeError) as error:
        raise InterviewError(f"{origin}: {name} is not a question: {error}") from error
    if not (rule.ask and rule.ideas) and not rule.missing:
        raise InterviewError(f"{origin}: {name} is not a question: it needs `ask` and `ideas`")
    if rule.category not in CATEGORIES:
        raise InterviewError(f"{origin}: {name}: category is one of {', '.join(CATEGORIES)}")
    return rule


def read_rules(folder: Path) -> list[Rule]:
    """Read every question file of a folder, in the order of their names.

    Raises InterviewError when there is none, or when two questions have the same id.
    """
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("*.yaml")):
        for entry in read_yaml(path) or []:
            rule = parse(entry, path.name)
            if rule.id in rules:
                raise InterviewError(f"{path.name}: the id {rule.id} is taken")
            rules[rule.id] = rule
    if not rules:
        raise InterviewError(f"{folder} holds no questions: restore it from your own copy")
    return list(rules.values())


def names_of(rule: Rule, facts: Facts) -> Facts:
    """Return the facts together with the values that the rule computes from them."""
    if not rule.let:
        return facts
    names = dict(facts)
    for name, expression in rule.let.items():
        names[name] = expressions.evaluate(str(expression), names)
    return names


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

    def fingerprints(self) -> dict[str, str]:
        """Return, for each raised question, the hash of the facts that it speaks of."""
        return {name: fingerprint(self.facts, rule.paths()) for name, rule in self.raised.items()}

    def question(self, name: str) -> Question:
        """Return a raised question with its slots filled.

        Raises InterviewError when this run does not raise it.
        """
        if name not in self.raised:
            raise InterviewError(
                f"your run raises no question {name}: `python -m interview questions` lists them"
            )
        return filled(self.raised[name], self.facts)


def raised_by(rules: Iterable[Rule], facts: Facts, absent: Rule | None = None) -> Bank:
    """Sort the rules by what the facts say.

    A rule whose facts are missing stays silent. If it says what an interviewer would miss, a
    question about the gap takes its place, written after ``absent``.
    """
    raised: dict[str, Rule] = {}
    not_recorded: dict[str, Rule] = {}
    for rule in rules:
        try:
            holds = rule.when is None or expressions.evaluate(rule.when, names_of(rule, facts))
            if holds and rule.ask:
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
    """Return the question that asks for what the run did not record."""

    def put(value: Any) -> Any:
        if isinstance(value, str):
            return value.replace("{what}", str(rule.missing))
        if isinstance(value, list):
            return [put(item) for item in value]
        return {key: put(item) for key, item in value.items()} if isinstance(value, dict) else value

    return Rule(
        id=f"{absent.id}.{rule.id}",
        category=rule.category,
        ask=put(absent.ask),
        ideas=put(absent.ideas),
        covers=rule.covers,
        weakness=absent.weakness,
        ladder=put(absent.ladder),
    )


def filled(rule: Rule, facts: Facts) -> Question:
    """Fill the slots of a rule.

    Raises NotRecordedError when a slot names what the facts lack.
    """
    names = names_of(rule, facts)
    ideas = tuple(_idea(idea, names) for idea in rule.ideas)
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
    )


def _idea(idea: Mapping[str, Any], names: Facts) -> Idea:
    """Fill one idea."""
    text = idea.get("must") or idea["may"]
    return Idea(slots.fill(text, names), "must" in idea, tuple(idea.get("cues", ())))


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
