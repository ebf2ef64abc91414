"""The edit of an experiment: what differs from the last commit in src/, conf/ and params.yaml.

It is read through an index of its own, so what the user has staged stays as it is.
"""

import contextlib
import io
import re
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ..files import save
from ..git import MISSING, exact
from .errors import ExperimentError

PLACES = ("src", "conf", "params.yaml")
FIXED = (  # settings of the user that would make the same edit look different, or refuse it
    *("-c", "core.quotePath=true", "-c", "core.safecrlf=false", "-c", "core.splitIndex=false"),
    *("-c", "diff.suppressBlankEmpty=false"),
)
FORM = (
    *("--binary", "--full-index", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames"),
    *("--src-prefix=a/", "--dst-prefix=b/", "--unified=3", "--inter-hunk-context=0"),
    *("--diff-algorithm=myers", "--no-indent-heuristic", "--relative"),
)
SECTION = re.compile(r"^(?=diff --git )", re.MULTILINE)
BLOB = re.compile(r"^index [0-9a-f]+\.\.([0-9a-f]+)", re.MULTILINE)
LINK = re.compile(r"^(new|old|deleted)( file)? mode 1[26]0000|^index \S+ 1[26]0000", re.MULTILINE)
CONFLICT = re.compile(r"^\+(<{7}|>{7}) ", re.MULTILINE)
UNFINISHED = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}


class File(NamedTuple):
    """A file that differs: how git calls that (A, M or D), and its part of the patch."""

    how: str
    section: str


Edit = dict[str, File]


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
    inside = exact("rev-parse", "--git-dir").returncode
    if inside == MISSING:
        raise ExperimentError("git is not installed: install it and run again")
    if inside != 0:
        raise ExperimentError("this folder is no git repository: run make setup, then make run")
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


def name_in(section: str) -> str:
    r"""Return the path that a part of a patch is about, as git writes it.

    >>> name_in("diff --git a/src/x.py b/src/x.py\nindex 0")
    'src/x.py'
    """
    return section.partition("\n")[0].rstrip('"').rpartition("b/")[2]


def differing(settings: Mapping[str, str] | None = None) -> Edit:
    """Return what an index has other than the last commit, by path.

    Args:
        settings: Name the index; without, it is the user's.

    Raises:
        ExperimentError: A file is not text in UTF-8, or a link or the like.
    """
    words = ("diff", "--cached", *FORM)
    printed = said(*words, "HEAD", "--", *PLACES, settings=settings)
    try:
        patch = printed.decode("utf-8")
    except UnicodeDecodeError as error:
        name = name_in(SECTION.split(printed[: error.start].decode("utf-8"))[-1])
        raise ExperimentError(f"{name} is not in UTF-8: save it so") from error
    listed = names(said(*words, "--name-status", "-z", "HEAD", "--", *PLACES, settings=settings))
    hows, paths, sections = listed[::2], listed[1::2], SECTION.split(patch)[1:]
    for section in sections:
        if LINK.search(section):
            raise ExperimentError(f"{name_in(section)} is a link: put a plain file there")
    return dict(zip(paths, map(File, hows, sections), strict=True))


def present() -> Edit:
    """Return the edit as it lies here, new files among it, by path."""
    with tempfile.TemporaryDirectory(prefix="try-") as folder:
        settings = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        said("read-tree", "HEAD", settings=settings)
        said("add", "--all", "--", *PLACES, settings=settings)
        return differing(settings)


def patch_of(edit: Edit) -> str:
    """Return an edit as one patch."""
    return "".join(file.section for file in edit.values())


def check_whole(edit: Edit) -> None:
    """Refuse an edit that a patch cannot bring back.

    Raises:
        ExperimentError: A file has the marks of a conflict, or is new and ends its lines otherwise.
    """
    for path, file in edit.items():
        if CONFLICT.search(file.section):
            raise ExperimentError(f"{path} has the marks of a conflict (<<<<<<<): solve it first")
        if file.how == "A" and not is_held(path, file.section):
            raise ExperimentError(f"{path} ends its lines as Windows does: save it with LF")


def is_held(path: str, section: str) -> bool:
    """Return whether a part of a patch holds a file byte for byte."""
    blob = BLOB.search(section)
    here = said("hash-object", "--no-filters", "--", path).decode().strip()
    return blob is not None and here == blob[1]


def sections_of(patch: str) -> set[str]:
    """Return the parts of a patch, one a file."""
    return set(SECTION.split(patch)[1:])


def foreign(patch: str, edit: Edit) -> list[str]:
    """Return the files of an edit that a patch does not hold as they lie here."""
    held = sections_of(patch)
    return [path for path, file in edit.items() if file.section not in held]


def put_back(path: str, file: File) -> None:
    """Let one file be as in the last commit, in one step.

    Raises:
        ExperimentError: A new file is not what the patch holds.
    """
    place = Path(path)
    if file.how != "A":
        content = said("cat-file", "--filters", f"HEAD:./{path}")
        mode = said("ls-tree", "HEAD", "--", path)[:6]

        def write(part: Path) -> None:
            part.write_bytes(content)
            part.chmod(0o755 if mode == b"100755" else 0o644)

        save(place, write)
        return
    if not is_held(path, file.section):
        raise ExperimentError(f"{path} is not what the experiment holds: move it away first")
    place.unlink()
    for parent in place.parents:
        if parent.as_posix() in (*PLACES, "."):
            break
        with contextlib.suppress(OSError):
            parent.rmdir()  # only if nothing else is in there


def unstage(patch: str) -> None:
    """Take out of the user's index what a patch holds, and nothing else."""
    held = sections_of(patch)
    staged = [path for path, file in differing().items() if file.section in held]
    if staged:
        said("reset", "--quiet", "HEAD", "--", *staged)


def committed(path: Path) -> bytes | None:
    """Return what the last commit has at a path, None if nothing."""
    found = exact("cat-file", "--filters", f"HEAD:./{path.as_posix()}")
    return found.stdout if found.returncode == 0 else None


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
