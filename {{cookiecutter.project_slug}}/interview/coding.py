"""The commands with code to write or to mend: `do_<command>` for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .journal import stamp
from .mine import Mine
from .opening import MINE

if TYPE_CHECKING:
    from .drills.runner import Result


def do_drill(*, name: str | None, what: str | None) -> int:
    """Do one thing with the coding drills; without an option, watch the file of one."""
    from .drills import commands as drills

    if what == "list":
        return drills.list_drills()
    if what == "check-all":
        return drills.check_all(_record)
    if what == "run":
        return drills.run_drill(name, _record)
    asked = {"hint": drills.hint, "answers": drills.answers, "reset": drills.reset}
    return asked[what](name) if what else drills.watch(name, _record)


def do_fault(*, what: str | None, name: str | None) -> int:
    """Find a fault in a copy of the project's own code."""
    return _exercise("fault", what, name)


def do_change(*, what: str | None, name: str | None) -> int:
    """Make a change in a copy of the project's own code."""
    return _exercise("change", what, name)


def _exercise(kind: str, what: str | None, name: str | None) -> int:
    """Do one thing with the faults or the changes; without a word for it, start one."""
    from .drills.exercises import KINDS
    from .drills.exercising import Desk, record

    return Desk(KINDS[kind], record).do(what, name)


def _record(result: Result) -> None:
    """Write into the log that a drill was solved; with a hint it was harder."""
    from . import reviews
    from .drills.catalog import named
    from .drills.progress import Progress
    from .schedule import GOOD, HARD

    drill = named(result.name)
    reviews.append(
        Mine(MINE).reviews,
        reviews.Review(
            ts=stamp(),
            id=f"drill.{drill.name}",
            category="coding",
            rating=HARD if Progress(MINE).hints(drill) else GOOD,
            covers=tuple(drill.covers),
            mode="coding",
            seconds=result.seconds,
            machine={
                "tests": [sum(pair) for pair in zip(result.visible, result.hidden, strict=True)]
            },
        ),
    )
