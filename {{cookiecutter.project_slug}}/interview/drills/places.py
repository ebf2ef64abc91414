"""Where in the candidate's file something happened, from an exception or a stuck process."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

MOST = 200  # characters of an error's own message


def same_file(one: str, other: str) -> bool:
    """Say whether two names stand for one file."""
    return Path(one).resolve() == Path(other).resolve()


def line_of(error: BaseException, file: str) -> int | None:
    """Return the deepest line of ``file`` that an exception came through."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if same_file(frame.filename, file)]
    return lines[-1] if lines else None


def raised(error: BaseException, file: str | None) -> str:
    """Return an exception in one line, with the line of ``file`` where it came from."""
    said = " ".join(str(error).split())[:MOST]
    text = f"{type(error).__name__}: {said}" if said else type(error).__name__
    line = line_of(error, file) if file else None
    return f"{text} ({Path(str(file)).name}, line {line})" if line else text


def not_loaded(error: BaseException, file: str) -> str:
    """Say in one sentence why a file could not be imported."""
    name = Path(file).name
    if isinstance(error, SyntaxError) and error.filename and same_file(error.filename, file):
        return f"{name}, line {error.lineno}: Python cannot read this: {error.msg}."
    if isinstance(error, SystemExit):
        return f"{name}, line {line_of(error, file)} ends Python: leave out exit() and quit()."
    return f"{name} cannot be imported: {raised(error, file)}."


def stuck_line(dump: str, file: str) -> int | None:
    """Return the line of ``file`` in which a process was stuck, from faulthandler's text."""
    for name, line in re.findall(r'File "(.+?)", line (\d+)', dump):  # the deepest comes first
        if same_file(name, file):
            return int(line)
    return None
