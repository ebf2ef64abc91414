"""What is looked at: the files that git would publish, its history, and what DVC says."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from ..git import MISSING, left_out, why_none
from ..git import git as ask_git
from ..owned import own_files
from ..problem import Problem
from ..sharing.checks import fingerprint, read_claim
from ..sharing.commands import private as private_of
from ..sharing.errors import SharingError
from ..sharing.places import CERTIFICATE, CLAIM, FACTS, LOCK, RESULTS, read_json
from ..sharing.prints import changed, inputs, prints
from .names import LARGE
from .private import RULES, Rule
from .proof import Proof

ADDED = ["log", "--branches", "--tags", "HEAD", "--no-renames", "--diff-filter=A", "--relative"]


class Tree(NamedTuple):
    """What git would publish from here."""

    texts: dict[str, str]  # of each file that is text, by its path
    sizes: dict[str, int]
    tracked: set[str]
    hidden: set[str]  # tracked although a .gitignore says no


def git(*arguments: str) -> str:
    """Return what git prints; nothing when it has nothing to say, such as of a first commit.

    Raises:
        SharingError: git is not installed.
    """
    done = ask_git(*arguments)
    if done.returncode == MISSING:
        raise SharingError("git is not installed: install it, then run again")
    return done.stdout


def names(*arguments: str) -> list[str]:
    """Return the paths that git lists here."""
    return [name for name in git(*arguments, "-z").split("\0") if name]


def text_of(path: Path) -> str | None:
    """Return what a file says, or None when it is no text, or too large to be read."""
    content = path.read_bytes() if path.stat().st_size <= LARGE else b"\0"
    return None if b"\0" in content else content.decode("utf-8", "replace").replace("\r\n", "\n")


def tree() -> Tree:
    """Return the files that git tracks or would add.

    Raises:
        SharingError: There is no repository here.
    """
    if reason := why_none():
        raise SharingError(reason)
    tracked = names("ls-files", "--cached")
    listed = dict.fromkeys([*tracked, *names("ls-files", "--others", "--exclude-standard")])
    paths = [path for path in listed if Path(path).is_file()]
    read = {path: text_of(Path(path)) for path in paths}
    texts = {path: text for path, text in read.items() if text is not None}
    sizes = {path: Path(path).stat().st_size for path in paths}
    hidden = names("ls-files", "--cached", "--ignored", "--exclude-standard")
    return Tree(texts, sizes, set(tracked), set(hidden))


def results_left_out() -> dict[str, str]:
    """Return which results git would not commit, each with the line that says so.

    What the project itself keeps private is meant to stay out.
    """
    found, meant = left_out((*RESULTS, FACTS, LOCK), Path()), private_of(RESULTS, Path())
    return {path: line for path, line in found.items() if path not in meant}


def private_rules() -> list[Rule]:
    """Return what folders say of themselves."""
    return [
        Rule(folder=path.parent.name, **rule)
        for path in own_files(Path(), f"*/{RULES}")
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def history() -> dict[str, str]:
    """Return every path that a commit of a branch or tag added, with that commit."""
    added: dict[str, str] = {}
    for entry in git(*ADDED, "--format=%x00%h", "--name-only").split("\0"):
        commit, _, paths = entry.partition("\n")
        added |= dict.fromkeys(filter(None, paths.split("\n")), commit)
    return added


def dvc_status() -> "subprocess.Popen[str]":
    """Start asking DVC whether the pipeline is current; that takes a second."""
    command = [sys.executable, "-m", "dvc", "status", "--json"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    )


def proof() -> Proof:
    """Return the claim, what is not as it was when it was made, and the certificate.

    Raises:
        SharingError: One of them is no such thing.
    """
    root = Path()
    if not (root / CLAIM).exists():
        return Proof(None, [], None, "")
    claim = read_claim(root)
    now = prints(root, inputs(root)), prints(root, RESULTS)
    files = [*changed(claim["inputs"], now[0]), *changed(claim["outputs"], now[1])]
    certificate = read_json(root / CERTIFICATE) if (root / CERTIFICATE).exists() else None
    return Proof(claim, files, certificate, fingerprint(root))


def wanted_documents(problem: Problem) -> Mapping[str, str]:
    """Return each document that the run writes, as the facts want it.

    Raises:
        SharingError: The facts or the story are missing or wrong.
    """
    from jinja2 import TemplateError

    from ..documents import stage
    from ..errors import ProjectError

    try:
        return {path.as_posix(): text for path, text in stage.render(problem).items()}
    except ProjectError as error:
        raise SharingError(str(error)) from error
    except (ValueError, TemplateError) as error:
        reason = "not what this code reads: `make run` tells"
        raise SharingError(f"reports/facts.json is {reason}") from error
