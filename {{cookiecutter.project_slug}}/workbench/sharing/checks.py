"""What can be checked without running the pipeline: does the claim belong to what is here?"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .. import seal
from ..git import surroundings
from . import environment
from .commands import git, has_dvc, last_words, out_of_date
from .errors import SharingError
from .places import CERTIFICATE, CLAIM, RESULTS, WRITTEN, read_json
from .prints import changed, inputs, prints
from .verdicts import Outcome, Step

NAMED = 3  # files or versions that a line names
REMEDY = "run `make run`, `make claim`, and commit"
NO_CLAIM = "run `make claim`, and commit what it writes"


class Place(NamedTuple):
    """Where is checked, in which environment programs run there, and what is claimed."""

    root: Path
    settings: dict[str, str]
    claim: dict[str, Any]


def some(names: Sequence[str]) -> str:
    """Return the first few of many, and how many more there are.

    >>> some(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def read_claim(root: Path) -> dict[str, Any]:
    """Return the claim.

    Raises:
        SharingError: There is none, or it is not one.
    """
    claim = read_json(root / CLAIM, NO_CLAIM)
    wanted = {"metrics", "predictions", "answers_sha256", "inputs", "outputs", "environment"}
    if not isinstance(claim, dict) or not wanted <= set(claim):
        raise SharingError(f"{CLAIM} is not a claim: {NO_CLAIM}")
    return claim


def at(root: Path, claim: dict[str, Any] | None = None) -> Place:
    """Return where to check: a project, or a clone of it."""
    code = f"{root / 'src'}{os.pathsep}{root}"
    settings = {**surroundings(), **environment.FIXED, "PYTHONPATH": code}
    settings["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{settings.get('PATH', '')}"
    return Place(root, settings, claim or {})


def uncommitted(project: Path) -> list[str]:
    """Return the files that are not as the last commit has them, but for those verify writes."""
    listed = git("status", "--porcelain", "--untracked-files=normal", ".", folder=project)
    paths = [line[3:].split(" -> ")[-1] for line in listed.splitlines()]
    prefix = git("rev-parse", "--show-prefix", folder=project).strip()
    written = {prefix + path.as_posix() for path in WRITTEN}
    return [path for path in paths if path not in written]


def commit(project: Path) -> Step:
    """Is the working tree what is checked?"""
    if files := uncommitted(project):
        said = f"{len(files)} file(s) differ from the commit, and only the commit is checked"
        return Step("commit", Outcome.WARN, f"{said}: {some(files)}")
    return Step("commit", Outcome.OK, "the working tree matches the commit")


def packages(place: Place) -> Step:
    """Are the installed packages the pinned ones, and those of the claim?"""
    off = environment.off_the_pins(place.root)
    other = environment.unlike(place.claim["environment"], environment.described())
    if off or other:
        said = some(off or other) + ("; so a difference may come from them" if other else "")
        return Step("environment", Outcome.WARN, said)
    count = len(environment.pins((place.root / "requirements.txt").read_text(encoding="utf-8")))
    return Step("environment", Outcome.OK, f"the installed packages match all {count} pins")


def sources(place: Place) -> Step:
    """Are code, configuration and pins the claimed ones?"""
    now = prints(place.root, inputs(place.root))
    if files := changed(place.claim["inputs"], now):
        said = f"{some(files)} changed since the claim: {REMEDY}"
        return Step("inputs", Outcome.STALE, said)
    return Step("inputs", Outcome.OK, f"{len(now)} file(s) as claimed")


def workbench(place: Place) -> Step:
    """Is the template's part of the code as it was released?"""
    found = seal.read(place.root)
    outcome = Outcome.WARN if found.edited else Outcome.OK
    return Step("workbench", outcome, str(found).removeprefix("workbench "))


def outcomes(place: Place) -> Step:
    """Are the results that lie here the claimed ones, in the files and in the claim itself?"""
    now = prints(place.root, RESULTS)
    away = [path for path in place.claim.get("private", []) if path not in now]
    then = {path: each for path, each in place.claim["outputs"].items() if path not in away}
    files = changed(then, now)
    if not files:
        lying = read_json(place.root / RESULTS[0])
        claimed = {name: each["value"] for name, each in place.claim["metrics"].items()}
        files = [f"{name} in {CLAIM}" for name in claimed if claimed[name] != lying.get(name)]
    if files:
        return Step("results", Outcome.STALE, f"{some(files)} changed since the claim: {REMEDY}")
    unseen = f"; {some(away)} is private and not here, so only a rerun compares it" if away else ""
    return Step("results", Outcome.OK, f"{len(now)} file(s) as claimed{unseen}")


def lock(place: Place) -> Step:
    """Does dvc.lock say that nothing has to be run for this code and configuration?"""
    if not has_dvc():
        return Step("lock", Outcome.WARN, "not checked, because DVC is not installed")
    if stale := out_of_date(place.root, place.settings):
        return Step("lock", Outcome.STALE, f"DVC would run {some(stale)}: {REMEDY}")
    return Step("lock", Outcome.OK, "dvc.lock belongs to this code and configuration")


def package_of(root: Path) -> str:
    """Return the name of the package: of the one folder in src/ that can be run.

    Raises:
        SharingError: There is none.
    """
    found = sorted((root / "src").glob("*/__main__.py"))
    if not found:
        raise SharingError("src/ holds no package that can be run: restore its __main__.py")
    return found[0].parent.name


def prose(place: Place) -> Step:
    """Do the documents say what the facts say?"""
    command = [sys.executable, "-m", package_of(place.root), "document", "--check"]
    done = subprocess.run(
        command, cwd=place.root, env=place.settings, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = last_words(done.stderr.splitlines()).removeprefix("error: ")
        return Step("prose", Outcome.STALE, said)
    return Step("prose", Outcome.OK, done.stdout.strip())


STATIC: tuple[Callable[[Place], Step], ...] = (
    packages,
    sources,
    workbench,
    outcomes,
    lock,
    prose,
)


def certified(project: Path) -> str | None:
    """Return the fingerprint of the claim that the certificate here is about, if there is one."""
    if not (project / CERTIFICATE).exists():
        return None
    return str(read_json(project / CERTIFICATE, "run `make verify`").get("claim_sha256"))


def fingerprint(root: Path) -> str:
    """Return the fingerprint of the claim itself."""
    return seal.sha256((root / CLAIM).read_bytes())
