"""``status``: after a run, say when the claim or the certificate is about other numbers.

Reads:  reports/claim.json, reports/metrics.json, reports/predictions.csv, reports/certificate.json
Writes: reports/badge.svg, when what it says no longer holds
"""

import argparse
from pathlib import Path

from .badge import badge
from .checks import at, certified, fingerprint, outcomes, read_claim
from .places import BADGE, CLAIM, read_text, save_text
from .verdicts import Outcome, Verdict

DUE = "to claim and check what is here: make claim, commit, make verify"


def options(parser: argparse.ArgumentParser) -> None:
    """Add nothing: it looks at what lies here."""


def run() -> int:
    """Say nothing when there is no claim or all holds; return the exit code."""
    root = Path()
    if not CLAIM.exists():
        return 0
    check = outcomes(at(root, read_claim(root)))
    if check.outcome is Outcome.OK:
        if certified(root) != fingerprint(root):
            print(f"Nobody has checked {CLAIM} yet: commit it, then make verify.")
        return 0
    print(f"{CLAIM} is about other numbers than this run's; {DUE}.")
    stale = badge(Verdict.STALE)
    if BADGE.exists() and read_text(BADGE) not in (stale, badge()):
        save_text(BADGE, stale)
        print(f"{BADGE} says so now.")
    return 0
