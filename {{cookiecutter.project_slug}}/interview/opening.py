"""What every command opens: the questions of this run, the room, and a session."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from . import bank, facts, rules
from .mine import Mine

if TYPE_CHECKING:
    from .room import Room
    from .turns import Script, Session

PROJECT = Path()
KIT = Path("interview")
MINE = KIT / "mine"


def open_bank(*, beyond: bool = False) -> bank.Bank:
    """Read the facts and return what they raise, and on request what goes beyond the project.

    Raises InterviewError when the pipeline has not run, or a file is broken.
    """
    known = facts.read(PROJECT)
    written = rules.read_rules(KIT / "questions")
    walk = facts.read_yaml(KIT / "walkthrough.yaml")["questions"]
    written += [rules.parse(entry, "walkthrough.yaml") for entry in walk]
    absent = rules.parse(facts.read_yaml(KIT / "missing.yaml"), "missing.yaml")
    return bank.raised_by(written, known, absent, beyond=beyond)


def open_room(*, aloud: bool = False) -> Room:
    """Set up the screen and the candidate's own files."""
    from . import anchors
    from .room import Room
    from .screen import Screen

    return Room(Screen(), Mine(MINE), anchors.read(KIT / "anchors.yaml"), PROJECT, aloud)


def open_session(*, aloud: bool, seed: int | None, beyond: bool = False) -> Session:
    """Return a session that is ready to be held."""
    from . import reviews
    from .turns import Session

    room = open_room(aloud=aloud)
    before = reviews.replay(room.mine.reviews)
    asked = open_bank(beyond=beyond)
    return Session(room, asked, _script(), random.Random(seed), [], before)


def _script() -> Script:
    """Read in which other ways a walk-through is asked for."""
    from .turns import Script

    written = facts.read_yaml(KIT / "walkthrough.yaml")
    return Script(written["tellings"], written["interruptions"])
