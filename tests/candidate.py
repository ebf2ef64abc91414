"""A candidate at the screen of the interview kit, who answers by a rule."""

from __future__ import annotations

import io
import re
from pathlib import Path

from interview import opening, room, turns
from interview.clock import AFRESH, NO_INTERRUPTION, Begun
from interview.mine import Mine
from interview.screen import Answer, InputEndedError, Screen
from rich.console import Console


class Candidate(Screen):
    """A screen and a candidate who answers by a rule; what was said to them is in ``shown``."""

    def __init__(self, tick: str = "y", number: str = "1", answer: str = "I split by time."):
        super().__init__(Console(file=io.StringIO(), width=80))
        self.tick, self.number, self.text, self.evidence = tick, number, answer, ""
        self.live = False
        self.left = 10_000
        self.begun: list[Begun] = []

    def line(self, prompt: str) -> str:
        """Answer a prompt."""
        self.left -= 1
        if self.left < 0:
            raise InputEndedError
        self.say(prompt)
        if "(y)es" in prompt:
            return self.tick
        if "Which did you say?" in prompt:
            return self.tick * self.ideas(prompt)
        if "Which" in prompt:
            return self.evidence
        return self.number

    def ideas(self, prompt: str) -> int:
        """Return how many ideas are on the screen to be ticked."""
        file = self.console.file
        assert isinstance(file, io.StringIO)
        rows = file.getvalue().split("A good answer says:")[-1]
        return len(re.findall(r"^  \d (?:must|extra) ", rows, re.MULTILINE))

    def answer(
        self,
        limit: int,
        *,
        aloud: bool,
        interruption: tuple[str, float] = NO_INTERRUPTION,
        begun: Begun = AFRESH,
    ) -> Answer:
        """Give the same answer to every question; note with what it was begun."""
        self.line("> ")
        self.begun.append(begun)
        return Answer("" if aloud else self.text, begun.seconds + 1.0, False)

    def clear(self) -> None:
        """Forget what was said."""
        file = self.console.file
        assert isinstance(file, io.StringIO)
        file.seek(0)
        file.truncate()

    @property
    def shown(self) -> str:
        """All that was said, in one line."""
        file = self.console.file
        assert isinstance(file, io.StringIO)
        return " ".join(file.getvalue().split())


READING = 20  # characters a second
TYPING = 200 / 60
TICKING = 3  # seconds for each idea


class Paced(Candidate):
    """A candidate who reads and types at the pace of a person; ``seconds`` have passed."""

    seconds = 0.0
    read = 0

    def line(self, prompt: str) -> str:
        """Read what is new on the screen, then answer a prompt."""
        self.say(prompt)
        self.seconds += (len(self.shown) - self.read) / READING
        self.read = len(self.shown)
        if "Which did you say?" in prompt:
            self.seconds += TICKING * self.ideas(prompt)
        elif prompt == "> ":
            self.seconds += 20
        return super().line(prompt)

    def answer(
        self,
        limit: int,
        *,
        aloud: bool,
        interruption: tuple[str, float] = NO_INTERRUPTION,
        begun: Begun = AFRESH,
    ) -> Answer:
        """Think, then type the answer."""
        given = super().answer(limit, aloud=aloud, interruption=interruption, begun=begun)
        self.seconds += len(given.text) / TYPING
        return given


def heard(held: turns.Session) -> str:
    """All that was said to the candidate, in one line."""
    assert isinstance(held.room.screen, Candidate)
    return held.room.screen.shown


def opened(candidate: Candidate, seed: int = 1) -> turns.Session:
    """Open a session with a candidate at the screen."""
    held = opening.open_session(aloud=False, seed=seed)
    held.room = room.Room(candidate, Mine(opening.MINE), held.room.anchors, Path())
    return held
