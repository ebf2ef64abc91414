"""Append-only files with one JSON object a line: nothing in them is ever rewritten or lost."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from .errors import InterviewError

FAR = 2**30  # a byte that no journal has, so that holding it keeps nobody from reading


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
        with path.open("ab") as file, _alone(file):
            mend(path)
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise InterviewError(f"cannot write {path}: {error.strerror}") from error


@contextmanager
def _alone(file: BinaryIO) -> Iterator[None]:
    """Hold a file against other processes that append to it; some network drives cannot do that."""
    if sys.platform == "win32":
        import msvcrt

        def hold(mode: int) -> None:
            file.seek(FAR)
            msvcrt.locking(file.fileno(), mode, 1)

        take, leave = msvcrt.LK_LOCK, msvcrt.LK_UNLCK
    else:
        import fcntl

        def hold(mode: int) -> None:
            fcntl.flock(file, mode)

        take, leave = fcntl.LOCK_EX, fcntl.LOCK_UN
    with suppress(OSError):
        hold(take)
    try:
        yield
    finally:
        with suppress(OSError):
            hold(leave)


def mend(path: Path) -> None:
    """End a last line that a crash or an editor left open: nothing may be joined to it.

    If it is whole, only its end was missing. If it was cut off, it moves to `<name>.broken`.
    """
    if not path.exists() or path.stat().st_size == 0:
        return
    with path.open("rb+") as file:
        file.seek(-1, os.SEEK_END)
        if file.read(1) == b"\n":
            return
        file.seek(0)
        content = file.read()
        start = content.rfind(b"\n") + 1
        if entry_of(content[start:]) is not None:
            file.write(b"\n")
            return
        with broken(path).open("ab") as aside:
            aside.write(content[start:] + b"\n")
        file.truncate(start)


def broken(path: Path) -> Path:
    """Return where the cut off ends of a file are kept."""
    return path.with_name(path.name + ".broken")


def entry_of(line: bytes) -> dict[str, Any] | None:
    """Return the JSON object of a line, None when it does not hold one."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) else None


def read(path: Path) -> list[dict[str, Any]]:
    """Return every line that can be read, oldest first; a damaged one is passed over."""
    if not path.exists():
        return []
    lines = path.read_bytes().split(b"\n")
    return [entry for line in lines if (entry := entry_of(line)) is not None]
