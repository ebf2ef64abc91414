"""What an id stands for that is no question of this run, and how to get to it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from .cli import command

KINDS = {
    "design": "a design case",
    "drill": "a coding drill",
    "fault": "a fault to find",
    "change": "a change to make",
    "story": "a story to prepare",
}


def told(name: str, raised: Iterable[str], written: Iterable[str]) -> str:
    """Return why an id cannot be asked: it is of another kind, not raised by this run, or unknown.

    >>> told("mon.kind", ["mon.kinds"], [])
    'there is no question mon.kind: did you mean mon.kinds?'
    """
    kind, _, rest = name.partition(".")
    if name in written:
        return f"{name} is a question that your results do not raise"
    if kind in KINDS and rest:
        return f"{name} is {KINDS[kind]} and no question: {command(f'{kind} {rest}')}"
    close = difflib.get_close_matches(name, list(raised), n=1)
    hint = f"did you mean {close[0]}?" if close else f"{command('questions')} lists them"
    return f"there is no question {name}: {hint}"
