"""Check one exercise in a process of its own.

`python -m interview.drills.mending KIND NAME SCRATCH OUT LIMIT` writes OUT/NAME.json.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from .exercises import FAULT, KINDS, Exercise, exercises, source_of
from .own_code import Own, check_of, fault_in
from .places import not_loaded
from .worker import Paper, Watchdog


def outcome(exercise: Exercise, scratch: Path, source: Path) -> dict[str, Any]:
    """Return what the checks say of the scratch copy.

    ``message`` is what is still wrong; ``broke`` is what was right in the project's own code and is
    not in the copy; ``fair`` says whether the check tells the project's own code from the task.
    """
    before, now = Own("own_before", [source]), Own("own_now", [scratch, source])
    for file in exercise.modules:
        try:
            now(Path(file).stem)
        except (Exception, SystemExit) as error:
            message = not_loaded(error, str(scratch / file))
            return {"message": message, "broke": "", "others": 0, "fair": True}
    planted = exercise.name in exercises(FAULT)
    check = check_of(exercise.checks, exercise.name)
    others, broke = 0, ""
    for other in exercises(FAULT).values():
        if other.name in (exercise.name, *exercise.replaces):
            continue
        if {edit.file for edit in other.edits}.isdisjoint(exercise.modules):
            continue
        test = check_of(other.checks, other.name)
        if not fault_in(test, before, source):
            others += 1
            broke = broke or fault_in(test, now, scratch)
    return {
        "message": fault_in(check, now, scratch),
        "broke": broke,
        "others": others,
        "fair": (fault_in(check, before, source) == "") == planted,
    }


def main(kind: str, name: str, scratch: str, out: str, limit: str) -> None:
    """Check an exercise and write the result."""
    sys.stdout = Paper()
    exercise, source = exercises(KINDS[kind])[name], source_of(Path())
    for file in ("numpy", "pandas", "sklearn"):  # a slow disk is not the candidate's fault
        __import__(file)
    stuck = Path(out, "stuck.txt")
    with stuck.open("w", encoding="utf-8") as dump, Watchdog(dump, float(limit)):
        result = outcome(exercise, Path(scratch).resolve(), source.resolve())
    half = Path(out, f"{name}.half")
    half.write_text(json.dumps(result), encoding="utf-8")
    half.replace(Path(out, f"{name}.json"))
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
