"""One schedule over several projects: the journals in the folder where this system keeps user data.

Each project that has joined writes its reviews into a file of its own there, beside its own log. So
no project waits for another, and what was answered in one that is gone still counts. What is the
same in every project, the core bank, is then asked as if all had one log. Answers stay at home.

Reads, writes: journals/*.jsonl: a line that says whose it is, then one for each review
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from . import journal, reviews
from .bank import Bank
from .errors import InterviewError
from .mine import Mine
from .profile import FOLDER
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


def join(mine: Mine, project: Path) -> Journal:
    """Let a project take part, with all that was answered in it so far.

    Raises InterviewError when the user's folder cannot be written.
    """
    here = project.resolve()
    found = next((each for each in read_all()[0] if each.folder == here), None)
    if found is None:
        import secrets

        safe = re.sub(r"[^\w-]+", "-", slug(project))
        path = place() / f"{safe}-{secrets.token_hex(3)}.jsonl"
        journal.append(path, head(project, folder=str(here)))
        found = read(path)
    own = reviews.replay(mine.reviews)
    copy(found.reviews, own, mine.reviews)
    copy(own, found.reviews, found.path)
    mine.set_journal(found.name)
    return found


def leave(mine: Mine) -> None:
    """Take a project out: its file goes, and its own log keeps everything.

    Raises InterviewError when the file cannot be read; then it stays.
    """
    path = place() / f"{mine.journal}.jsonl"
    mine.set_journal(None)
    if path.exists():
        copy(read(path).reviews, reviews.replay(mine.reviews), mine.reviews)
        path.unlink()


def forget(name: str) -> Journal:
    """Delete the journal of a project that is gone.

    Raises InterviewError when there is none of that name, or its project is still there.
    """
    path = place() / f"{name}.jsonl"
    if not path.exists():
        raise InterviewError(f"there is no journal {name}: `join` lists them")
    found = read(path)
    if not found.gone:
        raise InterviewError(f"{found.project} is still in {found.folder}: type `leave` there")
    path.unlink()
    return found


def note(mine: Mine, review: Review) -> None:
    """Write a review down for the other projects at once; opening a session catches up on it."""
    path = place() / f"{mine.journal}.jsonl" if mine.journal else None
    if path and path.exists():
        reviews.append(path, review)


def shared(bank: Bank, found: Iterable[Journal]) -> list[Review]:
    """Return the reviews of what is the same in every project: the core bank."""
    return [
        review
        for each in found
        for review in each.reviews
        if (rule := bank.raised.get(review.id)) and rule.subject and not rule.paths()
    ]


def merged(
    own: Sequence[Review], mine: Mine, bank: Bank, project: Path
) -> tuple[list[Review], list[str]]:
    """Return the log of this project with what counts from the others, and what is to be said.

    What the project's own journal lacks is written into it first.
    """
    if mine.journal is None:
        return list(own), []
    found, notes = read_all()
    ours = next((each for each in found if each.name == mine.journal), None)
    try:
        notes += _caught_up(own, ours, mine, project)
    except InterviewError as error:
        notes.append(f"The other projects do not see this one: {error}.")
    others = shared(bank, (each for each in found if each is not ours))
    return sorted([*own, *lacking(others, own)], key=lambda review: review.at), notes


def _caught_up(own: Sequence[Review], ours: Journal | None, mine: Mine, project: Path) -> list[str]:
    """Write what the project's journal lacks; say if the project was copied or moved."""
    here = project.resolve()
    path = place() / f"{mine.journal}.jsonl"
    if ours is None and path.exists():
        return []  # it cannot be read, which is said already
    if ours is None:
        join(mine, project)
        return [f"The journal {path.name} was gone; there is a new one."]
    if ours.folder != here:
        if ours.folder and Mine(ours.folder / "interview" / "mine").journal == mine.journal:
            join(mine, project)
            return [f"This project is a copy of {ours.folder}: it has its own journal from now on."]
        journal.append(path, head(project, folder=str(here)))
        notes = [f"This project has moved here from {ours.folder}."]
    else:
        notes = []
    copy(own, ours.reviews, path)
    return notes


def counted(found: Iterable[Journal]) -> dict[str, tuple[int, int]]:
    """Return, for each project, how many of its questions were answered and how many are due."""
    from .schedule import due

    now = datetime.now().astimezone()
    counts = {}
    for each in found:
        cards = due(each.reviews, now, None, {}).values()
        waiting = sum(card.due <= now and not card.retired for card in cards)
        counts[each.name] = (len(cards), waiting)
    return counts


def told(found: Iterable[Journal], here: str | None) -> dict[str, str]:
    """Return a row for each project: what was answered there, and how much of it is due.

    ``here`` is the name of this project's own journal.
    """
    counts = counted(found := list(found))
    rows = {}
    for each in found:
        answered, due = counts[each.name]
        where = f"; {each.folder} is gone, `leave {each.name}` forgets it" if each.gone else ""
        where = "; this project" if each.name == here else where
        rows[each.name] = f"{answered} answered, {due} due{where}"
    return rows
