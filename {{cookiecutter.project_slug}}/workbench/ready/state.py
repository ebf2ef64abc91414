"""Is what would be published what lies here? From the answers of git and DVC."""

import json
from collections.abc import Container, Mapping

from .finding import Finding, Rank

SHOWN = 3
EVERYBODY = ("example.org", "example.com", "example.net")
NOBODY = ("noreply", "example.invalid")  # not a person's: GitHub's, and that of the first commit


def listed(names: list[str]) -> str:
    """Return a few names, and how many more there are.

    >>> listed(["a", "b", "c", "d"])
    'a, b, c and 1 more'
    """
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def check_commits(commits: int, status: str, private: Container[str] = ()) -> list[Finding]:
    r"""Return whether all is committed.

    Args:
        commits: How many commits there are.
        status: What ``git status --porcelain -z`` says.
        private: Files that should not be committed, so that nobody is told to.
    """
    if not commits:
        what = "Nothing is committed yet."
        do = '`git add .`, then `git commit -m "What it is"`.'
        return [Finding(Rank.STATE, "git", what, do)]
    entries = [entry[3:] for entry in status.split("\0") if entry[2:3] == " "]
    changed = [path for path in entries if path not in private]
    if not changed:
        return []
    what = f"Not committed: {listed(changed)}."
    do = "Commit it, or undo it: `git status` lists all, `git diff` shows what changed."
    return [Finding(Rank.STATE, "git", what, do)]


def check_left_out(left_out: Mapping[str, str]) -> list[Finding]:
    """Return which results git would not commit.

    Args:
        left_out: The line that says so, by file.
    """
    return [
        Finding(
            Rank.STATE, path, f"git leaves it out: {line} says so.", f"`git add --force {path}`"
        )
        for path, line in left_out.items()
    ]


def check_pipeline(answer: str, failed: bool) -> list[Finding]:
    """Return whether the pipeline is out of date, from ``dvc status --json``."""
    try:
        stages = json.loads(answer or "{}")
    except ValueError:
        stages, failed = {}, True
    if failed:
        do = "See what `dvc status` says."
        return [Finding(Rank.STATE, "dvc.yaml", "DVC cannot tell whether it is current.", do)]
    if not stages:
        return []
    names = [name.removeprefix("dvc.yaml:") for name in stages]
    what = f"Out of date: {listed(names)}."
    do = "`make run`, then commit what it writes."
    return [Finding(Rank.STATE, "dvc.yaml", what, do)]


def check_remote(remotes: str, unpushed: str) -> list[Finding]:
    """Return whether it is already somewhere else."""
    if not remotes.strip():
        what = "There is no remote repository yet."
        do = "Create an empty one, `git remote add origin ADDRESS`, `git push -u origin HEAD`."
        return [Finding(Rank.HINT, "git", what, do)]
    if unpushed.strip() not in ("", "0"):
        what = f"Commits that are only here: {unpushed.strip()}."
        return [Finding(Rank.HINT, "git", what, "`git push`")]
    return []


def check_identity(addresses: list[str]) -> list[Finding]:
    """Return whose addresses the commits show."""
    shown = sorted({each for each in addresses if not any(word in each for word in NOBODY)})
    if not shown:
        return []
    if nobody := [each for each in shown if each.endswith(EVERYBODY)]:
        what = f"Commits are signed with {listed(nobody)}, which is nobody's address."
        do = "`git config user.email ADDRESS`; those made so far keep it."
    else:
        what = f"Commits show the address {listed(shown)}."
        do = "If you would rather not: GitHub gives a noreply address for the next ones."
    return [Finding(Rank.HINT, "git", what, do)]
