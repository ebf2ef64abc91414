"""What is remembered of drills and exercises: a small file of entries by name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from ..errors import InterviewError


class Hinted(Protocol):
    """A drill or an exercise: it has a name, and hints in their order."""

    @property
    def name(self) -> str:
        """What the entries of the file are called by."""

    @property
    def hints(self) -> Sequence[str]:
        """The hints, the first to be given first."""


def aside(path: Path) -> Path:
    """Put a file or folder away under a number that is free, and return where it is."""
    number = 1
    while (kept := path.with_name(f"{path.name}.{number}.bak")).exists():
        number += 1
    path.replace(kept)
    return kept


class Remembered:
    """What was begun, passed and hinted at, in the file ``state``."""

    def __init__(self, state: Path):
        """Keep the entries in ``state``, which is made with the first of them."""
        self.state = state

    def hints(self, each: Hinted) -> int:
        """Return how many hints were given."""
        return int(self._read().get("hints", {}).get(each.name, 0))

    def give_hint(self, each: Hinted) -> str:
        """Return the next hint, the last one again when there are no more."""
        given = min(self.hints(each), len(each.hints) - 1)
        self._change("hints", each, given + 1)
        return each.hints[given]

    def _change(self, part: str, each: Hinted, value: Any) -> None:
        """Set what is remembered, or forget it where the value is None."""
        state = self._read()
        entries = {**state.get(part, {}), each.name: value}
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
