"""A wide table against sets of pairs."""

from collections.abc import Iterator

import pandas as pd

from ..checking import Case
from ..frames import case, frame
from ..rows import Rows
from ..tables import Tables, made_up, of_project


def ask(tables: Tables, items: list[int]) -> Case:
    """Ask for one table."""
    pairs = set(tables.view)
    users = sorted({user for user, _ in pairs})
    cells = [[int((user, item) in pairs) for item in items] for user in users]
    right = pd.DataFrame(cells, users, items)
    return case("wide", {"view": frame(tables, "view"), "items": items}, right)


def random() -> Iterator[Case]:
    """Yield repeated views, and items that are not there."""
    for seed in range(10):
        yield ask(made_up(seed), [3, 1, 77, 0][: 1 + seed % 4])


def own(rows: Rows) -> Iterator[Case]:
    """Yield views of the project and some of its items."""
    tables = of_project(rows)
    yield ask(tables, sorted({item for _, item in tables.view}, reverse=True)[:12])
