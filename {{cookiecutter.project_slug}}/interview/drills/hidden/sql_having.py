"""Means of groups against sums in Python."""

from collections import defaultdict
from collections.abc import Iterator
from statistics import fmean

from ..checking import Case
from ..rows import Rows
from ..tables import Row, Tables, made_up_cases, of_project, on


def right(tables: Tables) -> list[Row]:
    """Return the teams with two or more amounts."""
    amounts = defaultdict(list)
    for _, team, _, amount in tables.entry:
        if amount is not None:
            amounts[team].append(amount)
    found = [(team, len(each), fmean(each)) for team, each in amounts.items() if len(each) > 1]
    return sorted(found, key=lambda row: (-row[2], row[0]))


def random() -> Iterator[Case]:
    """Yield tables with empty amounts and ties."""
    yield from made_up_cases(right)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's groups."""
    yield on(of_project(rows), right)
