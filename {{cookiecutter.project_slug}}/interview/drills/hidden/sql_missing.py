"""Teams without label 1 against sets in Python."""

from collections.abc import Iterator

from ..checking import Case
from ..rows import Rows
from ..tables import Row, Tables, made_up_cases, of_project, on


def right(tables: Tables) -> list[Row]:
    """Return the teams that no entry of label 1 names."""
    have = {team for _, team, label, _ in tables.entry if label == 1}
    return [(team,) for team, _ in sorted(tables.team) if team not in have]


def random() -> Iterator[Case]:
    """Yield tables in which some entries have no team."""
    yield from made_up_cases(right, gaps=True)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's groups."""
    yield on(of_project(rows), right)
