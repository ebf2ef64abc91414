"""The candidate's scratch copies: interview/mine/faults/NAME/ and changes/NAME/, and their state.

The project's own files are read and never written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from .exercises import FAULT, Exercise, Kind
from .remembered import Remembered, aside


class Scratch(Remembered):
    """What was begun, done, hinted at and shown; nothing that was written is ever overwritten."""

    def __init__(self, mine: Path, kind: Kind):
        """Keep copies below ``mine``, which is made when an exercise is begun."""
        self.kind = kind
        self.folder = mine / kind.folder
        super().__init__(mine / f"{kind.folder}.json")

    def copy(self, exercise: Exercise) -> Path:
        """Return the folder of the copy, whether it is there or not."""
        return self.folder / exercise.name

    def begin(self, exercise: Exercise, source: Path) -> Path:
        """Return the folder of the copy, made from the project's code if there is none yet."""
        folder = self.copy(exercise)
        if not folder.exists():
            folder.mkdir(parents=True)
            for name, text in self._start(exercise, source).items():
                (folder / name).write_text(text, encoding="utf-8", newline="\n")
        self._write({**self._read(), "current": exercise.name})
        return folder

    def untouched(self, exercise: Exercise, source: Path) -> bool:
        """Say whether the copy is still as it was made."""
        if not exercise.fits(source):
            return False
        start, folder = self._start(exercise, source), self.copy(exercise)
        files = {name: folder / name for name in start}
        return all(path.exists() for path in files.values()) and start == {
            name: path.read_text(encoding="utf-8", errors="replace") for name, path in files.items()
        }

    def reset(self, exercise: Exercise) -> Path | None:
        """Put the copy aside, so that it begins anew; return where, None if there was none."""
        folder = self.copy(exercise)
        if not folder.exists():
            return None
        kept = aside(folder)
        for part in ("done", "hints", "shown"):
            self._change(part, exercise, None)
        return kept

    def done(self, exercise: Exercise) -> bool:
        """Say whether the check has passed once."""
        return exercise.name in self._read().get("done", {})

    def finish(self, exercise: Exercise) -> None:
        """Remember that the check passes, and since when."""
        self._change("done", exercise, datetime.now(UTC).isoformat(timespec="seconds"))

    def shown(self, exercise: Exercise) -> bool:
        """Say whether the answer was shown."""
        return exercise.name in self._read().get("shown", {})

    def show(self, exercise: Exercise) -> None:
        """Remember that the answer was shown."""
        self._change("shown", exercise, True)

    def current(self, offered: Mapping[str, Exercise]) -> Exercise | None:
        """Return the exercise that was last worked at, or the first that is open."""
        name = str(self._read().get("current"))
        if name in offered and not self.done(offered[name]):
            return offered[name]
        return next((each for each in offered.values() if not self.done(each)), None)

    def last(self, known: Mapping[str, Exercise]) -> Exercise | None:
        """Return the exercise that was last worked at, done or not."""
        return known.get(self._read().get("current", ""))

    def _start(self, exercise: Exercise, source: Path) -> dict[str, str]:
        """Return the modules as a copy begins, by file."""
        if self.kind == FAULT:
            return exercise.edited(source)
        return {name: (source / name).read_text(encoding="utf-8") for name in exercise.modules}
