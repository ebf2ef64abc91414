"""Run drills in a process of their own, within a time limit, and say how each went."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .places import stuck_line

LIMIT = 10.0  # seconds for the candidate's code, in each of three parts
SLOWEST = 120.0  # seconds for a file on top of that; a slow machine imports for long
PAUSE = 0.05  # seconds between looks for a result
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True)
class Result:
    """How one drill went. Tests that were not reached are not counted."""

    name: str
    passed: bool
    visible: tuple[int, int]  # passed, all
    hidden: tuple[int, int]
    seconds: float
    message: str = ""  # what failed first, in one sentence
    left_out: str = ""  # which tests could not be run, and why
    printed: str = ""  # what the file itself has printed


def run(name: str, file: Path, project: Path = Path(), limit: float = LIMIT) -> Result:
    """Test ``file`` as the drill ``name``, on the rows of ``project``."""
    (result,) = run_all({name: file}, project, limit)
    return result


def run_all(
    files: Mapping[str, Path], project: Path = Path(), limit: float = LIMIT
) -> Iterator[Result]:
    """Test the file of each drill, all in one process: the libraries are loaded once.

    A file that ends the process or never ends fails; those behind it get a new process.
    """
    left = dict(files)
    while left:
        for result in _until_one_breaks(dict(left), project, limit):
            del left[result.name]
            yield result


def _until_one_breaks(files: dict[str, Path], project: Path, limit: float) -> Iterator[Result]:
    """Test files in one process; the last result is that of the file that broke it, if one did."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", f"{__package__}.worker", folder, str(limit)]
        command += [text for name, file in files.items() for text in (name, str(file.resolve()))]
        with started(command, project) as worker:
            for name, file in files.items():
                begun = time.monotonic()
                code = waited(worker, Path(folder, f"{name}.json"), begun + SLOWEST + 3 * limit)
                seconds = round(time.monotonic() - begun, 1)
                outcome = _outcome(Path(folder), name, file, code, limit)
                yield _result(name, outcome, seconds)
                if not Path(folder, f"{name}.json").exists():
                    break


def _result(name: str, outcome: dict[str, Any], seconds: float) -> Result:
    visible, hidden = tuple(outcome.pop("visible")), tuple(outcome.pop("hidden"))
    passed = not outcome["message"] and visible[0] == visible[1] > 0 and hidden[1] > 0
    return Result(name, passed, visible, hidden, seconds, **outcome)


def environment(project: Path) -> dict[str, str]:
    """Return the environment in which code is tested: one thread, and nobody else's settings."""
    dropped = ("PYTEST_ADDOPTS", "PYTHONWARNINGS")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    kept |= {**ONE_THREAD, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, (str(project.resolve()), *_path())))}


@contextmanager
def started(command: list[str], project: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command, and end it when it is not waited for any more."""
    nothing = subprocess.DEVNULL
    worker = subprocess.Popen(
        command,
        cwd=project,
        env=environment(project),
        stdin=nothing,
        stdout=nothing,
        stderr=nothing,
    )
    try:
        yield worker
    finally:
        worker.kill()
        worker.wait()


def waited(worker: subprocess.Popen[bytes], result: Path, deadline: float) -> int | None:
    """Wait for a result or the end of the process; return its exit code, None while it runs."""
    while not result.exists() and time.monotonic() < deadline:
        try:
            return worker.wait(PAUSE)
        except subprocess.TimeoutExpired:
            continue
    return worker.poll()


def _path() -> list[str]:
    return os.environ.get("PYTHONPATH", "").split(os.pathsep)


def _outcome(folder: Path, name: str, file: Path, code: int | None, limit: float) -> dict[str, Any]:
    """Return what the worker wrote, or what its silence means."""
    if (folder / f"{name}.json").exists():
        return dict(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))
    nothing = {"visible": (0, 0), "hidden": (0, 0)}
    stuck = folder / "stuck.txt"
    dump = stuck.read_text(encoding="utf-8", errors="replace") if stuck.exists() else ""
    if dump or code is None:
        line = stuck_line(dump, str(file))
        where = f"{file.name}, line {line}" if line else file.name
        still = "was still running after"
        return {**nothing, "message": f"{where} {still} {limit:g} seconds: an endless loop?"}
    return {**nothing, "message": f"{file.name} ended Python itself, with code {code}."}
