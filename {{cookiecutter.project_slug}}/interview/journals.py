"""Journals: files of reviews that begin with a line that says whose they are.

A browser saves one, and every project that has joined the others keeps one in the folder where this
system keeps a user's data: journals/*.jsonl.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import journal, reviews
from .errors import InterviewError
from .mine import FOLDER
from .reviews import KIT, Review

VERSION = 1  # of the format


@dataclass(frozen=True)
class Journal:
    """The file of one project."""

    path: Path
    project: str
    folder: Path | None  # where the project was when it last wrote; None in a browser's journal
    reviews: list[Review]
    damaged: int  # lines that are no reviews

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.path.stem

    @property
    def gone(self) -> bool:
        """Whether the project is no longer where it was."""
        return self.folder is not None and not (self.folder / "interview").is_dir()


def place() -> Path:
    """Return where the journals are kept."""
    from platformdirs import user_data_path

    return user_data_path(FOLDER, appauthor=False, roaming=True) / "journals"


def slug(project: Path) -> str:
    """Return the project's name as its pyproject.toml has it, that of its folder without one."""
    import tomllib

    try:
        known = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
        return str(known["project"]["name"])
    except (OSError, ValueError, KeyError):
        return project.resolve().name


def head(project: Path, **more: str) -> dict[str, Any]:
    """Return the line that says whose a journal is."""
    return {"kit": KIT, "project": slug(project), "journal": VERSION, **more}


def read(path: Path) -> Journal:
    """Read a journal; a line that is damaged is passed over.

    Raises InterviewError when it is none, or of a newer kit.
    """
    entries = journal.read(path)
    heads = [entry for entry in entries if "journal" in entry]
    if not heads or "journal" not in entries[0]:
        raise InterviewError(f"{path.name} does not begin like a journal of the interview kit")
    last = heads[-1]
    if not isinstance(last["journal"], int) or last["journal"] > VERSION:
        raise InterviewError(
            f"{path.name} was written by a newer kit (journal {last['journal']}, this kit reads "
            f"{VERSION}): `cruft update` brings this project the newer one"
        )
    folder = last.get("folder")
    found = [review for entry in entries if (review := reviews.from_line(entry))]
    damaged = _lines(path) - len(heads) - len(found)
    return Journal(path, str(last.get("project")), Path(folder) if folder else None, found, damaged)


def _lines(path: Path) -> int:
    """Return how many lines of a file are not empty."""
    return sum(bool(line.strip()) for line in path.read_bytes().split(b"\n"))


def read_all() -> tuple[list[Journal], list[str]]:
    """Return all journals, and a sentence for each file that cannot be read."""
    found, faults = [], []
    for path in sorted(place().glob("*.jsonl")):
        try:
            found.append(read(path))
        except InterviewError as error:
            faults.append(f"Left alone: {error}.")
        except OSError as error:
            faults.append(f"Left alone: {path.name} cannot be read ({error.strerror}).")
    faults += [
        f"{each.path.name} has damaged lines: {each.damaged}. The others count."
        for each in found
        if each.damaged
    ]
    return found, faults


def lacking(wanted: Iterable[Review], there: Iterable[Review]) -> list[Review]:
    """Return the reviews that are not there yet, each once, oldest first."""
    known = {(review.ts, review.id) for review in there}
    new = {key: each for each in wanted if (key := (each.ts, each.id)) not in known}
    return sorted(new.values(), key=lambda review: review.at)


def copy(wanted: Iterable[Review], there: Iterable[Review], path: Path) -> int:
    """Append what a file lacks; return how many."""
    new = lacking(wanted, there)
    for review in new:
        reviews.append(path, review)
    return len(new)
