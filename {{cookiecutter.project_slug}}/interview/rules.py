"""The questions as they are written: read from `questions/*.yaml`, checked, not yet filled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from . import expressions, slots
from .categories import CATEGORIES
from .errors import InterviewError
from .facts import read_yaml

KEYS = {
    "id", "category", "belongs", "covers", "about", "weakness", "when", "missing", "supersedes",
    "let", "ask", "ideas", "ladder", "see", "banned", "limit", "numbers",
    "level", "subject", "answer", "wrong",
}  # fmt: skip
IDEA_KEYS = {"must", "may", "for", "cues", "open"}
LEVELS = ("warm-up", "core", "senior")
LIMIT = 120  # seconds for an answer, where the question says nothing else
STEPS = ("what", "what_if", "attack")
GAP_KEYS = {"what", "ask", "why"}
STEP_KEYS = {"ask", "idea", "answer", "digits", "percent"}


@dataclass(frozen=True)
class Rule:
    """A question as it is written.

    An idea is asked for by every phrasing, or by those whose numbers, counted from 1, are in its
    ``for``. What is ``open`` cannot be told by words: a story or an example of one's own, as in
    every question about the person unless its ideas say otherwise. ``answer`` is a model answer, or
    a list with one for each phrasing; ``wrong`` is the common wrong answer, in quotes before what
    is wrong about it. Only questions of the core bank have a ``subject``.

    ``when`` says which results raise it. ``belongs`` says of a general question about a method or
    a metric which projects have such a one; elsewhere it is asked only on request. ``missing`` is
    what is asked instead where the run did not record what the question needs: what it is, how one
    asks for it, and why somebody wants to know.
    """

    id: str
    category: str
    ask: list[str] = field(default_factory=list)  # none, if only the gap is worth a question
    ideas: list[dict[str, Any]] = field(default_factory=list)
    belongs: str | None = None
    covers: list[str] = field(default_factory=list)
    about: str = ""
    weakness: int = 1
    when: str | None = None
    missing: dict[str, str] | None = None
    supersedes: list[str] = field(default_factory=list)
    let: dict[str, str] = field(default_factory=dict)
    ladder: dict[str, dict[str, Any]] = field(default_factory=dict)
    see: str | None = None
    banned: str | None = None
    limit: int = LIMIT
    numbers: list[str] = field(default_factory=list)
    level: str = "core"
    subject: str | None = None
    answer: str | list[str] = ""
    wrong: str | None = None

    @property
    def fact(self) -> str:
        """What the question turns on; a standing question turns on itself."""
        return self.about or self.id

    @property
    def answers(self) -> list[str]:
        """The model answer to each phrasing, or none at all."""
        if isinstance(self.answer, str):
            return [self.answer] * len(self.ask) if self.answer else []
        return self.answer

    def texts(self) -> Iterable[str]:
        """Yield every text that may hold slots."""
        yield from self.ask
        yield from (idea.get("must") or idea["may"] for idea in self.ideas)
        for step in self.ladder.values():
            yield from (step[key] for key in ("ask", "idea") if key in step)
        yield from dict.fromkeys(self.answers)
        if self.wrong is not None:
            yield self.wrong

    def expressions(self) -> list[str]:
        """Return every expression of the rule."""
        answers = [str(step["answer"]) for step in self.ladder.values() if "answer" in step]
        return [*self.let.values(), *([self.when] if self.when else []), *answers]

    def named(self) -> set[str]:
        """Return every path that the rule names, in the facts or in its own ``let``."""
        return self._named

    @cached_property
    def _named(self) -> set[str]:
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
        if rule.missing is not None and set(rule.missing) != GAP_KEYS:
            raise InterviewError(f"{origin}: {name}: `missing` needs what, ask and why")
        odd = [text for text in rule.texts() if not isinstance(text, str)]
        odd += sorted({key for step in rule.ladder.values() for key in step} - STEP_KEYS)
        odd += [
            cue for idea in rule.ideas for cue in idea.get("cues", ()) if not isinstance(cue, str)
        ]
        if odd:
            raise InterviewError(f"{origin}: {name}: put quotes round {odd[0]!r}")
        wrong = next(iter(complaints(rule)), None)
    except (TypeError, KeyError, AttributeError) as error:
        raise InterviewError(f"{origin}: {name} is not a question: {error}") from error
    if not (rule.ask and rule.ideas) and not rule.missing:
        raise InterviewError(f"{origin}: {name} is not a question: it needs `ask` and `ideas`")
    if wrong:
        raise InterviewError(f"{origin}: {name}: {wrong}")
    return rule


def complaints(rule: Rule) -> Iterable[str]:
    """Yield what is wrong with the values of a rule."""
    if rule.category not in CATEGORIES:
        yield f"category is one of {', '.join(CATEGORIES)}"
    if rule.level not in LEVELS:
        yield f"level is one of {', '.join(LEVELS)}"
    if len(rule.answers) not in (0, len(rule.ask)):
        yield f"{len(rule.answers)} answers for {len(rule.ask)} phrasings: write one for each"
    places = range(1, len(rule.ask) + 1)
    for idea in rule.ideas:
        odd = sorted(set(idea) - IDEA_KEYS)
        if odd or ("must" in idea) == ("may" in idea):
            yield f"an idea is a `must` or a `may`, with `for`, `cues` and `open` at most: {idea}"
        if not asked_in(idea, places) or not set(idea.get("for", places)) <= set(places):
            yield f"`for` holds numbers of phrasings, from 1 to {len(rule.ask)}: {idea}"
    for place in places:
        if rule.ideas and not any("must" in i and place in asked_in(i, places) for i in rule.ideas):
            yield f"phrasing {place} has no must"


def asked_in(idea: Mapping[str, Any], places: Iterable[int]) -> list[int]:
    """Return which of the phrasings, counted from 1, ask for an idea."""
    return [place for place in places if place in idea.get("for", places)]


def read_rules(folder: Path, read: Callable[[Path], Any] = read_yaml) -> list[Rule]:
    """Read every question file of a folder, in the order of their names.

    Raises InterviewError when there is none, or when two questions have the same id.
    """
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("*.yaml")):
        for entry in read(path) or []:
            rule = parse(entry, path.name)
            if rule.id in rules:
                raise InterviewError(f"{path.name}: the id {rule.id} is taken")
            rules[rule.id] = rule
    if not rules:
        raise InterviewError(f"{folder} holds no questions: restore it from your own copy")
    return list(rules.values())
