"""What is said about a drill: its outcome, the list of all, and the questions that follow."""

from __future__ import annotations

from pathlib import Path

from ..screen import Screen
from .catalog import Drill
from .progress import Progress
from .runner import Result

PRINTED = 8  # lines of the candidate's own prints that are shown


def opening(screen: Screen, drill: Drill, file: Path) -> None:
    """Say which drill it is, where to write it, and how long it should take."""
    screen.heading(f"{drill.name}: {drill.title}", f"about {drill.minutes} minutes")
    screen.say(f"The task and your code: {_shown(file)}", indent=2)
    screen.say(f"Tests you can read:     {_shown(drill.tests)}", indent=2)
    if drill.meaning:
        screen.say(drill.meaning, style="dim", indent=2)


def outcome(screen: Screen, drill: Drill, result: Result) -> None:
    """Say how a run went: what failed first, or where to compare."""
    if result.passed:
        screen.say(f"Passed: {counts(result)}.", style="bold green", indent=2)
        screen.say(f"A short way to write it: {_shown(drill.solution)}", indent=2)
    else:
        screen.say(result.message, style="red", indent=2)
        screen.say(f"{counts(result)[:1].upper()}{counts(result)[1:]}.", style="dim", indent=2)
    if result.left_out:
        screen.say(result.left_out, style="dim", indent=2)
    if result.printed:
        lines = result.printed.splitlines()
        more = " (the beginning)" if len(lines) > PRINTED else ""
        screen.say(f"Your file printed{more}:", style="dim", indent=2)
        screen.say("\n".join(lines[:PRINTED]), indent=4)


def counts(result: Result) -> str:
    """Return how many tests passed, of those that were reached."""
    visible, hidden = result.visible, result.hidden
    if not visible[1]:
        return f"no test was reached, {result.seconds:.1f} s"
    text = f"{visible[0]} of {visible[1]} visible tests"
    rest = f"{hidden[0]} of {hidden[1]} hidden ones" if hidden[1] else "the hidden ones come next"
    return f"{text}, {rest}, {result.seconds:.1f} s"


def line(screen: Screen, result: Result) -> None:
    """Say in one line how a run went."""
    state = "passed" if result.passed else "failed"
    screen.say(f"{state}  {result.name:20}{counts(result)}", indent=2)


def listing(screen: Screen, drills: dict[str, Drill], progress: Progress, current: Drill) -> None:
    """Say of every drill whether it is solved, and which one is worked at."""
    solved = sum(map(progress.solved, drills.values()))
    screen.heading("Coding drills", f"{solved} of {len(drills)} solved")
    kind = ""
    for drill in drills.values():
        if drill.kind != kind:
            kind = drill.kind
            screen.say(kind, style="bold", indent=1)
        mark = ">" if drill == current else " "
        state = "solved" if progress.solved(drill) else "begun" if progress.begun(drill) else ""
        screen.say(f"{mark} {drill.name:20}{state:8}{drill.title}", indent=1)


def questions(screen: Screen, drill: Drill) -> None:
    """Say what an interviewer asks when the code works."""
    screen.say()
    screen.say("What an interviewer asks next. Answer aloud:", style="bold", indent=2)
    for number, each in enumerate(drill.after, start=1):
        screen.say(f"{number}. {each.ask}", indent=4)


def ideas(screen: Screen, drill: Drill) -> None:
    """Say what good answers to those questions hold."""
    for number, each in enumerate(drill.after, start=1):
        screen.say(f"{number}. {each.ask}", style="bold", indent=2)
        for idea in each.ideas:
            screen.say(f"- {idea}", indent=5)


def _shown(path: Path) -> str:
    """Return a path as seen from where the kit is run, if it lies there."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
