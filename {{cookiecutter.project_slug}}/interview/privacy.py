"""Keep this folder out of the public repository, without a trace in it.

The folder's own `.gitignore` ignores everything beside it and itself, so it is never committed: a
line in the project's `.gitignore` would tell every visitor what is hidden.
"""

from __future__ import annotations

from pathlib import Path

OUT = "# git sees nothing in this folder, nor this file: `private --off` changes that.\n*\n"
IN = "# What you wrote yourself stays out: `private --on` hides the rest as well.\n/mine/\n"


def change(kit: Path, *, private: bool) -> None:
    """Hide the whole folder from git, or all of it but what the candidate wrote."""
    (kit / ".gitignore").write_text(OUT if private else IN, encoding="utf-8", newline="\n")


def is_private(kit: Path) -> bool:
    """Say whether git is told to see nothing of the folder."""
    path = kit / ".gitignore"
    return path.exists() and "*" in path.read_text(encoding="utf-8").splitlines()


def state(kit: Path) -> str:
    """Say in one sentence what git sees, and how to change it."""
    if is_private(kit):
        return 'Private: git ignores interview/. `make rehearse DO="private --off"` lets it in.'
    return (
        "Public: git sees interview/, and what you wrote in interview/mine/ only if "
        'interview/.gitignore is missing. `make rehearse DO="private --on"` hides it all.'
    )
