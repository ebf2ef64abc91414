"""The candidate's own files: interview/mine/drills/NAME.py and interview/mine/drills.json."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from .catalog import Drill
from .remembered import Remembered, aside


class Progress(Remembered):
    """What was begun, solved and hinted at; nothing that was written is ever overwritten."""

    def __init__(self, folder: Path):
        """Keep the files in ``folder``, which is made when a drill is begun."""
        self.folder = folder / "drills"
        super().__init__(folder / "drills.json")

    def file(self, drill: Drill) -> Path:
        """Return where the candidate's copy of a drill is, or will be."""
        return self.folder / f"{drill.name}.py"

    def begin(self, drill: Drill) -> Path:
        """Return the candidate's copy, made from the task if there is none yet."""
        path = self.file(drill)
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(drill.task, path)
        return path

    def begun(self, drill: Drill) -> bool:
        """Say whether the candidate's copy differs from the task."""
        path = self.file(drill)
        return path.exists() and path.read_bytes() != drill.task.read_bytes()

    def reset(self, drill: Drill) -> Path:
        """Put the task back, and return the copy of what was there before."""
        kept = aside(self.file(drill))
        self.begin(drill)
        self._change("solved", drill, None)
        self._change("hints", drill, None)
        return kept

    def solved(self, drill: Drill) -> bool:
        """Say whether the tests have passed once."""
        return drill.name in self._read().get("solved", {})

    def solve(self, drill: Drill) -> None:
        """Remember that the tests pass, and since when."""
        self._change("solved", drill, datetime.now(UTC).isoformat(timespec="seconds"))

    def current(self, drills: dict[str, Drill]) -> Drill:
        """Return the drill that was last worked at, or the first that is not solved."""
        name = self._read().get("current")
        if name in drills and not self.solved(drills[name]):
            return drills[name]
        return self.next(drills)

    def next(self, drills: dict[str, Drill], after: Drill | None = None) -> Drill:
        """Return the first drill behind ``after`` that is not solved, in a circle."""
        names = list(drills)
        start = names.index(after.name) + 1 if after else 0
        order = [drills[name] for name in names[start:] + names[:start]]
        return next((drill for drill in order if not self.solved(drill)), order[0])

    def choose(self, drill: Drill) -> None:
        """Remember which drill is worked at."""
        self._write({**self._read(), "current": drill.name})
