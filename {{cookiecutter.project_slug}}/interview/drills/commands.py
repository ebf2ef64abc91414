"""The coding drills for the command line.

Each function returns an exit code: 0, or UNSOLVED where something was tested and did not pass.
``record`` is called with the result when a drill passes for the first time, or again after a reset.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ..cli import command
from ..errors import UNSOLVED
from ..screen import InputEndedError, Screen
from . import runner, showing
from .catalog import Drill, drills, named
from .progress import Progress
from .runner import Result

PROJECT = Path()
MINE = Path("interview", "mine")

Record = Callable[[Result], None]


def ignore(_: Result) -> None:
    """Write nothing down."""


def list_drills() -> int:
    """List every drill and how far it is."""
    known, progress = drills(), Progress(MINE)
    showing.listing(Screen(), known, progress, progress.current(known))
    return 0


def run_drill(name: str | None, record: Record = ignore) -> int:
    """Test one drill once; without a name the current one."""
    screen, progress = Screen(), Progress(MINE)
    drill = chosen(name, progress)
    showing.opening(screen, drill, progress.begin(drill))
    result = tested(drill, progress, record)
    showing.outcome(screen, drill, result)
    if result.passed:
        _follow_up(screen, drill)
    return 0 if result.passed else UNSOLVED


def hint(name: str | None) -> int:
    """Give the next hint for a drill."""
    progress = Progress(MINE)
    drill = chosen(name, progress)
    text = progress.give_hint(drill)
    Screen().say(f"{drill.name}, hint {progress.hints(drill)} of {len(drill.hints)}: {text}")
    return 0


def reset(name: str | None) -> int:
    """Start a drill over, after asking; what was written is kept beside it."""
    screen, progress = Screen(), Progress(MINE)
    drill = chosen(name, progress)
    if not progress.begun(drill):
        screen.say(f"{drill.name} is as it came: there is nothing to reset.")
        return 0
    try:
        sure = screen.choose(f"Start {drill.name} over? A copy is kept.", {"y": "yes", "n": "no"})
    except InputEndedError:
        sure = "n"
    if sure == "n":
        screen.say("Nothing was changed.")
        return 0
    screen.say(f"Started over. What you had written is in {progress.reset(drill).as_posix()}")
    return 0


def check_all(record: Record = ignore) -> int:
    """Test every drill that was begun."""
    screen, progress = Screen(), Progress(MINE)
    begun = [drill for drill in drills().values() if progress.begun(drill)]
    screen.heading("Coding drills", f"{len(begun)} of {len(drills())} begun")
    results = []
    files = {drill.name: progress.file(drill) for drill in begun}
    for drill, result in zip(begun, runner.run_all(files, PROJECT), strict=True):
        results.append(_remember(drill, result, progress, record))
        showing.line(screen, result)
    for left_out in sorted({result.left_out for result in results} - {""}):
        screen.say(left_out, style="dim", indent=2)
    return 0 if all(result.passed for result in results) else UNSOLVED


def watch(name: str | None, record: Record = ignore) -> int:
    """Test a drill whenever it is saved, until q is pressed."""
    from .watch import Watch

    screen, progress = Screen(), Progress(MINE)
    drill = chosen(name, progress)
    if not screen.live:
        screen.say("Watching needs a terminal with a keyboard: tested once instead.")
        return run_drill(drill.name, record)
    return Watch(screen, progress, record).hold(drill)


def chosen(name: str | None, progress: Progress) -> Drill:
    """Return the drill of that name, or the current one, and remember it.

    The beginning of several names, such as ``sql``, stands for the first of them that is open.

    Raises InterviewError when there is none of that name.
    """
    known = drills()
    some = {each: drill for each, drill in known.items() if each.startswith(f"{name}_")}
    if name and name not in known and some:
        drill = progress.next(some)
    else:
        drill = named(name) if name else progress.current(known)
    progress.choose(drill)
    return drill


def tested(drill: Drill, progress: Progress, record: Record) -> Result:
    """Test a drill, and remember if it passes."""
    return _remember(drill, _run(drill, progress), progress, record)


def _run(drill: Drill, progress: Progress) -> Result:
    return runner.run(drill.name, progress.begin(drill), PROJECT)


def _remember(drill: Drill, result: Result, progress: Progress, record: Record) -> Result:
    if result.passed and not progress.solved(drill):
        progress.solve(drill)
        record(result)
    return result


def answers(name: str | None) -> int:
    """Show what good answers to the questions after a drill hold, once it is solved."""
    screen, progress = Screen(), Progress(MINE)
    drill = chosen(name, progress)
    if progress.solved(drill):
        showing.ideas(screen, drill)
    else:
        screen.say(f"{drill.name} is not solved yet: its questions come after it.")
    return 0


def _follow_up(screen: Screen, drill: Drill) -> None:
    """Ask what follows; the ideas are shown when the candidate has answered, and not in a pipe."""
    showing.questions(screen, drill)
    if not screen.live:
        shown = command(f"drill {drill.name} --answers")
        screen.say(f"Then compare: {shown}", indent=2)
        return
    with suppress(InputEndedError):
        screen.line("  Enter shows what good answers hold. ")
        showing.ideas(screen, drill)
