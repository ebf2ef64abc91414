"""The edit of an experiment: what differs from the last commit in src/, conf/ and params.yaml.

It is read through an index of its own, so what the user has staged stays as it is.
"""

import contextlib
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ..files import save
from .errors import ExperimentError
from .repository import PLACES, names, said

FORM = (
    *("--binary", "--full-index", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames"),
    *("--src-prefix=a/", "--dst-prefix=b/", "--unified=3", "--inter-hunk-context=0"),
    *("--diff-algorithm=myers", "--no-indent-heuristic", "--relative"),
)
SECTION = re.compile(r"^(?=diff --git )", re.MULTILINE)
BLOB = re.compile(r"^index [0-9a-f]+\.\.([0-9a-f]+)", re.MULTILINE)
LINK = re.compile(r"^(new|old|deleted)( file)? mode 1[26]0000|^index \S+ 1[26]0000", re.MULTILINE)
CONFLICT = re.compile(r"^\+(<{7}|>{7}) ", re.MULTILINE)


class File(NamedTuple):
    """A file that differs: how git calls that (A, M or D), and its part of the patch."""

    how: str
    section: str


Edit = dict[str, File]


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
