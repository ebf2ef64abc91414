"""``verify``: does this code, run again from a clean clone, give the claimed numbers?

Reads:  the last commit, and nothing else of the project's folder
Writes: reports/certificate.json, reports/certificate.md, reports/badge.svg

The claim is first held against the commit, which costs seconds. Then every stage is run in a clone
in which no result is left, with the environment fixed where it could matter, and what comes out is
compared. Running only what is out of date would prove nothing: a forged number is not out of date.
"""

import argparse
import signal
from pathlib import Path
from typing import NoReturn

from ..errors import STOPPED, ProjectError
from . import certificate
from . import experiment as edits
from .errors import SharingError
from .places import PAGE
from .screen import Screen
from .verdicts import EXIT, MEANING, Verdict
from .verification import Verification

KEPT = "nothing was written, and an earlier certificate stays"


def options(parser: argparse.ArgumentParser) -> None:
    """Add what can be left out of the check, or added to it."""
    parser.add_argument(
        "--fast", action="store_true", help="hold the claim against what is here, and run nothing"
    )
    parser.add_argument(
        "--canary",
        action="store_true",
        help="then try another seed, which has to come out different",
    )
    parser.add_argument(
        "--foreign",
        action="store_true",
        help="then imitate an older machine: do the numbers travel?",
    )
    parser.add_argument(
        "--experiment", type=int, metavar="N", help="instead run an edit of experiments/ again"
    )


def stop(number: int, _: object) -> NoReturn:
    """Let a signal end the check as Ctrl-C does, so that the clone is removed."""
    raise KeyboardInterrupt(number)


def failed(screen: Screen, error: Exception) -> int:
    """Say why nothing could be found out; return the exit code."""
    reason = str(error).removeprefix("error: ")
    if isinstance(error, OSError):
        reason = f"cannot read or write {error.filename or ''}: {error.strerror or error}"
    screen.line(f"{Verdict.FAILED}   {reason} ({KEPT})")
    return EXIT[Verdict.FAILED]


def run(fast: bool, canary: bool, foreign: bool, experiment: int | None = None) -> int:
    """Verify, print, and write what was found; return the exit code of the verdict.

    Raises:
        SharingError: Options were given that exclude each other.
    """
    if fast and (canary or foreign):
        raise SharingError("--fast runs nothing, so there is no --canary and no --foreign with it")
    if experiment is not None and (fast or canary or foreign):
        raise SharingError("an experiment is verified by itself: leave --fast and the like out")
    screen = Screen()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, stop)
    try:
        if experiment is not None:
            said, meaning = edits.verify(experiment, screen)
            screen.line(f"{said} ({screen.seconds:.1f} s): {meaning}")
            return EXIT[said]
        work = Verification(screen)
        found = work.fast() if fast else work.full(canary, foreign)
        if not fast:
            certificate.write(Path(), found)
    except (ProjectError, OSError) as error:
        return failed(screen, error)
    except KeyboardInterrupt:
        screen.line(f"stopped: {KEPT}")
        return STOPPED
    where = "" if fast else f"   {PAGE}"
    screen.line(f"{found.verdict} ({screen.seconds:.1f} s): {MEANING[found.verdict]}{where}")
    return EXIT[found.verdict]
