"""Repeated rows against a set in Python."""

from collections.abc import Iterator

from ..checking import Case
from ..rows import Rows
from ..tables import Row, Tables, made_up_cases, of_project, on


def right(tables: Tables) -> list[Row]:
    """Return what comes again, by id."""
    known, found = set(), []
    for number, *rest in sorted(tables.entry, key=lambda row: row[0]):
        if tuple(rest) in known:
            found.append((number,))
        known.add(tuple(rest))
    return found


def random() -> Iterator[Case]:
    """Yield tables with few different values."""
    yield from made_up_cases(right)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's rows."""
    yield on(of_project(rows), right)
