"""Append-only files with one JSON object a line: nothing in them is ever rewritten or lost."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .errors import InterviewError


def stamp() -> str:
    """Return the present time in UTC, as every line of a journal has it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def append(path: Path, entry: Mapping[str, Any]) -> None:
    """Add one line, in one write that has reached the disk when this returns.

    Raises InterviewError when it cannot be written; what stood there before is untouched.
    """
    line = json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mend(path)
        with path.open("ab") as file:
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise InterviewError(f"cannot write {path}: {error.strerror}") from error


def mend(path: Path) -> None:
    """Move a last line that a crash cut off to `<name>.broken`: no other may be joined to it."""
    if not path.exists() or path.stat().st_size == 0:
        return
    with path.open("rb+") as file:
        file.seek(-1, os.SEEK_END)
        if file.read(1) == b"\n":
            return
        file.seek(0)
        content = file.read()
        whole = content.rfind(b"\n") + 1
        with path.with_name(path.name + ".broken").open("ab") as broken:
            broken.write(content[whole:] + b"\n")
        file.truncate(whole)


def read(path: Path) -> list[dict[str, Any]]:
    """Return every line that can be read, oldest first; a damaged one is passed over."""
    if not path.exists():
        return []
    entries = []
    for line in path.read_bytes().split(b"\n"):
        try:
            entry = json.loads(line) if line.strip() else None
        except ValueError:
            continue
        if isinstance(entry, dict):
            entries.append(entry)
    return entries
