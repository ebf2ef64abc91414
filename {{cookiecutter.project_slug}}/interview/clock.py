"""Answering against a clock that is seen running, and being interrupted."""

from __future__ import annotations

import time
from textwrap import fill
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit import PromptSession
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

INTERRUPT_AFTER = 40.0  # seconds
WIDTH = 80  # columns of an interruption, at most
PROMPT = "> "
KEYS = ("?", "s")  # alone, they end an answer at once
NOTHING_TYPED = "nothing typed yet; Enter again: no answer"
INSTANT = 0.5  # seconds


NO_INTERRUPTION = ("", INTERRUPT_AFTER)


class Begun(NamedTuple):
    """An answer that was broken off: its text, its seconds so far, and the wording it was for."""

    text: str = ""
    seconds: float = 0.0
    phrasing: int = 0


AFRESH = Begun()


class Unfinished(KeyboardInterrupt):
    """Ctrl-C in the middle of an answer; what was typed until then is in ``text``."""

    def __init__(self, text: str, seconds: float = 0.0):
        """Carry the text on, so that it can be kept, and the time that it took."""
        super().__init__()
        self.text = text
        self.seconds = seconds


def reading(passed: float, limit: int, ending: str) -> str:
    """Return the line below the answer: time used, time given, and how to finish."""
    used = f"{int(passed) // 60}:{int(passed) % 60:02d}"
    over = f", {int(passed - limit)} s over" if passed > limit else ""
    return f" {used} of {limit // 60}:{limit % 60:02d}{over}    {ending}"


class Ending:
    """How an answer is handed in, as the line below it says: never by one Enter on nothing.

    Who has just skipped a question may press Enter twice, and has not answered the next one.
    """

    def __init__(self, says: str):
        """Begin with what is said below an answer."""
        self.says = says
        self.started = time.monotonic()

    def typed(self, buffer: Buffer) -> None:
        """Take Enter in a typed answer: on an empty line it hands in, if there is an answer."""
        if buffer.document.current_line.strip() and buffer.text.strip().lower() not in KEYS:
            buffer.newline(copy_margin=False)
        elif buffer.text.strip() or self.says == NOTHING_TYPED:
            buffer.validate_and_handle()
        else:
            self.says = NOTHING_TYPED

    def spoken(self, buffer: Buffer) -> None:
        """Take Enter while an answer is said; nobody has said one in an instant."""
        if buffer.text.strip() or time.monotonic() - self.started > INSTANT:
            buffer.validate_and_handle()


def _bindings(on_enter: Callable[[Buffer], None]) -> KeyBindings:
    """Return key bindings that give Enter to a function."""
    from prompt_toolkit.key_binding import KeyBindings

    bindings = KeyBindings()

    @bindings.add("enter")
    def _enter(event: KeyPressEvent) -> None:
        on_enter(event.current_buffer)

    return bindings


def _prompt(limit: int, says: str, *, multiline: bool, used: float = 0.0) -> PromptSession[str]:
    """Return a prompt with the clock right below it, however tall the window is."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.styles import Style

    from .wrapping import WordWrap

    started, ending = time.monotonic() - used, Ending(says)
    session: PromptSession[str] = PromptSession(
        multiline=multiline,
        key_bindings=_bindings(ending.typed if multiline else ending.spoken),
        input_processors=[WordWrap(len(PROMPT), len(PROMPT))],
        bottom_toolbar=lambda: reading(time.monotonic() - started, limit, ending.says),
        refresh_interval=0.5,
        style=Style.from_dict({"bottom-toolbar": "noreverse"}),
    )
    _only_as_tall_as_needed(session)
    return session


def _only_as_tall_as_needed(session: PromptSession[str]) -> None:
    """Keep a prompt from taking all the lines below it."""
    from prompt_toolkit.filters import Always

    for window in session.layout.find_all_windows():
        window.dont_extend_height = Always()


def _ask(
    session: PromptSession[str],
    interruption: tuple[str, float],
    begun: str = "",
    prompt: str = PROMPT,
) -> tuple[str, bool]:
    """Run a prompt that starts with the text ``begun``; say whether the interruption came."""
    import asyncio

    from prompt_toolkit import print_formatted_text
    from prompt_toolkit.application import get_app, run_in_terminal
    from prompt_toolkit.formatted_text import FormattedText

    said, after = interruption
    came = False

    async def interrupt() -> None:
        nonlocal came
        await asyncio.sleep(after)
        came = True
        width = min(get_app().output.get_size().columns, WIDTH) - 1
        text = fill(f"  Interviewer: {said}", width, subsequent_indent="  ")
        line = [("", "\n"), ("bold", text), ("", "\n")]
        await run_in_terminal(lambda: print_formatted_text(FormattedText(line)))

    def start() -> None:
        if said:
            get_app().create_background_task(interrupt())

    try:
        return session.prompt(prompt, default=begun, pre_run=start), came
    except KeyboardInterrupt:
        raise Unfinished(session.default_buffer.text) from None


def typed(
    limit: int, interruption: tuple[str, float] = NO_INTERRUPTION, begun: Begun = AFRESH
) -> tuple[str, bool]:
    """Return a typed answer of any number of lines, and whether it was interrupted.

    Raises Unfinished on Ctrl-C and EOFError on Ctrl-D.
    """
    prompt = _prompt(limit, "empty line: done", multiline=True, used=begun.seconds)
    return _ask(prompt, interruption, begun.text)


def spoken(limit: int, interruption: tuple[str, float] = NO_INTERRUPTION) -> tuple[str, bool]:
    """Wait while an answer is said; return what was typed, and whether it was interrupted."""
    session = _prompt(limit, "speak, then Enter: done", multiline=False)
    return _ask(session, interruption)


def line(prompt: str, begun: str = "") -> str:
    """Return one line, typed without a clock, that starts with the text ``begun``.

    Raises Unfinished on Ctrl-C and EOFError on Ctrl-D.
    """
    from prompt_toolkit import PromptSession

    from .wrapping import WordWrap

    session: PromptSession[str] = PromptSession(
        reserve_space_for_menu=0, input_processors=[WordWrap(len(prompt), 0)]
    )
    _only_as_tall_as_needed(session)
    return _ask(session, NO_INTERRUPTION, begun, prompt)[0]
