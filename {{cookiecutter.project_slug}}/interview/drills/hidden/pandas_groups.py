"""Groups against a loop."""

from collections.abc import Iterator
from statistics import fmean

import pandas as pd

from ..checking import Case
from ..frames import case, frame
from ..rows import Rows
from ..tables import Tables, made_up, of_project


def right(tables: Tables) -> pd.DataFrame:
    """Return the table, one team at a time."""
    rows = []
    for team in sorted({row[1] for row in tables.entry}):
        mine = [row for row in tables.entry if row[1] == team]
        known = [row[3] for row in mine if row[3] is not None]
        mean = fmean(known) if known else float("nan")
        rows.append((team, len(mine), mean, fmean(row[2] for row in mine)))
    return pd.DataFrame(rows, columns=["team", "entries", "mean", "share"])


def ask(tables: Tables) -> Case:
    """Ask for one table."""
    return case("summary", {"entry": frame(tables, "entry")}, right(tables))


def random() -> Iterator[Case]:
    """Yield small tables with empty amounts."""
    for seed in range(14):
        yield ask(made_up(seed))


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's groups."""
    yield ask(of_project(rows))
