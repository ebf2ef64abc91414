"""Where an interview takes place, and how a question is put."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from . import numbers
from .anchors import Anchors
from .clock import INTERRUPT_AFTER
from .mine import Mine
from .question import Question
from .records import numbers_in
from .scoring import Shown
from .screen import Screen


@dataclass(frozen=True)
class Room:
    """Where an interview takes place: the screen, the candidate's files, how answers are given."""

    screen: Screen
    mine: Mine
    anchors: Anchors
    project: Path
    aloud: bool = False
    record: bool = False  # what is said is recorded and measured

    @contextmanager
    def recording(self, name: str) -> Iterator[Path | None]:
        """Record what is said to a question while the block runs; give its file, if it has one."""
        if not self.record:
            yield None
            return
        from .recording import recorded

        path = self.mine.recording(name)
        with recorded(path):
            self.screen.say(f"Recording to {path}", style="dim", indent=2)
            yield path

    @cached_property
    def shown(self) -> Shown:
        """The numbers that the project's documents print and its facts hold."""
        printed = [number for text in self.documents() for number in numbers.every(text)]
        try:
            text = (self.project / "reports" / "facts.json").read_text(encoding="utf-8")
            facts = json.loads(text)
        except (OSError, ValueError):
            return Shown(printed)
        return Shown(list(dict.fromkeys(printed)), list(dict.fromkeys(numbers_in(facts))))

    def documents(self) -> list[str]:
        """Return the texts from which an answer may have been learned by heart."""
        path = self.project / "WALKTHROUGH.md"
        return [path.read_text(encoding="utf-8")] if path.exists() else []


@dataclass(frozen=True)
class Way:
    """How a question is put this time.

    ``steps`` is how many follow-ups may come. ``short`` is for what is asked once more in the same
    session: no follow-up, no band. ``reading`` is said after a miss, ``keys`` below the question.
    ``asks_back`` returns what an interviewer says to a typed answer before taking it, or nothing.
    """

    phrasing: int = 0
    heard_before: bool = False
    telling: str = ""
    interruption: str = ""
    interrupt_after: float = INTERRUPT_AFTER  # seconds
    mode: str = ""
    keys: str = "?: don't know, show me   s: skip"
    number: bool = True
    steps: int = 2
    predict: bool = True
    judged: bool = True
    short: bool = False
    reading: str = ""
    asks_back: Callable[[Question, str], str] | None = None
