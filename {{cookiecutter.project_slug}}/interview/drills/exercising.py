"""Find the fault and change it live, for the command line. Each function returns an exit code."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

from ..errors import UNSOLVED, InterviewError
from ..screen import Screen
from .exercises import FAULT, Exercise, Kind, exercises, named, source_of
from .scratch import Scratch
from .verdict import checked, unfair

PROJECT = Path()
MINE = Path("interview", "mine")


Record = Callable[[Kind, Exercise, bool], None]  # the last says whether there was help


def ignore(*_: object) -> None:
    """Write nothing down."""


def record(kind: Kind, exercise: Exercise, helped: bool) -> None:
    """Write into the log that an exercise was done; with a hint or the answer it was harder."""
    from .. import reviews
    from ..journal import stamp
    from ..mine import Mine
    from ..schedule import GOOD, HARD

    reviews.append(
        Mine(MINE).reviews,
        reviews.Review(
            ts=stamp(),
            id=f"{kind.key}.{exercise.name}",
            category="coding",
            rating=HARD if helped else GOOD,
            covers=exercise.covers,
            mode="coding",
            seconds=0.0,
            machine={},
        ),
    )


class Desk:
    """One kind of exercise: what it offers of this project, and what the commands do."""

    def __init__(self, kind: Kind, record: Record = ignore):
        """Look at the project's code; call ``record`` when an exercise is done."""
        self.kind, self.record, self.screen = kind, record, Screen()
        self.source = source_of(PROJECT)
        self.known = exercises(kind)
        self.scratch = Scratch(MINE, kind)
        self.offered = {
            name: each
            for name, each in self.known.items()
            if each.fits(self.source) or self.scratch.copy(each).exists()
        }

    def do(self, what: str | None, name: str | None) -> int:
        """Do what was asked for; a word that is none of the commands is a name."""
        commands: dict[str, Callable[[str | None], int]] = {
            "check": self.check,
            "show": self.show,
            "hint": self.hint,
            "reset": self.reset,
            "list": self.listing,
            "start": self.start,
        }
        if what and what in commands:
            return commands[what](name)
        if name:
            raise InterviewError(f"{what} is none of {', '.join(commands)}: write the name last")
        return self.start(what)

    def start(self, name: str | None) -> int:
        """Make the copy of an exercise, the next open one by default, and say what to do."""
        exercise = self._chosen(name)
        if exercise is None:
            self.screen.say(f"All {len(self.offered)} are {self.kind.done}. `list` shows them.")
            return 0
        folder = self.scratch.begin(exercise, self.source)
        self.screen.heading(self.kind.title, f"about {exercise.minutes} minutes")
        self.screen.say(exercise.task, indent=2)
        self.screen.say()
        files = ", ".join(exercise.modules)
        what = "One fault is planted in the copy" if self.kind == FAULT else "Edit the copy"
        self.screen.say(f"{what}: {files} in {folder.as_posix()}/", indent=2)
        self.screen.say(f"Your own src/ stays as it is. Then: {self._command('check')}", indent=2)
        self.screen.say("Also: `hint`, `show`, `reset`, `list`.", style="dim", indent=2)
        return 0

    def check(self, name: str | None) -> int:
        """Say whether an exercise is done and nothing else broke."""
        exercise = self._begun(name)
        if self.scratch.untouched(exercise, self.source):
            self.screen.say("Nothing is edited in the copy yet, so there is nothing to check.")
            return UNSOLVED
        result = checked(self.kind, exercise, self.scratch.copy(exercise))
        if not result.fair:
            self.screen.say(unfair(self.kind, self.source), style="red")
        elif result.message:
            self.screen.say(f"{self.kind.open}. {result.message}", style="red")
        elif result.broke:
            self.screen.say(f"{self.kind.done.capitalize()}, but something else broke.")
            self.screen.say(result.broke, style="red")
        else:
            others = result.others
            hold = "other check still holds" if others == 1 else "other checks still hold"
            also = f", and {others} {hold}" if others else ""
            self.screen.say(f"{self.kind.done.capitalize()}{also}.", style="bold green")
            self.screen.say(exercise.why)
            self._finish(exercise)
        return 0 if result.passed else UNSOLVED

    def show(self, name: str | None) -> int:
        """Reveal an exercise: where the fault is and why, or one way to make the change."""
        exercise = self._begun(name)
        self.scratch.show(exercise)
        for edit in exercise.edits:
            old, new = (
                (edit.becomes, edit.text) if self.kind == FAULT else (edit.text, edit.becomes)
            )
            self.screen.say(f"{edit.file}:", style="bold")
            for line in changed_lines(old, new):
                self.screen.say(line, indent=2)
        self.screen.say(exercise.why)
        return 0

    def hint(self, name: str | None) -> int:
        """Give the next hint."""
        exercise = self._begun(name)
        text = self.scratch.give_hint(exercise)
        number = f"hint {self.scratch.hints(exercise)} of {len(exercise.hints)}"
        self.screen.say(f"{exercise.name}, {number}: {text}")
        return 0

    def reset(self, name: str | None) -> int:
        """Start an exercise over; what was edited is kept beside it."""
        exercise = self._begun(name)
        kept = self.scratch.reset(exercise)
        self.scratch.begin(exercise, self.source)
        if kept:
            self.screen.say(f"Started over. What you had edited is in {kept.as_posix()}/")
        return 0

    def listing(self, _: str | None = None) -> int:
        """List every exercise that fits the project's code, and say how many do not."""
        solved = sum(map(self.scratch.done, self.offered.values()))
        self.screen.heading(self.kind.title, f"{solved} of {len(self.offered)} {self.kind.done}")
        for number, (name, each) in enumerate(self.offered.items(), start=1):
            begun = "begun" if self.scratch.copy(each).exists() else ""
            state = self.kind.done if self.scratch.done(each) else begun
            self.screen.say(f"{number:2}  {name:24}{state:8}{', '.join(each.modules)}", indent=1)
        if missing := len(self.known) - len(self.offered):
            self.screen.say(f"{missing} not offered: your code no longer holds their lines.")
        return 0

    def _chosen(self, name: str | None) -> Exercise | None:
        """Return the exercise of that name or number, or the current one.

        Raises InterviewError when there is none, or the project's code has moved on.
        """
        if name is None:
            return self.scratch.current(self.offered)
        names = list(self.offered)
        if name.isdigit() and 1 <= int(name) <= len(names):
            name = names[int(name) - 1]
        exercise = named(name, self.known, self.kind)
        if name not in self.offered:
            files = ", ".join(edit.file for edit in exercise.edits)
            raise InterviewError(
                f"{name} is not offered: your {files} no longer holds the text that it is about"
            )
        return exercise

    def _begun(self, name: str | None) -> Exercise:
        """Return an exercise that was begun.

        Raises InterviewError when it was not.
        """
        exercise = self._chosen(name) if name else self.scratch.last(self.offered)
        if exercise is None or not self.scratch.copy(exercise).exists():
            raise InterviewError(f"nothing is begun: start with {self._command(name or '')}")
        return exercise

    def _finish(self, exercise: Exercise) -> None:
        if not self.scratch.done(exercise):
            helped = self.scratch.hints(exercise) > 0 or self.scratch.shown(exercise)
            self.scratch.finish(exercise)
            self.record(self.kind, exercise, helped)

    def _command(self, what: str) -> str:
        return f"`make rehearse DO='{self.kind.key} {what}'`".replace(" '", "'")


def changed_lines(old: str, new: str) -> list[str]:
    """Return what to take out and what to put in, line by line."""
    found = difflib.ndiff(old.splitlines(), new.splitlines())
    return [line.rstrip() for line in found if not line.startswith("?")]
