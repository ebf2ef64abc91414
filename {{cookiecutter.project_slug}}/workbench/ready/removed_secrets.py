"""Secrets that were removed from the files: the history still shows them to everybody."""

import re
from collections.abc import Iterator, Mapping

from . import secrets
from .finding import Finding, Rank

# What runs and installers write is left out: it is long, and a secret would be in its source, too.
GENERATED = (":(exclude)reports", ":(exclude)*.lock", ":(exclude)*requirements*.txt")
LOG = (
    *("-c", "core.quotePath=off", "log", "--reverse", "--branches", "--tags", "HEAD"),
    *("--patch", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames"),
    *("--relative", "--format=%x00%h", "--", ".", *GENERATED),
)
DO = "Revoke it where it was issued. Then publish a new repository, or use `git filter-repo`."


def patches(log: str) -> Iterator[tuple[str, str, str]]:
    r"""Yield commit, path and added lines of each file that a commit changed.

    >>> list(patches("\0abc\n\ndiff --git a/x b/x\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+one\n"))
    [('abc', 'x', 'one')]
    """
    for entry in log.split("\0"):
        commit, _, patch = entry.partition("\n")
        for part in re.split(r"^diff --git .*\n", patch, flags=re.MULTILINE)[1:]:
            named = re.search(r"^\+\+\+ b/(.+?)\t?$", part, re.MULTILINE)
            if named:
                lines = part[named.end() :].splitlines()
                added = [line[1:] for line in lines if line.startswith("+")]
                yield commit, named[1], "\n".join(added)


def check(log: str, texts: Mapping[str, str]) -> list[Finding]:
    """Return the secrets that a commit added and that are not in the files any more.

    Args:
        log: What git prints for LOG.
        texts: What git would publish now, which is judged by itself.
    """
    found: dict[tuple[str, str], Finding] = {}
    for commit, path, added in patches(log):
        lines = added.splitlines()
        for number, name in secrets.lines(path, added).items():
            line = lines[number - 1].strip()
            if line not in texts.get(path, ""):
                what = f"Looks like {name}: gone from here, in the history since commit {commit}."
                found.setdefault((path, line), Finding(Rank.SECRET, path, what, DO))
    return list(found.values())
