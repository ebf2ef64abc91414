"""What every command opens: the questions of this run, the room, and a session."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from . import bank, facts, rules
from .compiled import Copies
from .mine import Mine

if TYPE_CHECKING:
    from .room import Room
    from .turns import Session

PROJECT = Path()
KIT = Path("interview")
MINE = KIT / "mine"
COPIES = MINE / "questions.json"


def open_bank(*, beyond: bool = False, copies: Copies | None = None) -> bank.Bank:
    """Read the facts and return what they raise, and on request what goes beyond the project.

    Raises InterviewError when the pipeline has not run, or a file is broken.
    """
    copies = copies or Copies(COPIES)
    known = facts.read(PROJECT, copies.read)
    written = every_rule(copies)
    absent = rules.parse(copies.read(KIT / "missing.yaml"), "missing.yaml")
    copies.save()
    return bank.raised_by(written, known, absent, beyond=beyond)


def every_rule(copies: Copies | None = None) -> list[rules.Rule]:
    """Return all questions of the kit, also those that this run does not raise."""
    copies = copies or Copies(COPIES)
    walk = copies.read(KIT / "walkthrough.yaml")["questions"]
    written = rules.read_rules(KIT / "questions", copies.read)
    return [*written, *(rules.parse(entry, "walkthrough.yaml") for entry in walk)]


def open_room(*, aloud: bool = False, record: bool = False, copies: Copies | None = None) -> Room:
    """Set up the screen and the candidate's own files.

    Raises InterviewError when answers are to be recorded and there is no microphone.
    """
    from . import anchors
    from .room import Room
    from .screen import Screen

    if record:
        from .recording import ready

        ready()
    bands = anchors.read(KIT / "anchors.yaml", (copies or Copies(COPIES)).read)
    return Room(Screen(), Mine(MINE), bands, PROJECT, aloud or record, record)


def open_session(
    *, aloud: bool, seed: int | None, beyond: bool = False, record: bool = False
) -> Session:
    """Return a session that is ready to be held: its room, and the questions of this run."""
    from . import reviews
    from .turns import Script, Session

    copies = Copies(COPIES)
    room = open_room(aloud=aloud, record=record, copies=copies)
    walk = copies.read(KIT / "walkthrough.yaml")
    asked = open_bank(beyond=beyond, copies=copies)
    before = reviews.replay(room.mine.reviews)
    if room.mine.journal:
        from .joining import merged

        before, notes = merged(before, room.mine, asked, PROJECT)
        for sentence in notes:
            room.screen.say(sentence, style="dim", indent=2)
    script = Script(walk["tellings"], walk["interruptions"])
    return Session(room, asked, script, random.Random(seed), [], before)
