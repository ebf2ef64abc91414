"""What comes next in a session: its plan, and once more what was missed."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from .picking import Turn
from .room import Way

RETRY_AFTER = 2  # turns until what was missed is asked once more
LAST_MINUTES = 120  # seconds before the end in which what was missed comes first
SHORTEST = 30  # seconds that have to be left for another question
LATEST = -60  # seconds left, or rather over, from which nothing is asked once more
SHORT = 10  # minutes of a session in which there is time for answers, and for little else


@dataclass
class Course:
    """The turns that are left of a session, and what waits to be asked once more."""

    planned: deque[Turn]
    minutes: float
    waiting: list[tuple[int, Turn]] = field(default_factory=list)
    missed: set[str] = field(default_factory=set)
    taken: int = 0
    overtime: bool = False

    def next_turn(self, left: float) -> Turn | None:
        """Return what comes next with so many seconds left, None when the session is over.

        What was missed comes once more after some turns, and before the end if it can: one such
        turn is taken even if the time is just up.
        """
        while self.planned and self.planned[0].kind == "echo" and self.planned[0].id in self.missed:
            self.planned.popleft()
        ripe = self.waiting and self.taken >= self.waiting[0][0]
        last = ripe or not self.planned or left < LAST_MINUTES
        if self.waiting and last and left > LATEST and not self.overtime:
            self.overtime = left <= 0
            return self._taken(self.waiting.pop(0)[1])
        enough = left > SHORTEST or not self.taken
        return self._taken(self.planned.popleft()) if self.planned and enough else None

    def _taken(self, turn: Turn) -> Turn:
        self.taken += 1
        return turn

    def miss(self, turn: Turn) -> None:
        """Let a turn come once more."""
        self.missed.add(turn.id)
        self.waiting.append((self.taken + RETRY_AFTER, turn))

    def way(self, number: int) -> Way:
        """Return how much is asked about an answer: a short session is for answers."""
        if self.minutes <= SHORT:
            return Way(steps=int(number % 3 == 0), predict=number == 1, judged=False)
        most = self.minutes > 2 * SHORT
        return Way(steps=2 if most else 1 + number % 2, predict=most or number % 2 == 1)
