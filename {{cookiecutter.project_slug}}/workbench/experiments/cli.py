"""The command line: ``python -m workbench.experiments COMMAND``, one for each target of make.

What the user says comes in the environment, so that no shell reads it.
"""

import argparse
import os
from collections.abc import Callable

from ..errors import ended
from . import deciding, records, showing, trying

PROG = "python -m workbench.experiments"


def told(name: str) -> str:
    """Return what the user gave for WHAT, WHY, KEEP_IF or BECAUSE, on one line."""
    return " ".join(os.environ.get(f"EXPERIMENT_{name}", "").split())


COMMANDS: dict[str, tuple[str, Callable[[], None]]] = {
    "try": (
        "measure the present edit out of fold",
        lambda: trying.run(told("WHAT"), told("WHY"), told("KEEP_IF")),
    ),
    "keep": (
        "finish the run of the open experiment and compare with it",
        lambda: deciding.keep(told("BECAUSE")),
    ),
    "drop": ("put the files back, and keep the record", lambda: deciding.drop(told("BECAUSE"))),
    "list": ("list all experiments", lambda: showing.listed(records.read_all())),
}


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line says; return the exit code."""
    does = "\n".join(f"  {name:<6}{purpose}" for name, (purpose, _) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog=PROG,
        description=f"Try an edit, with evidence.\n\n{does}",
        epilog=f'example: EXPERIMENT_WHAT="age of the house" {PROG} try',
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", metavar="COMMAND", choices=COMMANDS, help="one of those above")
    name = parser.parse_args(arguments).command
    return ended(COMMANDS[name][1])
