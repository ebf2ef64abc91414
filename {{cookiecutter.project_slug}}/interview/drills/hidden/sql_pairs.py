"""Common users against sets in Python."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ..checking import Case
from ..rows import Rows
from ..tables import Row, Tables, made_up_cases, of_project, on


def right(tables: Tables) -> list[Row]:
    """Intersect the users of every pair of items."""
    users = defaultdict(set)
    for user, item in tables.view:
        users[item].add(user)
    found = [(a, b, len(users[a] & users[b])) for a, b in combinations(sorted(users), 2)]
    return sorted((row for row in found if row[2] > 1), key=lambda row: (-row[2], row[0], row[1]))


def random() -> Iterator[Case]:
    """Yield few users and items, with repeated views."""
    yield from made_up_cases(right)


def own(rows: Rows) -> Iterator[Case]:
    """Yield views of the project."""
    yield on(of_project(rows), right)
