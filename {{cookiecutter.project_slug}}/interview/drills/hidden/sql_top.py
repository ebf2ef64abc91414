"""The top of each group against sorting in Python."""

from collections import defaultdict
from collections.abc import Iterator

from ..checking import Case
from ..rows import Rows
from ..tables import Row, Tables, made_up_cases, of_project, on


def right(tables: Tables) -> list[Row]:
    """Return the first two of each team."""
    teams = defaultdict(list)
    for number, team, _, amount in tables.entry:
        if amount is not None:
            teams[team].append((-amount, number))
    return [
        (team, number, -negative)
        for team in sorted(teams)
        for negative, number in sorted(teams[team])[:2]
    ]


def random() -> Iterator[Case]:
    """Yield tables with ties and empty amounts."""
    yield from made_up_cases(right)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's groups."""
    yield on(of_project(rows), right)
