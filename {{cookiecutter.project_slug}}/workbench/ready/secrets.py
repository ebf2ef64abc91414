"""Keys, tokens and passwords in a text, by the shapes that their makers gave them.

Finds what has a known shape or stands behind a telling name. It cannot find a password without
either, nor one inside an image, an archive or a file that is not text.
"""

import re

from .finding import Finding, Rank, line_of

SHAPES = {  # how it begins, so that a text without that word is passed over quickly
    "a private key": ("-----BEGIN", r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    "an access key of AWS": ("AKIA", r"\bAKIA[A-Z0-9]{16}\b"),
    "a temporary key of AWS": ("ASIA", r"\bASIA[A-Z0-9]{16}\b"),
    "a token of GitHub": ("gh", r"\bgh[pousr]_[A-Za-z0-9]{36}"),
    "a personal token of GitHub": ("github_pat_", r"\bgithub_pat_\w{60,}"),
    "a token of GitLab": ("glpat-", r"\bglpat-[\w-]{20,}"),
    "a token of Slack": ("xox", r"\bxox[abeprs]-[\w-]{10,}"),
    "an address that posts to Slack": ("hooks.", r"hooks\.slack\.com/services/T\w+/B\w+/\w+"),
    "a key of Google": ("AIza", r"\bAIza[\w-]{35}"),
    # The look-aheads pass over CSS classes such as those of scikit-learn's diagrams.
    "a key of a language model": ("sk-", r"\bsk-(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{20,}"),
    "a token of Hugging Face": ("hf_", r"\bhf_[A-Za-z0-9]{30,}"),
    "a token of PyPI": ("pypi-AgE", r"\bpypi-AgE[\w-]{50,}"),
    "a token of npm": ("npm_", r"\bnpm_[A-Za-z0-9]{36}\b"),
    "a key of Stripe": ("k_live_", r"\b[rs]k_live_[A-Za-z0-9]{20,}"),
}
TELLING = ("passw", "passphrase", "secret", "key", "token")
NAME = (
    r"(?:password|passwd|passphrase|secret|(?:api|secret|access|private|account)[_-]?key"
    r"|(?:api|auth|access|refresh|bot)[_-]?token)"
)
PATTERNS = {name: (begin, re.compile(shape)) for name, (begin, shape) in SHAPES.items()}
QUOTED = re.compile(
    NAME + r"""["']?\s*(?::\s*\w+\s*)?[:=]\s*["'](?P<value>[^"'\s]{6,})["']""", re.IGNORECASE
)
PLAIN = re.compile(
    rf"^[\w .-]*{NAME}\s*[:=]\s*(?P<value>[^\s\"'#]{{6,}})\s*$", re.IGNORECASE | re.MULTILINE
)
ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@\"'<>]+:(?P<value>[^\s/:@\"'<>]+)@")
UNQUOTED = (".yaml", ".yml", ".ini", ".cfg", ".conf", ".properties", ".sh", ".env", "Dockerfile")
STAND_IN = re.compile(
    r"[${}<>%*()\[\]]|your|example|placeholder|change.?me|dummy|xxx|\.\.\.|environ"
    r"|^(?:password|passwd|secret|token|none|null|true|false|required)$",
    re.IGNORECASE,
)
DO = "Revoke it where it was issued, since deleting it here is not enough; then take it out."


def shaped(text: str) -> list[tuple[int, str]]:
    """Return where something stands that has the shape of a secret, and what it is."""
    return [
        (match.start(), name)
        for name, (begin, pattern) in PATTERNS.items()
        if begin in text
        for match in pattern.finditer(text)
    ]


def named(path: str, text: str) -> list[tuple[int, str]]:
    """Return where a value stands behind a telling name, unless it only stands in for one."""
    low = text.lower()
    telling = any(word in low for word in TELLING)
    patterns = [*[QUOTED] * telling, *[PLAIN] * (telling and path.endswith(UNQUOTED))]
    hits = [(match, "a password or key") for each in patterns for match in each.finditer(text)]
    if "://" in text:
        hits += [(match, "a password in an address") for match in ADDRESS.finditer(text)]
    return [(match.start("value"), name) for match, name in hits if real(match["value"])]


def real(value: str) -> bool:
    """Return whether a value could be a secret, not a place for one.

    >>> real("${TOKEN}"), real("changeme"), real("hunter2-7")
    (False, False, True)
    """
    return not STAND_IN.search(value)


def lines(path: str, text: str) -> dict[int, str]:
    """Return the lines that hold a secret, and what it seems to be."""
    hits = sorted([*shaped(text), *named(path, text)], reverse=True)
    return {line_of(text, position): name for position, name in hits}


def check(path: str, text: str) -> list[Finding]:
    """Return a finding for each line of a file that holds a secret, never the secret itself."""
    return [
        Finding(Rank.SECRET, f"{path}:{line}", f"Looks like {name}.", DO)
        for line, name in sorted(lines(path, text).items())
    ]
