"""Run one drill in a process of its own, within a time limit, and say how it went."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .places import stuck_line

LIMIT = 10.0  # seconds for the candidate's code, in each of three parts
SLOWEST = 120.0  # seconds for the whole process; a slow machine imports for long
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
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", f"{__package__}.worker", name]
        command += [str(file.resolve()), folder, str(limit)]
        code = _wait(command, project, limit)
        outcome = _outcome(Path(folder), file, code, limit)
    seconds = round(time.monotonic() - started, 1)
    visible, hidden = tuple(outcome.pop("visible")), tuple(outcome.pop("hidden"))
    passed = not outcome["message"] and visible[0] == visible[1] > 0 and hidden[1] > 0
    return Result(name, passed, visible, hidden, seconds, **outcome)


def _wait(command: list[str], project: Path, limit: float) -> int | None:
    """Run a command to its end and return its exit code, None when it had to be killed."""
    dropped = ("PYTEST_ADDOPTS", "PYTHONWARNINGS")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    kept |= {**ONE_THREAD, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, (str(project.resolve()), *_path())))
    nothing = subprocess.DEVNULL
    try:
        return subprocess.run(
            command,
            cwd=project,
            env=kept,
            stdin=nothing,
            stdout=nothing,
            stderr=nothing,
            timeout=SLOWEST + 3 * limit,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return None


def _path() -> list[str]:
    return os.environ.get("PYTHONPATH", "").split(os.pathsep)


def _outcome(folder: Path, file: Path, code: int | None, limit: float) -> dict[str, Any]:
    """Return what the worker wrote, or what its silence means."""
    if (folder / "result.json").exists():
        return dict(json.loads((folder / "result.json").read_text(encoding="utf-8")))
    nothing = {"visible": (0, 0), "hidden": (0, 0)}
    stuck = folder / "stuck.txt"
    dump = stuck.read_text(encoding="utf-8", errors="replace") if stuck.exists() else ""
    if dump or code is None:
        line = stuck_line(dump, str(file))
        where = f"{file.name}, line {line}" if line else file.name
        still = "was still running after"
        return {**nothing, "message": f"{where} {still} {limit:g} seconds: an endless loop?"}
    return {**nothing, "message": f"{file.name} ended Python itself, with code {code}."}
