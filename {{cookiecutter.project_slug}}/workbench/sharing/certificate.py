"""The certificate: what was run again, where, what came out, and what that cannot show.

As JSON for programs, as Markdown for people, and as a badge.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from ..seal import Seal
from . import environment
from .badge import badge
from .compare import ABSOLUTE, RELATIVE, Likeness, Number, Predictions
from .places import BADGE, CERTIFICATE, PAGE, save_json, save_text
from .verdicts import MEANING, Step, Verdict


class Compared(NamedTuple):
    """The results of one run beside the claimed ones."""

    metrics: list[Number]
    predictions: Predictions
    facts: dict[str, Likeness]
    answers: bool  # whether the test set's answers are the claimed ones
    likeness: Likeness


class Found(NamedTuple):
    """All that a verification found."""

    verdict: Verdict
    commit: str
    claim: dict[str, Any]
    claim_sha256: str
    checks: list[Step]
    compared: Compared | None
    seconds: float
    workbench: Seal


BLIND = (
    "Whether the code is right, or the metric the one that matters.",
    "How often the test set was looked at before the claim.",
    "Code that writes a wished-for number: it would pass, so read the code.",
    "Whether the raw data is true: its checksum shows only that it is unchanged.",
    "Model files and plots: a library writes them differently each time. Predictions are compared.",
    "The stage `track`, which only logs to MLflow what the others wrote: it is not run again.",
)
SAME_MACHINE = (
    "Other processors and systems: it ran on the kind of machine that the claim was made on; "
    "`make verify DO=--foreign` imitates an older one."
)


def blind(claim: dict[str, Any], here: dict[str, Any]) -> list[str]:
    """Return what this certificate cannot show."""
    same = [str(claim["environment"].get(key)) == str(here[key]) for key in ("processor", "system")]
    return [*BLIND, SAME_MACHINE] if all(same) else [*BLIND]


def width(claimed: dict[str, Any]) -> float | None:
    """Return the width of a metric's interval, if the claim has one."""
    return claimed["high"] - claimed["low"] if "low" in claimed else None


def content(found: Found) -> dict[str, Any]:
    """Return the certificate as it is written to JSON."""
    here, compared = environment.described(), found.compared
    certificate: dict[str, Any] = {
        "verdict": found.verdict.value,
        "meaning": MEANING[found.verdict],
        "verified_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": found.commit,
        "claim_sha256": found.claim_sha256,
        "environment": here,
        "environment_differs": environment.unlike(found.claim["environment"], here),
        "checks": [check._asdict() for check in found.checks],
        "tolerance": {"relative": RELATIVE, "absolute": ABSOLUTE},
        "cannot_see": blind(found.claim, here),
        "workbench": {"said": str(found.workbench), **found.workbench._asdict()},
        "seconds": round(found.seconds, 1),
    }
    if compared:
        certificate["metrics"] = {
            each.name: {
                "claimed": found.claim["metrics"].get(each.name, {}).get("value"),
                "got": each.got,
                "likeness": each.likeness,
                "interval_width": width(found.claim["metrics"].get(each.name, {})),
            }
            for each in compared.metrics
        }
        certificate["predictions"] = compared.predictions._asdict()
    return certificate


def table(certificate: dict[str, Any]) -> list[str]:
    """Return the metrics as a Markdown table."""
    if "metrics" not in certificate:
        return ["Nothing was run again: the claim is not about what is here.", ""]
    rows = [
        "| metric | claimed | came out | | width of its interval in the claim |",
        "|---|---|---|---|---|",
    ]
    for name, each in certificate["metrics"].items():
        wide = each["interval_width"]
        own = "" if wide is None else f"{wide:.3g}"
        rows.append(
            f"| {name} | {each['claimed']!r} | {each['got']!r} | {each['likeness']} | {own} |"
        )
    return [*rows, ""]


def page(certificate: dict[str, Any]) -> str:
    """Return the certificate as Markdown."""
    here, code = certificate["environment"], certificate["workbench"]
    lines = [
        "# Certificate",
        "",
        f"**{certificate['verdict']}**: {certificate['meaning']}.",
        "",
        f"- When: {certificate['verified_at']}, {certificate['seconds']:g} s",
        f"- Commit: `{certificate['commit']}`",
        f"- Machine: {here['processor']}, {here['cores']} cores, {here['system']}",
        f"- Python {here['python']}, "
        + ", ".join(f"{name} {number}" for name, number in here["packages"].items()),
        f"- Code: {code['said']}; seal `{code['sha256'][:16] or 'none'}`",
        f"- Unlike the claim: {'; '.join(certificate['environment_differs']) or 'no version'}",
        "",
        "## What was checked",
        "",
        "| check | | what was found |",
        "|---|---|---|",
        *(
            f"| {each['name']} | {each['outcome']} | {each['said'].replace('|', '+')} |"
            for each in certificate["checks"]
        ),
        "",
        "## The numbers",
        "",
        *table(certificate),
        "## What this cannot see",
        "",
        *(f"- {each}" for each in certificate["cannot_see"]),
        "",
        "`make verify` writes this page anew, on any machine.",
        "",
    ]
    return "\n".join(lines)


def write(project: Path, found: Found) -> None:
    """Write certificate, page and badge; the JSON first: it says which claim it is about."""
    certificate = content(found)
    save_json(project / CERTIFICATE, certificate)
    save_text(project / PAGE, page(certificate))
    save_text(project / BADGE, badge(found.verdict))
