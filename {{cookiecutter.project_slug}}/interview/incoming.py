"""Bring back the journal that the page in a browser has saved."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from . import journals, reviews
from .errors import InterviewError
from .reviews import Review

NAMED = 3  # unknown questions that are named


class Brought(NamedTuple):
    """What came of an import."""

    added: int
    there: int  # reviews that the log had already
    unknown: list[str]  # questions that the kit does not have
    damaged: int = 0  # lines that are no reviews


def bring(path: Path, log: Path, known: Collection[str], project: str) -> Brought:
    """Append the reviews of a journal that the log lacks; importing it again adds nothing.

    Raises InterviewError when the file is missing, broken, of a newer kit or another project, or
    holds no review of a known question; then the log is as it was.
    """
    found, damaged = _read(path, project)
    fit = [review for review in found if review.id in known]
    unknown = sorted({review.id for review in found if review.id not in known})
    if not fit:
        raise InterviewError(f"{path} brings nothing: {_left_out(unknown)}")
    added = journals.copy(fit, reviews.replay(log), log)
    return Brought(added, len(fit) - added, unknown, damaged)


def _read(path: Path, project: str) -> tuple[list[Review], int]:
    """Return the reviews of a file, and how many of its lines are damaged."""
    if not path.is_file():
        raise InterviewError(f"there is no file {path}: save the reviews on the page first")
    read = journals.read(path)
    if read.project != project:
        raise InterviewError(
            f"{path} is the journal of {read.project}, and this is {project}: import it there"
        )
    if not read.reviews:
        raise InterviewError(f"{path} holds no reviews: answer something on the page first")
    return read.reviews, read.damaged


def told(brought: Brought) -> list[str]:
    """Return what is to be said of an import, a sentence each."""
    found = [f"Reviews added: {brought.added}; here already: {brought.there}."]
    if brought.unknown:
        found.append(f"Left out: {_left_out(brought.unknown)}.")
    if brought.damaged:
        found.append(f"Damaged lines, left out: {brought.damaged}.")
    return found


def _left_out(unknown: list[str]) -> str:
    """Return which questions nobody knows here."""
    more = f" and {len(unknown) - NAMED} more" if len(unknown) > NAMED else ""
    listed = ", ".join(unknown[:NAMED])
    return f"this project's kit does not have the questions {listed}{more}"
