"""The command line: ``python -m workbench.sharing COMMAND``.

A command is one line in COMMANDS and a module of that name, which has ``options(parser)``, adding
what the command can be told, and ``run(...)``, given those options, returning the exit code. Only
the module that is asked for is imported.
"""

import argparse
import importlib
import sys
from typing import NoReturn

from ..errors import ended

PROG = "python -m workbench.sharing"
NOT_DONE = 2  # the exit code when it could not be done
COMMANDS = {
    "claim": "record the numbers of this run, for others to check",
    "verify": "run everything again in a clean clone, and compare with the claim",
    "status": "say whether the claim is still about what lies here",
    "site": "make the report a web page on its own, for GitHub Pages",
}


class Parser(argparse.ArgumentParser):
    """A parser that answers a mistake with one sentence and the way to the help."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong; exit with code 2."""
        print(f"error: {message}. See {self.prog} --help", file=sys.stderr)
        raise SystemExit(NOT_DONE)


def overview() -> Parser:
    """Return the parser that lists the commands and takes the name of one."""
    width = max(map(len, COMMANDS), default=0)
    listed = [f"  {name:<{width}}  {does}" for name, does in COMMANDS.items()]
    top = Parser(
        prog=PROG,
        description="Share the project, and check what is shared.",
        epilog="\n".join(["commands:", *listed, "", f"options of one: {PROG} COMMAND --help"]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("command", metavar="COMMAND", choices=COMMANDS, help="one of those below")
    return top


def run(name: str, arguments: list[str]) -> int:
    """Run one command with what was written after its name; return its exit code."""
    command = importlib.import_module(f".{name}", __package__)
    parser = Parser(
        prog=f"{PROG} {name}",
        description=COMMANDS[name],
        epilog=f"example: {PROG} {name}",
    )
    command.options(parser)
    return int(command.run(**vars(parser.parse_args(arguments))))


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line says; return the exit code, 2 when it could not be done."""
    words = sys.argv[1:] if arguments is None else arguments
    name = overview().parse_args(words[:1]).command
    return ended(lambda: run(name, words[1:]), NOT_DONE)
