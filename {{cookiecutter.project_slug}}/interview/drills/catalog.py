"""The drills as drills.yaml lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ..errors import InterviewError
from ..facts import read_yaml

HERE = Path(__file__).parent
KINDS = {"": "Algorithms and metrics", "sql": "SQL", "pandas": "pandas"}  # by the name's beginning


@dataclass(frozen=True)
class FollowUp:
    """A question that is asked when the tests pass, and what a good answer holds."""

    ask: str
    ideas: tuple[str, ...]


@dataclass(frozen=True)
class Drill:
    """One task."""

    name: str
    title: str
    covers: tuple[str, ...]
    minutes: int  # how long someone takes who knows it
    hints: tuple[str, ...]
    after: tuple[FollowUp, ...]

    @property
    def kind(self) -> str:
        """What it is written in, as the list says."""
        return KINDS.get(self.name.partition("_")[0], KINDS[""])

    @property
    def meaning(self) -> str:
        """What the tables of its task hold of this project, "" for a drill without them."""
        path = HERE / "tables.yaml"
        if self.kind == KINDS[""] or not path.exists():
            return ""
        task = self.task.read_text(encoding="utf-8")
        tables = {"entry": "amount", "view": "view"}  # each with the word that gives it away
        told = read_yaml(path)
        return " ".join(told[table] for table, word in tables.items() if word in task)

    @property
    def task(self) -> Path:
        """The file that the candidate starts from."""
        return HERE / "tasks" / f"{self.name}.py"

    @property
    def tests(self) -> Path:
        """The tests that the candidate can read."""
        return HERE / "tests" / f"test_{self.name}.py"

    @property
    def solution(self) -> Path:
        """The file to compare one's own with, once the tests pass."""
        return HERE / "solutions" / f"{self.name}.py"


def drills() -> dict[str, Drill]:
    """Return every drill by its name, in the order in which they are offered."""
    found = {}
    for entry in read_yaml(HERE / "drills.yaml"):
        after = tuple(FollowUp(each["ask"], tuple(each["ideas"])) for each in entry["after"])
        lists = {"covers": tuple(entry["covers"]), "hints": tuple(entry["hints"]), "after": after}
        found[entry["name"]] = Drill(**{**entry, **lists})
    return found


def named(name: str) -> Drill:
    """Return one drill.

    Raises InterviewError when there is none of that name; names the nearest.
    """
    known = drills()
    if name not in known:
        hint = nearest(name, known, "`drill --list` shows them all.")
        raise InterviewError(f"there is no drill called {name}: {hint}")
    return known[name]


def nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return the question whether the nearest name was meant, or else another hint."""
    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else otherwise
