"""Are the numbers claimed, and has somebody run them again? From the claim and the certificate."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..sharing.places import CERTIFICATE, CLAIM, PAGE
from ..sharing.verdicts import Verdict
from .finding import Finding, Rank
from .state import listed

HOLDS = (Verdict.IDENTICAL, Verdict.SAME)
LAST = "Last, since it is about all the rest"


class Proof(NamedTuple):
    """What the author claims, and what a rerun found."""

    claim: Mapping[str, Any] | None
    changed: list[str]  # files that are not as they were when it was claimed
    certificate: Mapping[str, Any] | None
    fingerprint: str  # of the claim; a certificate names that of the one it checked


def check(proof: Proof) -> list[Finding]:
    """Return what a stranger could not rely on."""
    certificate = proof.certificate or {}
    rank, where = Rank.PROOF, str(CERTIFICATE)
    if proof.claim is None:
        where, what = str(CLAIM), "The numbers are not claimed, so nobody can check them."
        do = f"{LAST}: `make claim`, commit, `make verify`, commit."
    elif proof.changed:
        rank, where = Rank.NUMBERS, str(CLAIM)
        what = f"Changed since the numbers were claimed: {listed(proof.changed)}."
        do = f"{LAST}: `make run`, `make claim`, commit, `make verify`, commit."
    elif certificate.get("claim_sha256") != proof.fingerprint:
        what = "The numbers are claimed, but nobody has rerun them."
        do = f"{LAST}: `make verify`, then commit what it writes."
    elif certificate.get("verdict") not in HOLDS:
        rank, what = Rank.NUMBERS, f"The last check ended with {certificate.get('verdict')}."
        do = f"Read {PAGE}, fix what it names, then `make verify`."
    else:
        return []
    return [Finding(rank, where, what, do)]
