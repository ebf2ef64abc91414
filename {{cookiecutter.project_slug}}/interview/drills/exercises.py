"""Faults to find and changes to make in a copy of the project's own code.

faults/*.yaml and changes/*.yaml list them; checks/NAME.py holds the tests of faults/NAME.yaml and
changes/NAME.yaml, one function each, of the exercise's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import InterviewError
from ..facts import read_yaml
from .catalog import HERE, nearest

PACKAGE = "choose.py"  # a module that every project has


@dataclass(frozen=True)
class Edit:
    """One replacement in one module."""

    file: str
    text: str  # stands there exactly once
    becomes: str

    def fits(self, source: Path) -> bool:
        """Say whether the module holds the text to replace."""
        path = source / self.file
        return path.exists() and path.read_text(encoding="utf-8").count(self.text) == 1


@dataclass(frozen=True)
class Exercise:
    """One fault or change.

    ``edits`` plant a fault; of a change they are one way to make it.
    """

    name: str
    task: str  # the symptom of a fault, or what to change
    modules: tuple[str, ...]  # that are copied
    edits: tuple[Edit, ...]
    hints: tuple[str, ...]
    why: str  # said when it is done or shown
    covers: tuple[str, ...]
    minutes: int
    checks: str  # the module of checks
    replaces: tuple[str, ...] = ()  # checks of faults that a change makes untrue

    def fits(self, source: Path) -> bool:
        """Say whether the project's code still is what the edits are about."""
        return all(edit.fits(source) for edit in self.edits)

    def edited(self, source: Path) -> dict[str, str]:
        """Return the copied modules with the edits made, by file."""
        texts = {name: (source / name).read_text(encoding="utf-8") for name in self.modules}
        for edit in self.edits:
            texts[edit.file] = texts[edit.file].replace(edit.text, edit.becomes)
        return texts


@dataclass(frozen=True)
class Kind:
    """What to call a kind of exercise, and what to say of it."""

    key: str
    folder: str
    title: str
    done: str
    open: str


FAULT = Kind("fault", "faults", "Find the fault", "mended", "Not mended yet")
CHANGE = Kind("change", "changes", "Change it live", "done", "Not there yet")
KINDS = {kind.key: kind for kind in (FAULT, CHANGE)}


def exercises(kind: Kind, folder: Path = HERE) -> dict[str, Exercise]:
    """Return every exercise of a kind by its name, the problem's own first."""
    found = {}
    general = {"supervised", "classification", "choose"}
    paths = sorted(
        (folder / kind.folder).glob("*.yaml"), key=lambda each: (each.stem in general, each.stem)
    )
    for path in paths:
        for entry in read_yaml(path):
            found[entry["name"]] = _exercise(entry, path.stem)
    return found


def _exercise(entry: Mapping[str, Any], checks: str) -> Exercise:
    edits = tuple(Edit(**each) for each in entry["edits"])
    lists = {key: tuple(entry.get(key, ())) for key in ("modules", "hints", "covers", "replaces")}
    minutes = entry.get("minutes", 5)
    return Exercise(**{**entry, **lists, "edits": edits, "checks": checks, "minutes": minutes})


def source_of(project: Path) -> Path:
    """Return the folder of the project's own package.

    Raises InterviewError when there is none.
    """
    found = sorted(project.glob(f"src/*/{PACKAGE}"))
    if not found:
        raise InterviewError(f"there is no src/*/{PACKAGE} here: go to the folder of the project")
    return found[0].parent


def named(name: str, known: Mapping[str, Exercise], kind: Kind) -> Exercise:
    """Return one exercise.

    Raises InterviewError when there is none of that name; names the nearest.
    """
    if name not in known:
        hint = nearest(name, known, f"`{kind.key} list` shows them all.")
        raise InterviewError(f"there is no {kind.key} called {name}: {hint}")
    return known[name]
