"""What a folder says of itself that nobody else should see.

A folder that is not published can hold a file RULES. The rules stand there and not here, so that
nothing in the repository tells of a folder that is not in it.
"""

from collections.abc import Iterable
from fnmatch import fnmatch
from typing import NamedTuple

from .finding import Finding, Rank
from .names import TAKE_OUT, count

RULES = "private.yaml"


class Rule(NamedTuple):
    """Files that are private, what it means when they are published, and how to take them out."""

    folder: str
    files: list[str]
    choice: bool  # whether they may be let in on purpose
    what: str
    do: str


class Seen(NamedTuple):
    """What git sees."""

    published: Iterable[str]  # what it tracks, or would add
    tracked: set[str]
    hidden: set[str]  # what it tracks although a .gitignore says no
    opened: set[str]  # folders with a .gitignore of their own


def fits(path: str, rule: Rule) -> bool:
    """Return whether a rule is about a path."""
    return any(fnmatch(path, pattern) for pattern in rule.files)


def rule_of(path: str, rules: list[Rule]) -> Rule | None:
    """Return the first rule that is about a path."""
    return next((rule for rule in rules if fits(path, rule)), None)


def check(rules: list[Rule], seen: Seen) -> list[Finding]:
    """Return a finding for each rule that is broken."""
    broken: dict[int, list[str]] = {}
    for path in seen.published:
        if rule := rule_of(path, rules):
            broken.setdefault(rules.index(rule), []).append(path)
    return [judged(rules[number], files, seen) for number, files in sorted(broken.items())]


def judged(rule: Rule, files: list[str], seen: Seen) -> Finding:
    """Return the finding for the files that break a rule."""
    meant = rule.choice and rule.folder in seen.opened and not seen.hidden.intersection(files)
    held = any(path in seen.tracked for path in files)
    out = f"{rule.do}, then `{TAKE_OUT} {rule.folder}`, then commit." if held else f"{rule.do}."
    what = f"{rule.what}: {count(files).lower()}."
    where = rule.folder + "/" if len(files) > 1 else files[0]
    if meant:
        return Finding(Rank.HINT, where, what, f"If that is not meant: {out}")
    return Finding(Rank.PRIVATE, where, what, out)


def history(rules: list[Rule], commits: dict[str, str], seen: Seen) -> list[Finding]:
    """Return a finding when the history holds what is private and gone from here.

    Args:
        rules: What is private.
        commits: Every path that a commit added, and that commit.
        seen: What is there now, which is judged by itself.
    """
    findings = []
    gone = [path for path in commits if path not in seen.published]
    for rule in rules:
        files = [path for path in gone if rule_of(path, rules) == rule]
        if files:
            rank = Rank.HINT if rule.choice else Rank.PRIVATE
            where = rule.folder + "/" if len(files) > 1 else files[0]
            what = f"{rule.what}: deleted here, still in the history from {commits[files[0]]} on."
            do = f"`git filter-repo --path {where} --invert-paths`, or publish a new repository."
            findings.append(Finding(rank, where, what, do))
    return findings
