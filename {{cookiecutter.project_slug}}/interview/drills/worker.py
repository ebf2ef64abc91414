"""Test files in a process of their own: `python -m interview.drills.worker OUT LIMIT NAME FILE`.

More names and files may follow. Writes OUT/NAME.json for each in turn. What a file prints, breaks
or never finishes stays in this process: OUT is then without its result and those of the files
behind it, and OUT/stuck.txt tells in which line the time ran out.
"""

from __future__ import annotations

import ast
import faulthandler
import importlib
import importlib.util
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TextIO

from . import visible
from .places import not_loaded

if TYPE_CHECKING:
    from .checking import Case
    from .rows import Rows

HERE = Path(__file__).parent
PRINTED = 600  # characters of the candidate's own prints that are shown
TOLD = {"sklearn", "scipy", "pandas", "statsmodels", "torch"}  # what the drills do without


class UnusableError(Exception):
    """Why a file is not tested at all, in a sentence."""


@dataclass
class Report:
    """How far it went; the runner makes its Result of it."""

    visible: tuple[int, int] = (0, 0)
    hidden: tuple[int, int] = (0, 0)
    message: str = ""
    left_out: str = ""
    printed: str = ""


class Paper(io.StringIO):
    """Takes what a file prints, as far as it will be shown."""

    def write(self, text: str) -> int:
        """Keep the beginning, drop the rest."""
        super().write(text[: max(PRINTED - self.tell(), 0)])
        return len(text)

    def close(self) -> None:
        """Stay open: what a file closes, the next print would need."""


def load(name: str, file: Path) -> ModuleType:
    """Import a file as the module ``name``, which the visible tests import from."""
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def imported(file: Path) -> Iterator[tuple[str, int]]:
    """Return the libraries that a file imports, each with its line."""
    for node in ast.walk(ast.parse(file.read_bytes(), str(file))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from ((each.split(".")[0], getattr(node, "lineno", 0)) for each in names)


def refuse_libraries(file: Path, task: Path) -> None:
    """Raise UnusableError where a library does the work that the drill is about.

    What the task itself imports may be used.
    """
    allowed = {name for name, _ in imported(task)}
    needs = "pandas, numpy and Python" if "pandas" in allowed else "numpy and Python"
    for name, line in imported(file):
        if name in TOLD - allowed:
            raise UnusableError(
                f"{file.name}, line {line} imports {name}: this drill needs only {needs}."
            )


def want_functions(module: ModuleType, name: str) -> None:
    """Raise UnusableError where a function of the task has gone."""
    task = ast.parse((HERE / "tasks" / f"{name}.py").read_bytes())
    for node in task.body:
        if isinstance(node, ast.FunctionDef) and not callable(getattr(module, node.name, None)):
            raise UnusableError(f"{name}.py has no function {node.name}() any more.")


@cache
def own_rows() -> Rows:
    """Read the project's own rows, once for all drills."""
    found: Rows = importlib.import_module(f"{__package__}.own_rows").read()
    return found


def own_cases(tests: ModuleType) -> tuple[list[Case], str]:
    """Return the checks on the project's own rows, or why there are none."""
    try:
        return list(tests.own(own_rows())), ""
    except FileNotFoundError:
        return [], "Your own rows are not tested: `make run` has yet to put them into data/split/."
    except Exception as error:  # other data than the problem came with
        said = " ".join(f"{type(error).__name__}: {error}".split())
        return [], f"Your own rows are not tested: own_rows.py cannot use data/split/ ({said})."


def hidden(name: str) -> Iterator[tuple[list[Case], str]]:
    """Return the hidden checks: on random data, then on own rows with why they are left out."""
    tests = importlib.import_module(f"{__package__}.hidden.{name}")
    yield list(tests.random()), ""
    yield own_cases(tests)


def failures(cases: Iterable[Case], module: ModuleType) -> Iterator[str]:
    """Make every call and say what is wrong with each, "" when nothing is."""
    from .checking import failure

    return (failure(case, module) for case in cases)


class Watchdog:
    """Ends the process when the candidate's code takes too long, and writes down where it was."""

    def __init__(self, file: TextIO, limit: float):
        """Write to ``file`` after ``limit`` seconds."""
        self.file, self.limit = file, limit

    def __enter__(self) -> None:
        """Start the clock."""
        faulthandler.dump_traceback_later(self.limit, exit=True, file=self.file)

    def __exit__(self, *_: object) -> None:
        """Stop it: the code was in time."""
        faulthandler.cancel_dump_traceback_later()


def look(name: str, file: Path, watchdog: Watchdog, report: Report) -> ModuleType | None:
    """Import the file and run the tests that can be read; return it if they pass."""
    for library in ("numpy", "pytest"):  # a slow disk is not the candidate's fault
        importlib.import_module(library)
    try:
        refuse_libraries(file, HERE / "tasks" / f"{name}.py")
        with watchdog:
            module = load(name, file)
            want_functions(module, name)
            seen = visible.run(name, file)
    except UnusableError as error:
        report.message = str(error)
        return None
    except (Exception, SystemExit) as error:
        report.message = not_loaded(error, str(file))
        return None
    report.visible, report.message = (seen.passed, seen.total), seen.message
    return None if seen.message else module


def look_deeper(name: str, module: ModuleType, watchdog: Watchdog, report: Report) -> None:
    """Run the tests that are not shown."""
    said: list[str] = []
    for source, (cases, left_out) in zip(("", "On your own rows, "), hidden(name), strict=True):
        with watchdog:
            said += [fault and source + fault for fault in failures(cases, module)]
        report.left_out = left_out
    report.hidden = (said.count(""), len(said))
    report.message = next(filter(None, said), "")


def test(name: str, file: str, out: Path, limit: str) -> None:
    """Test a file and write the result."""
    sys.stdout = paper = Paper()
    with (out / "stuck.txt").open("w", encoding="utf-8") as stuck:
        report, watchdog = Report(), Watchdog(stuck, float(limit))
        if module := look(name, Path(file).resolve(), watchdog, report):
            look_deeper(name, module, watchdog, report)
    report.printed = paper.getvalue()
    half = out / f"{name}.half"  # the runner must not read it before it is whole
    half.write_text(json.dumps(asdict(report)), encoding="utf-8")
    half.replace(out / f"{name}.json")


def main(out: str, limit: str, *files: str) -> None:
    """Test each file as the drill whose name stands before it."""
    for name, file in zip(files[::2], files[1::2], strict=True):
        test(name, file, Path(out), limit)
    os._exit(0)  # also when a file has left a thread behind


if __name__ == "__main__":
    main(*sys.argv[1:])
