"""What git knows of the project: the last commit, and whether git is in the middle of something."""

import contextlib
import io
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..git import MISSING, exact, why_none
from .errors import ExperimentError

PLACES = ("src", "conf", "params.yaml")
FIXED = (  # settings of the user that would make the same edit look different, or refuse it
    *("-c", "core.quotePath=true", "-c", "core.safecrlf=false", "-c", "core.splitIndex=false"),
    *("-c", "diff.suppressBlankEmpty=false"),
)
UNFINISHED = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}


def said(*arguments: str, settings: Mapping[str, str] | None = None) -> bytes:
    """Return what git prints.

    Raises:
        ExperimentError: git is missing, or refuses; says git's last line.
    """
    done = exact(*FIXED, *arguments, settings=settings)
    if done.returncode == MISSING:
        raise ExperimentError("git is not installed: install it and run again")
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it said nothing"]
        raise ExperimentError(f"git {arguments[0]} failed: {lines[-1]}")
    return done.stdout


def names(printed: bytes) -> list[str]:
    """Return the paths that git printed with a NUL after each."""
    return [name for name in printed.decode("utf-8", "surrogateescape").split("\0") if name]


def head() -> str:
    """Return the last commit.

    Raises:
        ExperimentError: There is no repository, or no commit in it.
    """
    if reason := why_none():
        raise ExperimentError(reason)
    found = exact("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if found.returncode != 0:
        raise ExperimentError(
            "there is no commit to compare with: make run, then git add --all and git commit"
        )
    return found.stdout.decode().strip()


def own_file(name: str) -> Path:
    """Return the place of a file in git's own folder."""
    return Path(said("rev-parse", "--git-path", name).decode("utf-8", "surrogateescape").strip())


def check_finished() -> None:
    """Refuse to work while git is in the middle of something.

    Raises:
        ExperimentError: A merge, a rebase or the like is not finished, or has left conflicts.
    """
    for name, what in UNFINISHED.items():
        if own_file(name).exists():
            raise ExperimentError(f"a {what} is not finished: finish or abort it in git first")
    if conflicts := names(said("ls-files", "-z", "--unmerged")):
        name = conflicts[0].partition("\t")[2]
        raise ExperimentError(f"{name} has a conflict: solve it and git add it first")


def committed(path: Path) -> bytes | None:
    """Return what the last commit has at a path, None if nothing."""
    found = exact("cat-file", "--filters", f"HEAD:./{path.as_posix()}")
    return found.stdout if found.returncode == 0 else None


def last_change(path: Path) -> str:
    """Return the commit that changed a file last, in short."""
    found = said("log", "-1", "--format=%h", "--", path.as_posix())
    return found.decode("ascii").strip()


def is_committed(path: Path) -> bool:
    """Return whether a file is as in the last commit."""
    return path.exists() and committed(path) == path.read_bytes()


def restore(paths: list[str]) -> None:
    """Let files and folders that git has be as in the last commit; the user's index stays."""
    known = names(said("ls-tree", "-r", "-z", "--name-only", "HEAD", "--", *paths))
    if known:
        said("restore", "--source=HEAD", "--worktree", "--", *known)


@contextlib.contextmanager
def last_commit() -> Iterator[Path]:
    """Give a folder with src/, conf/ and params.yaml as in the last commit."""
    with tempfile.TemporaryDirectory(prefix="try-") as folder:
        packed = said("archive", "--format=tar", "HEAD", "--", *PLACES)
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder)
