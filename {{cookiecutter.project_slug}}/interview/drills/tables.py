"""The tables of the SQL and pandas drills: made up, or the project's own rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

import numpy as np

from .checking import Case, show
from .rows import Rows

Row = tuple[Any, ...]
COLUMNS = {
    "team": ("team", "name"),
    "entry": ("id", "team", "label", "amount"),
    "view": ("user", "item"),
}
VIEWS = 300  # of the project's own; pairs of them grow with the square
FEW = 6  # entries or views that a message shows


class Tables(NamedTuple):
    """Rows of each table, as COLUMNS names them; None stands for a gap."""

    team: Sequence[Row] = ()
    entry: Sequence[Row] = ()
    view: Sequence[Row] = ()


def database(tables: Tables) -> sqlite3.Connection:
    """Return the tables in a database in memory."""
    connection = sqlite3.connect(":memory:")
    for name, rows in tables._asdict().items():
        columns = COLUMNS[name]
        connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
        places = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
    return connection


def ask(
    sql: str, team: Iterable[Row] = (), entry: Iterable[Row] = (), view: Iterable[Row] = ()
) -> list[Row]:
    """Return the rows that a query gives on some tables."""
    with closing(database(Tables([*team], [*entry], [*view]))) as connection:
        connection.execute("PRAGMA query_only = ON")
        return connection.execute(sql).fetchall()


def made_up(seed: int, *, gaps: bool = False) -> Tables:
    """Return a few teams, one of them without entries; entries with equal amounts and empty ones.

    With ``gaps`` some entries have no team.
    """
    rng = np.random.default_rng(seed)
    number = 3 + seed
    teams = [(10 * each, f"team {chr(97 + each)}") for each in range(1, 5)]
    entries: list[Row] = []
    for each in range(number):
        team = teams[int(rng.integers(0, 3))][0]
        amount = float(rng.integers(1, 6)) if rng.random() < 0.85 else None
        lost = gaps and rng.random() < 0.3
        entries.append((each * 2 + 1, None if lost else team, int(rng.random() < 0.4), amount))
    order = rng.permutation(number)
    views = [(int(user), int(item)) for user, item in rng.integers(0, [4, 5], (2 * number, 2))]
    return Tables(teams, [entries[place] for place in order], views)


def of_project(rows: Rows) -> Tables:
    """Return the project's own rows as tables."""
    names = sorted({int(each) for each in rows.group})
    entries: list[Row] = [
        (number, int(team), int(label), float(amount))
        for number, (team, label, amount) in enumerate(
            zip(rows.group, rows.label, rows.number, strict=True)
        )
    ]
    teams = [(each, f"team {each}") for each in names]
    return Tables(teams, entries, [tuple(pair) for pair in rows.views[:VIEWS]])


Right = Callable[[Tables], list[Row]]


def made_up_cases(right: Right, *, gaps: bool = False) -> Iterator[Case]:
    """Ask a query about made-up tables, small ones first."""
    for seed in range(14):
        yield on(made_up(seed, gaps=gaps), right)


def on(tables: Tables, right: Right) -> Case:
    """Ask a query about some tables."""
    expected = right(tables)

    def fault(sql: Any) -> str:
        if not isinstance(sql, str):
            return f"gave {show(sql)}, and a text of SQL is right"
        try:
            found = ask(sql, *tables)
        except (sqlite3.Error, sqlite3.Warning) as error:
            return f"gave SQL that SQLite refuses: {error}"
        said = differing(found, expected)
        return f"gave SQL that, on {described(tables)}, {said}" if said else ""

    return Case("query", {}, judge=fault)


def described(tables: Tables) -> str:
    """Return some tables in words; small ones row by row."""
    parts = [f"{len(tables.team)} teams"]
    for name in ("entry", "view"):
        rows = getattr(tables, name)
        shown = ", ".join(map(plain, rows)) if len(rows) <= FEW else f"{len(rows)} rows"
        parts.append(f"{name}: {shown or 'no rows'}")
    return "; ".join(parts)


def plain(row: Row) -> str:
    """Return a row as SQL would write it."""
    cells = (
        "NULL" if each is None else f"{each:g}" if _number(each) else repr(each) for each in row
    )
    return f"({', '.join(cells)})"


def differing(found: Sequence[Row], expected: Sequence[Row]) -> str:
    """Say how the rows of an answer differ from the right ones, "" when they do not."""
    if found and expected and len(found[0]) != len(expected[0]):
        return f"has {len(found[0])} columns, right are {len(expected[0])}"
    for number, (ours, right) in enumerate(zip(found, expected, strict=False), start=1):
        if not all(map(_same, ours, right)):
            return f"has {plain(ours)} as row {number}, right is {plain(right)}"
    if len(found) < len(expected):
        return f"lacks {plain(expected[len(found)])} behind row {len(found)}"
    if len(found) > len(expected):
        return f"has {plain(found[len(expected)])} behind the last row that is right"
    return ""


def _number(value: Any) -> bool:
    return isinstance(value, int | float)


def _same(ours: Any, right: Any) -> bool:
    if _number(ours) and _number(right):
        return bool(np.isclose(ours, right, rtol=1e-9, atol=1e-9))
    return bool(ours == right)
