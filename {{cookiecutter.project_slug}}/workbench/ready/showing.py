"""The list as it is printed: at most 80 columns, and readable without color."""

import textwrap

from rich.console import Console
from rich.text import Text

from ..seal import Seal
from .finding import Finding, Rank

WIDTH = 80
INDENT = 4  # of what stands behind a number
READY = "Ready: nothing is left to do before this goes public."
NOT_LOOKED = (
    "This only reads files. `make test` runs the tests, `make verify` reruns everything. Links to "
    "other sites are not followed."
)


def make_console() -> Console:
    """Return a console at most WIDTH columns wide; rich respects pipes and NO_COLOR."""
    console = Console(highlight=False)
    console.width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    return console


def wrapped(words: str, indent: int, width: int) -> list[str]:
    """Return a text in lines, none of which is cut at a hyphen: commands have some."""
    space = " " * indent
    return textwrap.wrap(
        words, width, initial_indent=space, subsequent_indent=space, break_on_hyphens=False
    )


def item(number: int, finding: Finding, width: int) -> Text:
    """Return where and what: its number, and the place in bold."""
    lines = wrapped(f"{finding.where}  {finding.what}", INDENT, width)
    text = Text("\n".join(lines))
    text.plain = f"{number:>{INDENT - 2}}. {text.plain[INDENT:]}"
    text.stylize("bold", INDENT, INDENT + len(finding.where))
    return text


def show_list(findings: list[Finding], start: int, console: Console) -> None:
    """Print findings with their numbers, and what to do once below those that share it."""
    for number, finding in enumerate(findings, start):
        console.print(item(number, finding, console.width))
        after = findings[number - start + 1 :]
        if finding.do and not (after and after[0].do == finding.do):
            lines = wrapped(f"-> {finding.do}", INDENT, console.width)
            console.print(Text("\n".join(lines), style="cyan"))


def show(findings: list[Finding], seal: Seal, console: Console) -> None:
    """Print the list, what blocks first, whose the workbench is, and what was not looked at."""
    todo = [finding for finding in findings if finding.rank != Rank.HINT]
    hints = findings[len(todo) :]
    if todo:
        console.print(Text(f"To do before this goes public: {len(todo)}\n", style="bold"))
        show_list(todo, 1, console)
    else:
        console.print(Text(READY, style="bold green"))
    if hints:
        console.print(Text(f"\nWorth a thought: {len(hints)}\n", style="bold"))
        show_list(hints, len(todo) + 1, console)
    said = str(seal)
    sentence = f"The {said}." if seal.edited else f"The {said}: nobody has edited it."
    console.print(Text("\n".join(["", *wrapped(sentence, 0, console.width)]), style="dim"))
    console.print(Text("\n".join([*wrapped(NOT_LOOKED, 0, console.width)]), style="dim"))
