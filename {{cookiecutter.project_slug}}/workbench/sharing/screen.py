"""What is printed: a line a check, and on a terminal what is going on meanwhile."""

import shutil
import sys
import time
from collections.abc import Sequence

from .compare import Likeness, Number
from .verdicts import Step

INDENT = "  "


class Screen:
    """Prints checks as they are made; on a terminal, one line is rewritten between them."""

    def __init__(self) -> None:
        """Start the clock."""
        self.start = time.monotonic()
        self.lively = sys.stdout.isatty()

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self.start

    def clear(self) -> None:
        """Take the passing line away."""
        if self.lively:
            print("\r\033[K", end="", flush=True)

    def passing(self, text: str) -> None:
        """Show what is going on, on a terminal only."""
        if self.lively:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r\033[K{INDENT}...   {text}"[:width], end="", flush=True)

    def line(self, text: str) -> None:
        """Print a line that stays."""
        self.clear()
        print(text, flush=True)

    def check(self, check: Step) -> Step:
        """Print what a check found; return it."""
        self.line(f"{INDENT}{check.outcome.value:<5} {check.name:<12} {check.said}")
        return check

    def numbers(self, found: Sequence[Number]) -> None:
        """Print the metrics: all that differ, or else the first."""
        shown = [each for each in found if each.likeness is Likeness.DIFFERENT] or found[:1]
        width = max((len(each.name) for each in shown), default=0)
        for each in shown:
            got = "nothing" if each.got is None else f"{each.got!r:<20}"
            line = f"{each.name:<{width}}  claimed {each.claimed!r:<20} got {got} {each.likeness}"
            self.line(f"{INDENT}{'':5} {line}")
