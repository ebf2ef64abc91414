"""One schedule over several projects, for those that have joined.

Each writes its reviews into a journal of its own in the user's folder, beside its own log. So no
project waits for another, and what was answered in one that is gone still counts. What is the same
in every project, the core bank, is asked as if all had one log. Answers stay at home.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from . import journal, journals, reviews
from .bank import Bank
from .errors import InterviewError
from .journals import Journal
from .mine import Mine
from .reviews import Review


def join(mine: Mine, project: Path) -> Journal:
    """Let a project take part, with all that was answered in it so far.

    Raises InterviewError when the user's folder cannot be written.
    """
    here, name = project.resolve(), journals.slug(project)
    there = (each for each in journals.read_all()[0] if each.folder == here)
    found = next((each for each in there if each.project == name), None)
    if found is None:
        import secrets

        safe = re.sub(r"[^\w-]+", "-", name)
        path = journals.place() / f"{safe}-{secrets.token_hex(3)}.jsonl"
        journal.append(path, journals.head(project, folder=str(here)))
        found = journals.read(path)
    own = reviews.replay(mine.reviews)
    journals.copy(found.reviews, own, mine.reviews)
    journals.copy(own, found.reviews, found.path)
    mine.set_journal(found.name)
    return found


def leave(mine: Mine) -> None:
    """Take a project out: its file goes, and its own log keeps everything.

    Raises InterviewError when the file cannot be read; then it stays.
    """
    path = journals.place() / f"{mine.journal}.jsonl"
    mine.set_journal(None)
    if path.exists():
        journals.copy(journals.read(path).reviews, reviews.replay(mine.reviews), mine.reviews)
        path.unlink()


def forget(name: str) -> Journal:
    """Delete the journal of a project that is gone.

    Raises InterviewError when there is none of that name, or its project is still there.
    """
    path = journals.place() / f"{name}.jsonl"
    if not path.exists():
        raise InterviewError(f"there is no journal {name}: `join` lists them")
    found = journals.read(path)
    if not found.gone:
        raise InterviewError(f"{found.project} is still in {found.folder}: type `leave` there")
    path.unlink()
    return found


def note(mine: Mine, review: Review) -> None:
    """Write a review down for the other projects at once; opening a session catches up on it."""
    path = journals.place() / f"{mine.journal}.jsonl"
    with suppress(InterviewError):  # that one says what is wrong, too
        if mine.journal and path.exists() and journals.read(path):
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
    found, notes = journals.read_all()
    ours = next((each for each in found if each.name == mine.journal), None)
    try:
        notes += _caught_up(own, ours, mine, project)
    except InterviewError as error:
        notes.append(f"The other projects do not see this one: {error}.")
    others = shared(bank, (each for each in found if each is not ours))
    return sorted([*own, *journals.lacking(others, own)], key=lambda review: review.at), notes


def _caught_up(own: Sequence[Review], ours: Journal | None, mine: Mine, project: Path) -> list[str]:
    """Write what the project's journal lacks; say if the project was copied or moved."""
    here = project.resolve()
    path = journals.place() / f"{mine.journal}.jsonl"
    if ours is None and path.exists():
        return []  # it cannot be read, which is said already
    if ours is None:
        join(mine, project)
        return [f"The journal {path.name} was gone; there is a new one."]
    if ours.folder != here:
        if ours.folder and Mine(ours.folder / "interview" / "mine").journal == mine.journal:
            join(mine, project)
            return [f"This project is a copy of {ours.folder}: it has its own journal from now on."]
        journal.append(path, journals.head(project, folder=str(here)))
        notes = [f"This project has moved here from {ours.folder}."]
    else:
        notes = []
    journals.copy(own, ours.reviews, path)
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
