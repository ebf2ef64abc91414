"""`python -m interview COMMAND`. What is heavy is imported where it is used."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from .cli import parser
from .errors import InterviewError


def _run(name: str, options: dict[str, Any]) -> int:
    """Run a command.

    Raises InterviewError where the kit cannot run: in another folder, or without its packages.
    """
    if not Path("interview").is_dir():
        raise InterviewError("there is no interview/ here: go to the folder of the project first")
    try:
        from . import coding, commands, rehearsing

        known = {**vars(commands), **vars(coding), **vars(rehearsing)}
        return int(known[f"do_{name}"](**options))
    except ModuleNotFoundError as error:
        raise InterviewError(
            f"{error.name} is not installed: run `make setup`, and then `make rehearse`, which "
            "uses the environment of the project"
        ) from error


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit code: 0 done, 1 it could not be done, 2 not understood."""
    typed = sys.argv[1:] if arguments is None else arguments
    if typed[:1] == ["help"]:
        typed = [*typed[1:], "--help"]
    options = vars(parser().parse_args(typed))
    try:
        return _run(options.pop("command") or "home", options)
    except InterviewError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        print(f"error: cannot read or write{where}: {error.strerror or error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
