"""The terminal: what is shown and typed, also when piped, without color and at 80 columns."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.text import Text

from . import clock
from .clock import AFRESH, NO_INTERRUPTION, Begun, Unfinished, spoken, typed
from .knowing import unknown

if TYPE_CHECKING:
    from .speech import Speech

WIDTH = 80
SHOW, SKIP = "?", "s"  # typed instead of an answer: show me, ask me something else
NARROWEST = 20  # columns for a text beside its name; less than this wraps at the edge instead


class InputEndedError(Exception):
    """The input ended, or the candidate asked to stop."""


class Answer(NamedTuple):
    """What was typed (nothing if said aloud), how long it took, and whether it was cut into.

    ``speech`` is what its recording tells, where there is one.
    """

    text: str
    seconds: float
    interrupted: bool = False
    speech: Speech | None = None
    recording: Path | None = None


def make_console() -> Console:
    """Return a console at most WIDTH columns wide; NO_COLOR and pipes are respected by rich."""
    console = Console(highlight=False)
    console.width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    return console


class Screen:
    """Shows texts and asks for keys, lines, numbers and answers."""

    def __init__(self, console: Console | None = None):
        """Write to ``console``; read from the keyboard, or from a pipe line by line."""
        self.console = console or make_console()
        self.live = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"

    def say(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """Show a text, wrapped; nothing in it is markup, and no line ends in spaces."""
        for line in Text(text, style=style).wrap(self.console, self.console.width - indent):
            line.rstrip()
            self.console.print(Text(" " * indent) + line)

    def heading(self, title: str, right: str = "") -> None:
        """Show a line that opens a part, with a note at its right end."""
        self.console.print()
        gap = max(self.console.width - len(title) - len(right), 1)
        self.console.print(Text.assemble((title, "bold"), (" " * gap + right, "dim")))
        self.console.rule(style="dim")

    def rows(self, rows: Mapping[str, str], width: int = 0) -> None:
        """Show names and values in two columns, the first at least ``width`` wide."""
        width = max([width, *(len(name) for name in rows)])
        for name, value in rows.items():
            heads = chain([f"  {name:<{width}}  "], repeat(" " * (width + 4)))
            room = max(self.console.width - width - 4, NARROWEST)
            for head, line in zip(heads, Text(value).wrap(self.console, room), strict=False):
                line.rstrip()
                self.console.print(Text.assemble((head, "bold"), line))

    def line(self, prompt: str) -> str:
        """Return one typed line.

        Raises InputEndedError when the input has ended.
        """
        try:
            text = self.console.input(Text(prompt, style="cyan"))
        except EOFError as error:
            raise InputEndedError from error
        if not sys.stdin.isatty():
            self.console.print()
        return text.strip()

    def long_line(self, prompt: str) -> str:
        """Return one typed line that may be long: it wraps between words.

        Raises InputEndedError when the input has ended.
        """
        if not self.live:
            return self.line(prompt)
        try:
            return clock.line(prompt).strip()
        except EOFError as error:
            raise InputEndedError from error

    def pause(self, prompt: str) -> None:
        """Wait for Enter at a terminal, so that what was shown is read before a clock starts."""
        if self.live:
            self.say()
            self.line(prompt)

    def choose(self, prompt: str, options: Mapping[str, str], default: str = "") -> str:
        """Return the key of the option that was chosen; other input is asked again."""
        listed = "  ".join(_option(key, name) for key, name in options.items())
        shown = f"{prompt} {listed}{f'  (Enter: {default})' if default else ''} > "
        while True:
            key = self.line(shown).lower()
            if not key and default:
                return default
            chosen = key if key in options else key[:1]
            if chosen in options:
                return chosen
            self.say(f"Please type one of: {', '.join(options)}.", indent=2)

    def whole(self, prompt: str, most: int, least: int = 0) -> int | None:
        """Return a whole number between ``least`` and ``most``, None when it was left out."""
        while True:
            text = self.line(f"{prompt} {least} to {most}, Enter to skip > ")
            if not text:
                return None
            if text.isascii() and text.isdigit() and least <= int(text) <= most:
                return int(text)
            self.say(f"Please type a whole number from {least} to {most}.", indent=2)

    def answer(
        self,
        limit: int,
        *,
        aloud: bool,
        interruption: tuple[str, float] = NO_INTERRUPTION,
        begun: Begun = AFRESH,
    ) -> Answer:
        """Return an answer given against the clock.

        Typed answers end with an empty line, spoken ones with Enter, and either with SHOW or SKIP
        in place of them; "I don't know", in whatever words, is SHOW. An interruption is a text and
        the seconds after which it comes in. A typed answer that was ``begun`` is gone on with, and
        so is its clock.

        Raises Unfinished on Ctrl-C, InputEndedError when the input has ended.
        """
        started = time.monotonic() - begun.seconds
        try:
            if not self.live:
                text, cut = self._piped(limit, aloud, begun.text), False
            elif aloud:
                text, cut = spoken(limit, interruption)
            else:
                text, cut = typed(limit, interruption, begun)
        except EOFError as error:
            raise InputEndedError from error
        except Unfinished as stop:
            stop.seconds = time.monotonic() - started
            raise
        seconds = time.monotonic() - started
        text = SHOW if unknown(text) else text.strip()
        return Answer("" if aloud and text.lower() not in (SHOW, SKIP) else text, seconds, cut)

    def _piped(self, limit: int, aloud: bool, begun: str) -> str:
        """Read an answer line by line, up to an empty line."""
        ending = "Speak, then press Enter." if aloud else "End with an empty line."
        self.say(f"You have {duration(limit)}. {ending}", style="dim", indent=2)
        lines = begun.splitlines()
        for text in lines:
            self.say(f"> {text}")
        while True:
            try:
                text = self.line("> ")
            except (KeyboardInterrupt, InputEndedError):
                raise Unfinished("\n".join(lines)) from None
            if aloud or not text or (not lines and text.lower() in (SHOW, SKIP)):
                return "\n".join(lines) or text
            lines.append(text)


def _option(key: str, name: str) -> str:
    """Return an option with its key in brackets: ``(y)es`` or ``(1) ten minutes``."""
    return f"({key}){name[1:]}" if key.isalpha() and name.startswith(key) else f"({key}) {name}"


def duration(seconds: float) -> str:
    """Return seconds as minutes and seconds: ``1:05``."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
