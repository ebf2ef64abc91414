"""Test the current drill at every save, steered by single keys."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from ..screen import Screen
from . import commands, showing
from .catalog import Drill, drills
from .keys import single_keys, waiting_key
from .progress import Progress

KEYS = "n next  h hint  a answers  l list  c check all  x reset  r run  q quit"


class Saves:
    """Tells which files of a folder were saved, from a thread that waits for the system."""

    def __init__(self, folder: Path):
        """Watch ``folder``."""
        self.folder = folder
        self.fault = ""  # why watching does not work here
        self._saved: set[Path] = set()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._collect, daemon=True)

    def __enter__(self) -> Saves:
        """Start."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the thread."""
        self._stop.set()
        self._thread.join(timeout=2)

    def take(self, file: Path) -> bool:
        """Say whether ``file`` was saved since this was last asked; forget the others."""
        with self._lock:
            saved, self._saved = self._saved, set()
        return any(path.name == file.name for path in saved)

    def _collect(self) -> None:
        try:
            from watchfiles import watch

            for changes in watch(self.folder, stop_event=self._stop, debounce=100, step=50):
                with self._lock:
                    self._saved |= {Path(path) for _, path in changes}
        except (ImportError, OSError, RuntimeError) as error:
            self.fault = " ".join(str(error).split()) or type(error).__name__


class Watch:
    """One sitting: a drill, its outcome, and what the keys do."""

    def __init__(self, screen: Screen, progress: Progress, record: commands.Record):
        """Show on ``screen``; call ``record`` with each result that passes."""
        self.screen, self.progress, self.record = screen, progress, record
        self.drills = drills()
        self.passed = self.warned = False
        self.tested = 0  # when the file that was tested had been saved

    def hold(self, drill: Drill) -> int:
        """Work at drills until q is pressed."""
        self.drill = drill
        self.progress.begin(drill)
        with single_keys(), Saves(self.progress.folder) as saves:
            self.run()
            while (key := waiting_key().lower()) != "q":
                self._tell(saves.fault)
                if saves.take(self.progress.file(self.drill)) and self._stamp() != self.tested:
                    self.run()
                if key in self.actions:
                    self.actions[key]()
        return 0

    @property
    def actions(self) -> dict[str, Callable[[], None]]:
        """What each key does."""
        return {
            "n": self.next,
            "h": self.hint,
            "a": self.answers,
            "l": self.list,
            "c": self.check_all,
            "x": self.reset,
            "r": self.run,
        }

    def run(self) -> None:
        """Test the current drill on a clean screen."""
        self.screen.console.clear()
        showing.opening(self.screen, self.drill, self.progress.begin(self.drill))
        self.screen.say("Testing ...", style="dim", indent=2)
        self.tested = self._stamp()
        result = commands.tested(self.drill, self.progress, self.record)
        showing.outcome(self.screen, self.drill, result)
        self.passed = result.passed
        if self.passed:
            showing.questions(self.screen, self.drill)
        self._keys()

    def next(self) -> None:
        """Go on to the next drill that is not solved."""
        self.drill = self.progress.next(self.drills, after=self.drill)
        self.progress.choose(self.drill)
        self.run()

    def hint(self) -> None:
        """Give the next hint."""
        text = self.progress.give_hint(self.drill)
        number = f"Hint {self.progress.hints(self.drill)} of {len(self.drill.hints)}"
        self._say(f"{number}: {text}")

    def answers(self) -> None:
        """Show what good answers hold, but not before there is a question."""
        if not self.passed:
            self._say("The questions come when the tests pass.")
            return
        self.screen.say()
        showing.ideas(self.screen, self.drill)
        self._keys()

    def list(self) -> None:
        """List every drill."""
        showing.listing(self.screen, self.drills, self.progress, self.drill)
        self._keys()

    def check_all(self) -> None:
        """Test every drill that was begun."""
        commands.check_all(self.record)
        self._keys()

    def reset(self) -> None:
        """Start the drill over, if the next key is y."""
        if not self.progress.begun(self.drill):
            self._say(f"{self.drill.name} is as it came: there is nothing to reset.")
            return
        self.screen.say(
            f"Start {self.drill.name} over? A copy is kept. y: yes, other: no", indent=2
        )
        while not (key := waiting_key()):
            pass
        if key.lower() != "y":
            self._say("Nothing was changed.")
            return
        kept = self.progress.reset(self.drill)
        self.run()
        self._say(f"What you had written is in {kept.as_posix()}")

    def _stamp(self) -> int:
        """Return when the candidate's file was saved, 0 while it is away."""
        file = self.progress.file(self.drill)
        return file.stat().st_mtime_ns if file.exists() else 0

    def _tell(self, fault: str) -> None:
        """Say once that saves are not noticed here."""
        if fault and not self.warned:
            self.warned = True
            self._say(f"Saves are not noticed here ({fault}): press r after each.")

    def _say(self, text: str) -> None:
        self.screen.say(text, indent=2)
        self._keys()

    def _keys(self) -> None:
        self.screen.say()
        self.screen.say(KEYS, style="dim", indent=2)
