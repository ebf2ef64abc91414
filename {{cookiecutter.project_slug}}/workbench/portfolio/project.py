"""What is shown of one project: read from what its run wrote, and refused when that disagrees.

Reads: README.md, WALKTHROUGH.md, story.yaml, experiments/, reports/
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from ..documents.author import Author, author
from ..documents.readme import plain
from ..errors import ProjectError
from ..files import STORY, read_yaml
from ..git import git
from ..owned import own_files
from ..sharing import checks
from ..sharing.badge import badge
from ..sharing.errors import SharingError
from ..sharing.places import CERTIFICATE, CLAIM, FACTS, read_json, read_text
from ..sharing.verdicts import MEANING, Outcome, Verdict

REPORT = Path("reports/index.html")
CARD = re.compile(
    r'<div class="card"><dt>(.*?)</dt><dd class="value">(.*?)</dd><dd class="soft">(.*?)</dd>',
    re.DOTALL,
)
BASELINE = "; "  # what is compared with stands behind the interval
FIGURE = re.compile(r"<figure>(<svg .*?</svg>)\s*</figure>", re.DOTALL)
DECIDES = re.compile(r"^# .*?\n+(?:\[!\[.*?\n+)?(.+?)\n\n", re.DOTALL)
SUMMARY = re.compile(r"^## Summary\n\n(.+?)\n\n", re.DOTALL | re.MULTILINE)
SSH = re.compile(r"(?:ssh://)?git@([\w.-]+)[:/](.+)")
UNCHECKED = "Nobody has rerun these numbers yet."


class PortfolioError(ProjectError):
    """Something that keeps a project, or all of them, from being shown."""


class Card(NamedTuple):
    """A headline: what was measured, its value, and what stands beside it."""

    what: str
    value: str
    beside: str


class Proof(NamedTuple):
    """What a rerun found: as a badge, and what that means."""

    badge: str
    meaning: str
    day: str = ""  # of the rerun; empty when there was none
    holds: bool = False  # whether the numbers came out again


class Shown(NamedTuple):
    """A project as the page and the CV show it."""

    folder: Path
    slug: str
    title: str
    published: date
    author: Author
    decides: str
    summary: str
    headline: Card
    picture: str
    proof: Proof
    repository: str  # the address of its page; empty when it has no remote
    facts: Mapping[str, Any]
    kept: int
    dropped: int


def read(folder: Path) -> Shown:
    """Return what is shown of a project.

    Raises:
        ProjectError: It has no run, or its documents or its claim do not say what the facts say.
    """
    if not (folder / FACTS).exists():
        raise PortfolioError(f"{FACTS} not found: it is no project, or `make run` is due there")
    try:
        return checked(folder)
    except SharingError as error:
        raise PortfolioError(str(error)) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PortfolioError(f"its files cannot be read ({error}): run `make run` there") from error


def checked(folder: Path) -> Shown:
    """Return what is shown of a project whose documents and claim agree with its facts."""
    facts = read_json(folder / FACTS)
    refuse_stale(folder)
    story = read_yaml(folder / STORY)
    page, readme = (read_text(folder / name) for name in (REPORT, Path("README.md")))
    tried = [read_yaml(path)["verdict"] for path in own_files(folder / "experiments", "*.yaml")]
    return Shown(
        folder=folder,
        slug=re.sub(r"[^a-z0-9-]+", "-", folder.name.lower()).strip("-") or "project",
        title=str(story["title"]),
        published=date.fromisoformat(str(story["published"])),
        author=author(story),
        decides=found(DECIDES, readme, "README.md does not begin with what it decides")[1],
        summary=plain(found(SUMMARY, read_text(folder / "WALKTHROUGH.md"), "no summary")[1]),
        headline=headline(page),
        picture=found(FIGURE, page, f"{REPORT} has no picture")[1],
        proof=proof(folder),
        repository=address(git("remote", "get-url", "origin", folder=folder).stdout.strip()),
        facts=facts,
        kept=tried.count("kept"),
        dropped=tried.count("dropped"),
    )


def refuse_stale(folder: Path) -> None:
    """Refuse a project whose documents or claim are about other numbers than its facts.

    Raises:
        PortfolioError: They are.
    """
    claimed = (folder / CLAIM).exists()
    place = checks.at(folder, checks.read_claim(folder) if claimed else None)
    for check in [checks.outcomes(place)] if claimed else []:
        if check.outcome is Outcome.STALE:
            raise PortfolioError(check.said)
    said = checks.prose(place)
    if said.outcome is Outcome.STALE:
        raise PortfolioError(f"its documents and its facts disagree ({said.said})")


def proof(folder: Path) -> Proof:
    """Return what the certificate says, if it is about the claim that lies here."""
    if not (folder / CLAIM).exists() or checks.certified(folder) != checks.fingerprint(folder):
        return Proof(badge(), UNCHECKED)
    certificate = read_json(folder / CERTIFICATE)
    verdict = Verdict(certificate["verdict"])
    day = datetime.fromisoformat(certificate["verified_at"]).date().isoformat()
    meaning = f"{MEANING[verdict][:1].upper()}{MEANING[verdict][1:]}."
    holds = verdict in (Verdict.IDENTICAL, Verdict.SAME)
    return Proof(badge(verdict), f"Rerun in a clean clone. {meaning}", day, holds)


def headline(page: str) -> Card:
    """Return the first result of a report beside which a baseline stands, or else the first.

    Raises:
        PortfolioError: There is none.
    """
    cards = [Card(*map(unescape, each)) for each in CARD.findall(page)]
    if not cards:
        raise PortfolioError(f"{REPORT} has no result: run `make run` there")
    return next((each for each in cards if BASELINE in each.beside), cards[0])


def found(pattern: re.Pattern[str], text: str, without: str) -> re.Match[str]:
    """Return the first match.

    Raises:
        PortfolioError: There is none.
    """
    match = pattern.search(text)
    if match is None:
        raise PortfolioError(f"{without}: run `make run` there")
    return match


def address(remote: str) -> str:
    """Return where a browser finds a repository; empty when it can not.

    >>> address("git@example.org:me/prices.git"), address("https://example.org/me/prices")
    ('https://example.org/me/prices', 'https://example.org/me/prices')
    >>> address("/srv/prices.git")
    ''
    """
    shell = SSH.fullmatch(remote)
    url = f"https://{shell[1]}/{shell[2]}" if shell else remote
    url = re.sub(r"^(https://)[^/@]*@", r"\1", url).removesuffix(".git").rstrip("/")
    return url if url.startswith("https://") else ""
