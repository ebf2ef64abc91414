"""Are the numbers claimed, and has somebody run them again? From the claim and the certificate."""

from collections.abc import Mapping
from typing import Any

from .finding import Finding, Rank
from .state import listed

CLAIM = "reports/claim.json"
CERTIFICATE = "reports/certificate.json"
HOLDS = ("IDENTICAL", "SAME NUMBERS")


def check(
    claim: Mapping[str, Any] | None,
    changed: list[str],
    certificate: Mapping[str, Any] | None,
    fingerprint: str,
) -> list[Finding]:
    """Return what a stranger could not rely on.

    Args:
        claim: What the author claims, if anything.
        changed: Files that are not as they were when it was claimed.
        certificate: What the last rerun found, if there was one.
        fingerprint: Of the claim as it is now; the certificate names that of the one it checked.
    """
    if claim is None:
        what = "The numbers are not claimed, so nobody can check them."
        do = "`make claim`, commit, then `make verify`."
        return [Finding(Rank.NUMBERS, CLAIM, what, do)]
    if changed:
        what = f"Changed since the numbers were claimed: {listed(changed)}."
        do = "`make run`, `make claim`, commit, then `make verify`."
        return [Finding(Rank.NUMBERS, CLAIM, what, do)]
    if certificate is None or certificate.get("claim_sha256") != fingerprint:
        what = "The numbers are claimed, and nobody has run them again."
        do = "`make verify`, then commit what it writes."
        return [Finding(Rank.NUMBERS, CERTIFICATE, what, do)]
    if (verdict := certificate.get("verdict")) not in HOLDS:
        what = f"The last check ended with {verdict}."
        do = "Read reports/certificate.md, mend what it names, then `make verify`."
        return [Finding(Rank.NUMBERS, CERTIFICATE, what, do)]
    return []
