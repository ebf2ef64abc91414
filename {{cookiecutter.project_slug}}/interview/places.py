"""Where in the candidate's own files something stands now: lines are found, never written down."""

from __future__ import annotations

import re
from pathlib import Path

from .errors import InterviewError


def package_of(project: Path) -> Path:
    """Return the folder of the package: the one in src/ that can be run.

    Raises InterviewError when there is none.
    """
    found = sorted(project.glob("src/*/__main__.py"))
    if not found:
        raise InterviewError("src/ holds no package that can be run: restore its __main__.py")
    return found[0].parent


def place(project: Path, named: str) -> str | None:
    """Return `file:lines` of what is named; None when it is gone.

    It is `module.name` of the package, also where one other module has the name now, `module`
    alone, or `file: key` for the line of a key in a file.
    """
    file, is_line, key = named.partition(": ")
    if is_line:
        return _line(project, file, rf"^\s*{re.escape(key)}:")
    package = package_of(project)
    module, _, name = named.rpartition(".")
    if not module:
        path = package / f"{name}.py"
        return path.relative_to(project).as_posix() if path.exists() else None
    defined = rf"^(?:def|class) {name}\b"
    own = package / f"{module}.py"
    others = [path for path in sorted(package.glob("*.py")) if path != own]
    found = [_line(project, path.relative_to(project).as_posix(), defined) for path in others]
    moved = [each for each in found if each]
    here = _line(project, own.relative_to(project).as_posix(), defined)
    return here or (moved[0] if len(moved) == 1 else None)


def _line(project: Path, file: str, wanted: str) -> str | None:
    """Return the first line of a file that fits, with those indented below it."""
    path = project / file
    if not path.is_file():
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    first = next((at for at, line in enumerate(lines) if re.match(wanted, line)), None)
    if first is None:
        return None
    depth, last = _depth(lines[first]), first
    for at in range(first + 1, len(lines)):
        if lines[at].strip() and _depth(lines[at]) <= depth and lines[at].strip()[0] not in ")]}":
            break
        last = at if lines[at].strip() else last
    return f"{file}:{first + 1}" + (f"-{last + 1}" if last > first else "")


def _depth(line: str) -> int:
    """Return how far a line is indented."""
    return len(line) - len(line.lstrip())
