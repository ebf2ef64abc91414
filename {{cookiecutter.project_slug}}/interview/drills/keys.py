"""Single keys from the terminal, without Enter, on Unix and on Windows."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

PAUSE = 0.1  # seconds between looks at the keyboard


@contextmanager
def single_keys() -> Iterator[None]:
    """Have the terminal hand over each key at once, and put it back at the end."""
    if sys.platform == "win32":
        yield
        return
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def waiting_key() -> str:
    """Return a key that was pressed, "" when none is within PAUSE, "q" when the input has ended."""
    if sys.platform == "win32":
        import msvcrt

        if msvcrt.kbhit():
            return msvcrt.getwch()
        time.sleep(PAUSE)
        return ""
    import os
    import select

    if not select.select([sys.stdin], [], [], PAUSE)[0]:
        return ""
    return os.read(sys.stdin.fileno(), 1).decode(errors="replace") or "q"
