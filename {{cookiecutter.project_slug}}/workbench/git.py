"""git, asked without what a caller of ours has set for a repository of its own.

A hook of git runs with the index and the folder of its repository in the environment: a commit or
a clone made from there would go wrong without a word.
"""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

MISSING = 127  # the exit code of a program that is not there

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
