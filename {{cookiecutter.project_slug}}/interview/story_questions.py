"""What is asked for story.yaml, and what the run knows about each question.

Reads: interview/story*.yaml, reports/facts.json, experiments/
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from . import expressions, facts
from .errors import InterviewError
from .facts import Facts
from .records import NotRecordedError
from .slots import fill

QUESTIONS = ("story_problem.yaml", "story.yaml")  # the problem's come first
CHANGES = "changes"  # is answered by a list


class Question(NamedTuple):
    """One question: what the run knows about it, what an answer may look like, what it needs."""

    ask: str
    example: Any = None
    knows: tuple[Any, ...] = ()
    checks: tuple[str, ...] = ()


def questions(kit: Path) -> dict[str, Question]:
    """Return the question of every key of the story, in the order in which they are asked."""
    found: dict[str, dict[str, Any]] = {}
    for name in QUESTIONS:
        for key, fields in facts.read_yaml(kit / name).items():
            lines = [*found.get(key, {}).get("knows", []), *fields.get("knows", [])]
            found[key] = {**found.get(key, {}), **fields, "knows": lines}
    return {
        key: Question(
            fields["ask"],
            fields.get("example"),
            tuple(fields["knows"]),
            tuple(fields.get("checks", ())),
        )
        for key, fields in found.items()
    }


def known(question: Question, found: Facts) -> list[str]:
    """Return what the run knows about a question; what it did not record is left out.

    A line is a text with slots, or ``say`` together with ``when`` it holds and what it ``let``s.
    """
    lines = []
    for written in question.knows:
        entry: dict[str, Any] = {"say": written} if isinstance(written, str) else written
        try:
            names = dict(found)
            for name, expression in entry.get("let", {}).items():
                names[name] = expressions.evaluate(expression, names)
            if expressions.evaluate(entry.get("when", "True"), names):
                lines.append(fill(entry["say"], names))
        except NotRecordedError:
            continue
    return lines


def answered(value: object) -> bool:
    """Say whether something stands under a key."""
    return bool(str(value or "").strip())


def results(project: Path) -> Facts:
    """Return what the run found and what was tried, nothing without a run or with broken facts."""
    try:
        return facts.read(project)
    except InterviewError:
        return {}
