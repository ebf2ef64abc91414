"""``claim``: the author says which numbers this code and data give, for others to check.

Reads:  reports/, dvc.yaml, dvc.lock, conf/, src/, requirements.txt
Writes: reports/claim.json; and a badge and a certificate that say that nobody has checked it yet
"""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..git import left_out
from . import environment, unverified
from .checks import Place, at, lock, prose
from .commands import private
from .compare import RELATIVE, ROUNDED
from .errors import SharingError
from .places import CLAIM, FACTS, LOCK, RESULTS, save_json
from .prints import inputs, prints
from .scratch import Results, results
from .verdicts import Outcome

FORMAT = 1
DIGITS = 6  # of a float in the facts


def options(parser: argparse.ArgumentParser) -> None:
    """Add nothing: a claim is about all that lies here."""


def estimates(node: Any, key: str = "") -> Iterator[tuple[str, dict[str, float]]]:
    """Yield every estimate with an interval in nested facts, with the last key of its path."""
    if isinstance(node, dict):
        if {"value", "low", "high"} <= set(node):
            yield key, node
        for name, each in node.items():
            yield from estimates(each, name)


def noise(name: str, value: float, facts: dict[str, Any]) -> dict[str, float]:
    """Return the interval that the facts give a metric: how far it is known at all.

    A metric is recognized by its value and by a word of its name; one without an interval has none.

    >>> noise("cv_f1", 0.51, {"chosen": {"cv": {"value": 0.51, "low": 0.4, "high": 0.6}}})
    {'low': 0.4, 'high': 0.6}
    """
    known = [*estimates(facts.get("chosen")), *estimates(facts.get("baseline"))]
    for key, each in known:
        if key in name and f"{value:.{DIGITS}g}" == f"{each['value']:.{DIGITS}g}":
            return {"low": each["low"], "high": each["high"]}
    return {}


def tolerance(value: float) -> float:
    """Return how far off a metric may be: one that came rounded may tip over in its last digit.

    >>> tolerance(0.143155), tolerance(0.15353889842838644)
    (1e-05, 1e-06)
    """
    return ROUNDED if float(f"{value:.{DIGITS}g}") == value else RELATIVE


def claimed(found: Results) -> dict[str, dict[str, float]]:
    """Return each metric with every digit, its tolerance, and its own noise where it is known."""
    return {
        name: {"value": value, "tolerance": tolerance(value), **noise(name, value, found.facts)}
        for name, value in found.metrics.items()
    }


def claim_of(root: Path, found: Results) -> dict[str, Any]:
    """Return the claim about what lies in a project."""
    lines = found.predictions.splitlines()
    return {
        "format": FORMAT,
        "claimed_on": datetime.now(UTC).date().isoformat(),
        "metrics": claimed(found),
        "predictions": {"rows": len(lines) - 1, "columns": lines[0].split(",")},
        "answers_sha256": found.facts["run"]["answers_sha256"],
        "raw_sha256": found.facts["source"]["raw_sha256"],
        "outputs": prints(root, RESULTS),
        "private": private(RESULTS, root),
        "lock": prints(root, [LOCK]),
        "inputs": prints(root, inputs(root)),
        "environment": environment.described(),
    }


def refuse_stale(place: Place) -> None:
    """Refuse to claim what the code here would not give.

    Raises:
        SharingError: A stage or a document is out of date.
    """
    for check in (lock(place), prose(place)):
        if check.outcome is Outcome.STALE:
            raise SharingError(f"nothing is claimed, because a run is due ({check.said})")


def refuse_ignored(root: Path) -> None:
    """Refuse to claim what git would not commit.

    Raises:
        SharingError: A file of the claim is on an ignore list, maybe the user's own.
    """
    meant = private(RESULTS, root)
    for path, line in left_out([CLAIM, FACTS, *RESULTS, *inputs(root)], root).items():
        if path in meant:
            continue
        raise SharingError(
            f"nothing is claimed, because git leaves out {path} ({line} says so): "
            f"git add --force {path}, then claim again"
        )


def run() -> int:
    """Record the claim."""
    root = Path()
    found = results(root)
    refuse_stale(at(root))
    refuse_ignored(root)
    claim = claim_of(root, found)
    save_json(CLAIM, claim)
    unverified.write(root)
    name, first = next(iter(claim["metrics"].items()))
    print(f"{CLAIM}: {len(claim['metrics'])} metrics, {name} {first['value']!r} the first,")
    print(f"and {claim['predictions']['rows']} predictions. Now commit, and run: make verify")
    return 0
