"""Test one file in a process of its own: `python -m interview.drills.worker DRILL FILE OUT LIMIT`.

Writes OUT/result.json. What a file prints, breaks or never finishes stays in this process: OUT is
then without the result, and OUT/stuck.txt tells in which line the time ran out.
"""

from __future__ import annotations

import ast
import faulthandler
import importlib
import importlib.util
import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TextIO

from . import visible
from .places import not_loaded

if TYPE_CHECKING:
    from .checking import Case

HERE = Path(__file__).parent
PRINTED = 600  # characters of the candidate's own prints that are shown
TOLD = {"sklearn", "scipy", "pandas", "statsmodels", "torch"}  # what the drills do without


class Paper(io.StringIO):
    """Takes what a file prints, as far as it will be shown."""

    def write(self, text: str) -> int:
        """Keep the beginning, drop the rest."""
        super().write(text[: max(PRINTED - self.tell(), 0)])
        return len(text)


def load(name: str, file: Path) -> ModuleType:
    """Import a file as the module ``name``, which the visible tests import from."""
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def missing(module: ModuleType, name: str) -> str:
    """Say which function of the task a file lacks, "" when it has them all."""
    task = ast.parse((HERE / "tasks" / f"{name}.py").read_text(encoding="utf-8"))
    for node in task.body:
        if isinstance(node, ast.FunctionDef) and not callable(getattr(module, node.name, None)):
            return f"{name}.py has no function {node.name}() any more."
    return ""


def library_used(file: Path) -> str:
    """Say which library does the work that the drill is about, "" when none does."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in TOLD.intersection(each.split(".")[0] for each in names):
            where = f"{file.name}, line {getattr(node, 'lineno', 0)}"
            return f"{where} imports {name}: numpy and Python itself are all that a drill needs."
    return ""


def own_cases(tests: ModuleType) -> tuple[list[Case], str]:
    """Return the checks on the project's own rows, or why there are none."""
    try:
        rows = importlib.import_module(f"{__package__}.own_rows").read()
        return list(tests.own(rows)), ""
    except FileNotFoundError as error:
        path = Path(error.filename).as_posix()
        return [], f"Your own rows are not tested: {path} is not there yet (make run)."
    except KeyError as error:
        return [], f"Your own rows are not tested: data/split/ has no column {error} any more."


def run_hidden(name: str) -> Iterator[tuple[list[Case], str]]:
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


def test(name: str, file: Path, watchdog: Watchdog) -> dict[str, Any]:
    """Test one file: first what can be read, and if that passes, what is hidden."""
    result: dict[str, Any] = {"visible": [0, 0], "hidden": [0, 0], "message": "", "left_out": ""}
    try:
        result["message"] = library_used(file)
        if result["message"]:
            return result
        with watchdog:
            module = load(name, file)
            result["message"] = missing(module, name)
            if result["message"]:
                return result
            seen = visible.run(name, file)
    except (Exception, SystemExit) as error:
        return {**result, "message": not_loaded(error, str(file))}
    result |= {"visible": [seen.passed, seen.total], "message": seen.message}
    if seen.message or not seen.total:
        return result
    for (cases, left_out), source in zip(run_hidden(name), ("", "On your own rows, "), strict=True):
        with watchdog:
            said = list(failures(cases, module))
        result["hidden"][0] += said.count("")
        result["hidden"][1] += len(said)
        first = next(filter(None, said), "")
        result["message"] = result["message"] or (first and source + first)
        result["left_out"] = left_out
    return result


def main(name: str, file: str, out: str, limit: str) -> None:
    """Test a file and write the result."""
    sys.stdout = paper = Paper()
    with (Path(out) / "stuck.txt").open("w", encoding="utf-8") as stuck:
        result = test(name, Path(file).resolve(), Watchdog(stuck, float(limit)))
    result["printed"] = paper.getvalue()
    (Path(out) / "result.json").write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
