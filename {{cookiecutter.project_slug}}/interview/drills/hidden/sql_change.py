"""Changes against a loop in Python."""

from collections.abc import Iterator

from ..checking import Case
from ..rows import Rows
from ..tables import Row, Tables, made_up_cases, of_project, on


def right(tables: Tables) -> list[Row]:
    """Remember the last amount of each team."""
    last: dict[int, float | None] = {}
    found: list[Row] = []
    for number, team, _, amount in sorted(tables.entry, key=lambda row: row[0]):
        before = last.get(team)
        if before is not None and amount is not None:
            found.append((number, amount - before))
        last[team] = amount
    return found


def random() -> Iterator[Case]:
    """Yield tables with empty amounts, not in order."""
    yield from made_up_cases(right)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's groups."""
    yield on(of_project(rows), right)
