"""Counts of a left join against counting in Python."""

from collections import Counter
from collections.abc import Iterator

from ..checking import Case
from ..rows import Rows
from ..tables import Row, Tables, made_up_cases, of_project, on


def right(tables: Tables) -> list[Row]:
    """Count the entries of each team."""
    counts = Counter(team for _, team, _, _ in tables.entry)
    return [(team, name, counts[team]) for team, name in sorted(tables.team)]


def random() -> Iterator[Case]:
    """Yield tables in which some entries have no team."""
    yield from made_up_cases(right, gaps=True)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's groups."""
    yield on(of_project(rows), right)
