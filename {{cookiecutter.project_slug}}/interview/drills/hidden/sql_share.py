"""Shares against means in Python."""

from collections import defaultdict
from collections.abc import Iterator
from statistics import fmean

from ..checking import Case
from ..rows import Rows
from ..tables import Row, Tables, made_up_cases, of_project, on


def right(tables: Tables) -> list[Row]:
    """Return the share of each team beside that of all."""
    labels = defaultdict(list)
    for _, team, label, _ in tables.entry:
        labels[team].append(label)
    overall = fmean(label for _, _, label, _ in tables.entry)
    found = [(team, fmean(each), fmean(each) - overall) for team, each in labels.items()]
    return sorted(found, key=lambda row: (-row[1], row[0]))


def random() -> Iterator[Case]:
    """Yield teams of different sizes."""
    yield from made_up_cases(right)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's groups."""
    yield on(of_project(rows), right)
