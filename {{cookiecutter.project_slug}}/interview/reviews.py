"""The log of reviews: one line for each question that was finished; everything else is replayed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from . import journal

KIT = 1  # the version of the kit that wrote a line


@dataclass(frozen=True)
class Review:
    """One finished question: what was asked, and the three tallies that are never added up."""

    ts: str  # UTC, ISO 8601
    id: str
    category: str
    rating: int  # for the scheduler, from Again (1) to Easy (4)
    covers: tuple[str, ...] = ()
    about: str = ""
    kit: int = KIT
    facts_hash: str = ""
    phrasing: int = 0
    level: int = 2  # the step of the ladder that was reached: what 1, why 2, what if 3, attack 4
    mode: str = "typed"
    seconds: float = 0.0
    limit: float | None = None
    interrupted: bool = False
    machine: dict[str, Any] = field(default_factory=dict)
    ticks: tuple[str, ...] = ()
    must: tuple[bool, ...] = ()
    band: int | None = None
    predicted: int | None = None
    answer_hash: str | None = None
    criterion: str | None = None


_NAMES = {entry.name for entry in fields(Review)}
_NEEDED = {"ts", "id", "category", "rating"}


def append(path: Path, review: Review) -> None:
    """Write a review down.

    Raises InterviewError when it cannot be written.
    """
    journal.append(path, asdict(review))


def from_line(entry: dict[str, Any]) -> Review | None:
    """Return the review of a line, None when it is not one; unknown fields are passed over."""
    if not entry.keys() >= _NEEDED or entry["rating"] not in (1, 2, 3, 4):
        return None
    known = {name: value for name, value in entry.items() if name in _NAMES}
    for name in ("covers", "ticks", "must"):
        known[name] = tuple(known.get(name) or ())
    return Review(**known)


def replay(path: Path) -> list[Review]:
    """Return every review that can be read, oldest first."""
    return [review for entry in journal.read(path) if (review := from_line(entry))]
