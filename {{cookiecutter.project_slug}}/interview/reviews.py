"""The log of reviews: one line for each question that was finished; everything else is replayed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from . import journal

DESIGN = "design"  # the mode of a design case
RETRY = "retry"  # the mode of what was missed and asked once more in the same session
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

    @property
    def at(self) -> datetime:
        """The moment at which it was finished, with its time zone."""
        return datetime.fromisoformat(self.ts)


TICKS = ("yes", "partly", "no")
_NAMES = {entry.name for entry in fields(Review)}
_LISTS = ("covers", "ticks", "must")


def append(path: Path, review: Review) -> None:
    """Write a review down.

    Raises InterviewError when it cannot be written.
    """
    journal.append(path, asdict(review))


def from_line(entry: dict[str, Any]) -> Review | None:
    """Return the review of a line, None when it is not one; unknown fields are passed over."""
    known = {name: value for name, value in entry.items() if name in _NAMES}
    try:
        lists = {name: tuple(known.get(name) or ()) for name in _LISTS}
        review = Review(**{**known, **lists})
        return review if _sound(review) else None
    except (TypeError, ValueError, AttributeError):
        return None


def _sound(review: Review) -> bool:
    """Say whether the values are such as the kit writes. Other types than those may raise."""
    numbers = (review.seconds, review.limit or 0, review.machine.get("recited") or 0)
    spoken = review.machine.get("speech") or {}
    right, asked = review.machine.get("slots", (0, 0))
    return (
        review.at.tzinfo is not None
        and all(isinstance(text, str) for text in (review.id, review.category, *review.covers))
        and all(number >= 0 for number in (*numbers, *spoken.values()))
        and 0 <= right <= asked
        and _whole(review.rating, 1, 4)
        and _whole(review.phrasing, 0)
        and _whole(review.level, 1, 4)
        and (review.band is None or _whole(review.band, 1, 4))
        and (review.predicted is None or _whole(review.predicted, 0))
        and all(tick in TICKS for tick in review.ticks)
        and all(isinstance(must, bool) for must in review.must)
    )


def _whole(value: Any, least: int, most: int | None = None) -> bool:
    """Say whether a value is a whole number between two others."""
    return isinstance(value, int) and value >= least and (most is None or value <= most)


def replay(path: Path) -> list[Review]:
    """Return every review that can be read, oldest first: those of the page come in late."""
    found = [review for entry in journal.read(path) if (review := from_line(entry))]
    return sorted(found, key=lambda review: review.at)
