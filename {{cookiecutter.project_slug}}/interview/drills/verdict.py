"""What the hidden checks say of a scratch copy; they run in a process of their own."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import runner
from .exercises import FAULT, Exercise, Kind
from .places import stuck_line

PROJECT = Path()


@dataclass(frozen=True)
class Checked:
    """What the hidden checks said of a scratch copy."""

    message: str  # what is still wrong, "" when it is done
    broke: str = ""  # what was right before and no longer is
    others: int = 0  # checks beside that of the exercise
    fair: bool = True  # whether the check tells the project's own code from the task

    @property
    def passed(self) -> bool:
        """Whether the exercise is done and nothing else broke."""
        return self.fair and not self.message and not self.broke


def checked(kind: Kind, exercise: Exercise, folder: Path, limit: float = runner.LIMIT) -> Checked:
    """Run the hidden checks on a scratch copy, in a process of their own."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", f"{__package__}.mending", kind.key, exercise.name]
        command += [str(folder.resolve()), out, str(limit)]
        with runner.started(command, PROJECT) as worker:
            result = Path(out, f"{exercise.name}.json")
            deadline = time.monotonic() + runner.SLOWEST + limit
            code = runner.waited(worker, result, deadline)
        if result.exists():
            read: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
            return Checked(**read)
        return Checked(_silence(exercise, folder, Path(out, "stuck.txt"), code, limit))


def _silence(exercise: Exercise, folder: Path, stuck: Path, code: int | None, limit: float) -> str:
    """Say why there is no result."""
    dump = stuck.read_text(encoding="utf-8", errors="replace") if stuck.exists() else ""
    if dump or code is None:
        lines = {name: stuck_line(dump, str(folder / name)) for name in exercise.modules}
        where = [f"{name}, line {line}" for name, line in lines.items() if line]
        what = where[0] if where else "The copy"
        return f"{what} was still running after {limit:g} seconds: an endless loop?"
    return f"The copy ended Python itself, with code {code}."


def unfair(kind: Kind, source: Path) -> str:
    """Say why a check cannot judge a copy of this project."""
    own = f"{source.parent.name}/{source.name}"
    if kind == FAULT:
        return f"The check fails on your own {own} too, so it cannot judge. Take another one."
    return f"Your own {own} passes the check already, so there is nothing to do. Take another one."
