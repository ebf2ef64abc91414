"""The candidate's own files: interview/mine/drills/NAME.py and interview/mine/drills.json."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..errors import InterviewError
from .catalog import Drill


class Progress:
    """What was begun, solved and hinted at; nothing that was written is ever overwritten."""

    def __init__(self, folder: Path):
        """Keep the files in ``folder``, which is made when a drill is begun."""
        self.folder = folder / "drills"
        self.state = folder / "drills.json"

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
        path = self.file(drill)
        number = 1
        while (kept := path.with_name(f"{path.name}.{number}.bak")).exists():
            number += 1
        path.replace(kept)
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

    def hints(self, drill: Drill) -> int:
        """Return how many hints were given."""
        return int(self._read().get("hints", {}).get(drill.name, 0))

    def give_hint(self, drill: Drill) -> str:
        """Return the next hint, the last one again when there are no more."""
        given = min(self.hints(drill), len(drill.hints) - 1)
        self._change("hints", drill, given + 1)
        return drill.hints[given]

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

    def _change(self, part: str, drill: Drill, value: Any) -> None:
        """Set what is remembered of a drill, or forget it."""
        state = self._read()
        entries = {**state.get(part, {}), drill.name: value}
        state[part] = {name: entry for name, entry in entries.items() if entry is not None}
        self._write(state)

    def _read(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self.state.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise InterviewError(f"{self.state} is not valid JSON: mend or delete it") from error

    def _write(self, state: dict[str, Any]) -> None:
        self.state.parent.mkdir(parents=True, exist_ok=True)
        beside = self.state.with_suffix(".new")
        beside.write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
        beside.replace(self.state)
