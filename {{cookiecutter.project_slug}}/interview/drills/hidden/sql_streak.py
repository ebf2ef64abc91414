"""Streaks against a loop in Python."""

from collections.abc import Iterator

from ..checking import Case
from ..rows import Rows
from ..tables import Row, Tables, made_up_cases, of_project, on


def right(tables: Tables) -> list[Row]:
    """Count up on 1 and start over on 0."""
    now: dict[int, int] = {}
    longest: dict[int, int] = {}
    for _, team, label, _ in sorted(tables.entry, key=lambda row: row[0]):
        now[team] = now.get(team, 0) + 1 if label else 0
        longest[team] = max(longest.get(team, 0), now[team])
    return sorted(longest.items())


def random() -> Iterator[Case]:
    """Yield short tables, not in order."""
    yield from made_up_cases(right)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's groups."""
    yield on(of_project(rows), right)
