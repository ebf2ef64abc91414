"""Design cases as they are written: a system in seven stages, with sums to estimate.

Reads: interview/design.yaml
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import expressions, slots
from .errors import InterviewError
from .facts import read_yaml
from .question import Idea, Question
from .records import NotRecordedError
from .reviews import DESIGN

STAGE_KEYS = {"key", "title", "minutes", "ask"}
CASE_KEYS = {"id", "title", "brief", "told", "stages", "estimates"}
ESTIMATE_KEYS = {"stage", "ask", "let", "answer", "unit", "within", "way"}


@dataclass(frozen=True)
class Estimate:
    """A sum for the back of an envelope; right is what lies within a factor of the answer."""

    id: str
    ask: str
    answer: float
    unit: str
    within: float
    way: str

    @property
    def shown(self) -> str:
        """The answer as one would say it."""
        digits = 0 if self.answer >= 100 else 1
        text = f"{self.answer:,.{digits}f}".removesuffix(".0")
        return f"{text}{'' if self.unit == '%' else ' '}{self.unit}"

    def right(self, stated: float) -> bool:
        """Say whether a stated number is close enough."""
        return self.answer / self.within <= stated <= self.answer * self.within


@dataclass(frozen=True)
class Stage:
    """A part of the interview: its sums come first, its question follows."""

    title: str
    question: Question
    estimates: tuple[Estimate, ...]


@dataclass(frozen=True)
class Case:
    """A system to design. ``told`` is what the interviewer answers when the questions are asked."""

    id: str
    title: str
    brief: str
    told: tuple[str, ...]
    stages: tuple[Stage, ...]

    @property
    def minutes(self) -> int:
        """The time for all stages."""
        return sum(stage.question.limit for stage in self.stages) // 60

    def steps(self) -> list[str]:
        """Return the ids of everything that is asked, in order."""
        return [
            name
            for stage in self.stages
            for name in [*(each.id for each in stage.estimates), stage.question.id]
        ]


def read_cases(path: Path) -> dict[str, Case]:
    """Return the cases of a file by their names.

    Raises InterviewError when one is not written as it has to be.
    """
    written = read_yaml(path)
    try:
        stages = [_known(each, STAGE_KEYS) for each in written["stages"]]
        cases = [_case(_known(each, CASE_KEYS), stages) for each in written["cases"]]
    except (TypeError, KeyError, AttributeError, ValueError, NotRecordedError) as error:
        raise InterviewError(f"{path.name}: a case is not whole: {error}") from error
    return {case.id: case for case in cases}


def _known(entry: Mapping[str, Any], keys: set[str]) -> Mapping[str, Any]:
    """Return an entry that has these keys and no others."""
    if set(entry) != keys:
        raise ValueError(f"{', '.join(sorted(set(entry) ^ keys))} in {entry.get('id', entry)}")
    return entry


def _case(entry: Mapping[str, Any], stages: Sequence[Mapping[str, Any]]) -> Case:
    """Return a case with its stages, each with its sums."""
    name = f"{DESIGN}.{entry['id']}"
    keys = [stage["key"] for stage in stages]
    if list(entry["stages"]) != keys or not {e["stage"] for e in entry["estimates"]} <= set(keys):
        raise ValueError(f"the stages of {entry['id']} are {', '.join(keys)}")
    sums = [
        (each["stage"], _estimate(f"{name}/sum{place}", _known(each, ESTIMATE_KEYS)))
        for place, each in enumerate(entry["estimates"], start=1)
    ]
    made = []
    for stage in stages:
        question = _question(name, stage, entry["stages"][stage["key"]])
        mine = tuple(each for key, each in sums if key == stage["key"])
        made.append(Stage(stage["title"], question, mine))
    return Case(entry["id"], entry["title"], entry["brief"], tuple(entry["told"]), tuple(made))


def _question(name: str, stage: Mapping[str, Any], rubric: Iterable[Mapping[str, Any]]) -> Question:
    """Return a stage as a question whose ideas are its rubric."""
    rubric = list(rubric)
    odd = [cue for idea in rubric for cue in idea["cues"] if not isinstance(cue, str)]
    if odd:
        raise ValueError(f"put quotes round {odd[0]!r} in {name}")
    ideas = tuple(
        Idea(idea.get("must") or idea["may"], "must" in idea, tuple(idea["cues"]))
        for idea in rubric
    )
    return Question(
        id=f"{name}/{stage['key']}",
        category="practical",
        covers=("system design",),
        about=name,
        phrasings=(stage["ask"],),
        ideas=ideas,
        what=None,
        what_if=None,
        attack=None,
        see=None,
        numbers=(),
        facts_hash="",
        limit=int(stage["minutes"]) * 60,
    )


def _estimate(name: str, entry: Mapping[str, Any]) -> Estimate:
    """Return a sum with its answer computed and its texts filled."""
    answer = float(expressions.evaluate(entry["answer"], entry["let"]))
    within = float(entry["within"])
    if not (math.isfinite(answer) and answer > 0 and within > 1):
        raise ValueError(f"{name}: the answer {answer:g} has to be above 0, within above 1")
    ask, way = (slots.fill(entry[key], entry["let"]) for key in ("ask", "way"))
    return Estimate(name, ask, answer, entry["unit"], within, way)
