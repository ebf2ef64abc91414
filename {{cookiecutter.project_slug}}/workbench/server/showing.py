"""Print one row of the data with the model's answer on it; nothing is written."""

import difflib
import sys
from collections.abc import Callable

import pandas as pd
from rich.console import Console
from rich.text import Text

from ..errors import ProjectError, unknown
from ..files import TEST, TRAIN, existing
from .answers import Answer

__all__ = ["main"]

MOST = 60  # lines of the text
NAMED = 3  # rows, when none is close to the one asked for

Said = Callable[[pd.Series], tuple[str, Answer]]


def find(key: str, name: str, noun: str) -> tuple[pd.Series, str]:
    """Return the row with a key, and the part of the data that it is in.

    Raises:
        ConfigError: No row has the key, or it was dropped; names some that are close.
    """
    known: list[str] = []
    for path, part in ((TEST, "test"), (TRAIN, "training")):
        rows = pd.read_parquet(existing(path, "prepare"))
        found = rows[rows[key] == name]
        if len(found):
            return found.iloc[0], part
        known += rows[key].tolist()
    close = difflib.get_close_matches(name, known) or sorted(known)[:NAMED]
    raise unknown(noun, name, close)


def show(name: str, row: pd.Series, part: str, said: Said) -> None:
    """Print a row, what the model says of it, and why."""
    text, answer = said(row)
    console = Console(highlight=False)
    console.print(Text(f"{name}  ({part} part)", style="bold"))
    console.print(Text("\n".join(text.splitlines()[:MOST])))
    console.print(Text(f"\n{answer.headline}", style="bold"))
    console.print(Text("\n".join(answer.meaning)))
    for reason in answer.reasons:
        console.print(Text(f"{reason.weight:+8.2f}  {reason.what}"))


def main(key: str, noun: str, said: Said, arguments: list[str]) -> int:
    """Show the row that is named; return the exit code.

    Args:
        key: The column that names a row.
        noun: What a row is called.
        said: From a row to its text and the answer to it.
        arguments: Of the command line.
    """
    if len(arguments) != 1 or not arguments[0]:
        print(f"error: name one {noun}: make show ID=...", file=sys.stderr)
        return 2
    try:
        show(arguments[0], *find(key, arguments[0], noun), said)
    except ProjectError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0
