"""What a check found, and what all of them together say. Pure."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from .compare import Likeness


class Outcome(StrEnum):
    """What one check says."""

    OK = "ok"
    WARN = "warn"  # worth knowing, and no verdict by itself
    STALE = "stale"  # the claim is not about what is here
    FAIL = "fail"  # the numbers do not come out


class Step(NamedTuple):
    """One step of a verification: what was looked at, and what came of it."""

    name: str
    outcome: Outcome
    said: str


class Verdict(StrEnum):
    """The answer, as it is printed."""

    IDENTICAL = "IDENTICAL"
    SAME = "SAME NUMBERS"
    FAST = "FAST CHECKS PASS"
    DIFFERENT = "DIFFERENT"
    TOOTHLESS = "CHECK HAS NO TEETH"
    FAILED = "COULD NOT RUN"
    STALE = "CLAIM IS STALE"


EXIT = {
    Verdict.IDENTICAL: 0,
    Verdict.SAME: 0,
    Verdict.FAST: 0,
    Verdict.DIFFERENT: 1,
    Verdict.TOOTHLESS: 1,
    Verdict.FAILED: 2,
    Verdict.STALE: 3,
}
MEANING = {
    Verdict.IDENTICAL: "every metric and every prediction came out again to the last digit",
    Verdict.SAME: "every metric and every prediction came out again within the tolerance",
    Verdict.FAST: "the claim belongs to what is here; nothing was run again",
    Verdict.DIFFERENT: "the claimed numbers did not come out again",
    Verdict.TOOTHLESS: "another seed gave the same numbers, so this check could not have failed",
    Verdict.FAILED: "the pipeline could not be run again, so nothing is known of its numbers",
    Verdict.STALE: "the claim is not about the code, configuration or results that are here",
}


def verdict(checks: Sequence[Step], likeness: Likeness | None, canary: Likeness | None) -> Verdict:
    """Return what the checks say together.

    Args:
        checks: All that were made.
        likeness: Of the results of the rerun; None when nothing was run again.
        canary: Of the results under another seed, when that was tried.
    """
    if any(check.outcome is Outcome.STALE for check in checks):
        return Verdict.STALE
    if likeness is None:
        return Verdict.FAST
    if likeness is Likeness.DIFFERENT:
        return Verdict.DIFFERENT
    if canary not in (None, Likeness.DIFFERENT):
        return Verdict.TOOTHLESS
    return Verdict.IDENTICAL if likeness is Likeness.IDENTICAL else Verdict.SAME
