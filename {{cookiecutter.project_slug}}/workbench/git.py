"""git, asked without what a caller of ours has set for a repository of its own.

A hook of git runs with the index and the folder of its repository in the environment: a commit or
a clone made from there would go wrong without a word.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

MISSING = 127  # the exit code of a program that is not there
NO_REPOSITORY = "there is no git repository here"

# What `git rev-parse --local-env-vars` lists.
OF_ONE_REPOSITORY = frozenset(
    "GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_CONFIG GIT_CONFIG_PARAMETERS GIT_CONFIG_COUNT "
    "GIT_OBJECT_DIRECTORY GIT_DIR GIT_WORK_TREE GIT_IMPLICIT_WORK_TREE GIT_GRAFT_FILE "
    "GIT_INDEX_FILE GIT_NO_REPLACE_OBJECTS GIT_REPLACE_REF_BASE GIT_PREFIX GIT_SHALLOW_FILE "
    "GIT_COMMON_DIR GIT_INTERNAL_SUPER_PREFIX".split()
)


def surroundings() -> dict[str, str]:
    """Return the environment without what belongs to one repository."""
    return {name: each for name, each in os.environ.items() if name not in OF_ONE_REPOSITORY}


def git(
    *arguments: str, folder: Path | None = None, settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Return git's answer; exit code ``MISSING`` when it is not installed.

    Args:
        arguments: Of the command line.
        folder: Where it runs; the working directory when not given.
        settings: Variables of the environment beside those that are there.
    """
    done = exact(*arguments, folder=folder, settings=settings)
    out, err = (
        text.decode("utf-8", "replace").replace("\r\n", "\n") for text in (done.stdout, done.stderr)
    )
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def exact(
    *arguments: str, folder: Path | None = None, settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Return git's answer as ``git`` does, to the last byte."""
    command = ["git", *arguments]
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env={**surroundings(), **(settings or {})},
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return subprocess.CompletedProcess(command, MISSING, b"", b"git is not installed")


def why_none(folder: Path | None = None) -> str | None:
    """Return why git cannot be asked here and what to do about it; None when it can.

    Args:
        folder: Where; the working directory when not given.
    """
    asked = git("rev-parse", "--git-dir", folder=folder, settings={"LC_ALL": "C"})
    if asked.returncode == 0:
        return None
    if asked.returncode == MISSING:
        return "git is not installed: install it, then run the same command again"
    if "dubious ownership" in asked.stderr:
        place = (folder or Path()).resolve()
        return (
            "git refuses this folder, because it belongs to another user: if you trust it, "
            f"git config --global --add safe.directory '{place}'"
        )
    if "not a git repository" in asked.stderr:
        return f"{NO_REPOSITORY}: run make setup"
    return f"git refuses this folder: {' '.join(asked.stderr.split())}"


ON_PURPOSE = "reports/.gitignore:"  # the list of a project whose rows are private


def left_out(paths: Iterable[Path], folder: Path) -> dict[str, str]:
    """Return the files that git would not commit, each with the line that says so.

    A project on private rows keeps its predictions out of git on purpose; they do not count.

    Args:
        paths: Within the folder.
        folder: A project.
    """
    words = ("check-ignore", "--verbose", "--", *(path.as_posix() for path in paths))
    found = (line.rpartition("\t") for line in git(*words, folder=folder).stdout.splitlines())
    rules = {path: ":".join(rule.split(":")[:-1]) for rule, _, path in found}
    return {path: rule for path, rule in rules.items() if not rule.startswith(ON_PURPOSE)}


if __name__ == "__main__":
    sys.exit(f"error: {reason}" if (reason := why_none()) else 0)
