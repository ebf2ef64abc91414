"""A lookup against a dictionary."""

from collections.abc import Iterator

import pandas as pd

from ..checking import Case
from ..frames import case, frame
from ..rows import Rows
from ..tables import Tables, made_up, of_project


def ask(tables: Tables, known: int | None = None) -> Case:
    """Ask with the first teams of the table only."""
    entry, team = frame(tables, "entry"), frame(tables, "team")[:known]
    names = dict(zip(team["team"], team["name"], strict=True))
    right = entry.assign(name=[names.get(each, "unknown") for each in entry["team"]])
    return case("with_names", {"entry": entry, "team": team}, right)


def random() -> Iterator[Case]:
    """Yield teams that are there, that are not, and that are there twice."""
    for seed in range(10):
        yield ask(made_up(seed), 1 + seed % 4)
    tables = made_up(5)
    team = frame(tables, "team")
    twice = {"entry": frame(tables, "entry"), "team": pd.concat([team, team[:1]])}
    yield Case("with_names", twice, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's groups, of which half are known."""
    tables = of_project(rows)
    yield ask(tables, max(1, len(tables.team) // 2))
