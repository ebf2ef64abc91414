"""Where an interview takes place, and how a question is put."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .anchors import Anchors
from .clock import INTERRUPT_AFTER
from .mine import Mine
from .screen import Screen


@dataclass(frozen=True)
class Room:
    """Where an interview takes place: the screen, the candidate's files, how answers are given."""

    screen: Screen
    mine: Mine
    anchors: Anchors
    project: Path
    aloud: bool = False

    def documents(self) -> list[str]:
        """Return the texts from which an answer may have been learned by heart."""
        path = self.project / "WALKTHROUGH.md"
        return [path.read_text(encoding="utf-8")] if path.exists() else []


@dataclass(frozen=True)
class Way:
    """How a question is put this time.

    ``steps`` is how many follow-ups may come. ``short`` is for what is asked once more in the same
    session: no follow-up, no band. ``reading`` is said after a miss, ``keys`` below the question.
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
