"""The checklist: every check of the folder, as one list of what is to do."""

import re
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from ..problem import Problem
from ..sharing.errors import SharingError
from . import (
    documents,
    names,
    own_rows,
    personal,
    private,
    proof,
    reading,
    removed_secrets,
    secrets,
    state,
    story,
    tried,
)
from .finding import Finding, Rank, in_order

STORY = "story.yaml"
FILE = re.compile(r"[\w./-]+\.\w+(?=[ ,:])")  # how a message that names one begins


def told(tree: reading.Tree) -> dict[str, Any] | None:
    """Return what the story says, None when it cannot be read."""
    try:
        return dict(yaml.safe_load(tree.texts.get(STORY, "")) or {})
    except (yaml.YAMLError, ValueError, TypeError):
        return None


def public_findings(tree: reading.Tree, rules: list[private.Rule]) -> list[Finding]:
    """Return what nobody else should see."""
    root, commits = Path.cwd().as_posix(), reading.history()
    opened = {path.parent.name for path in Path().glob("*/.gitignore")}
    seen = private.Seen(tree.sizes, tree.tracked, tree.hidden, opened)
    others = [path for path in tree.sizes if not private.rule_of(path, rules)]
    own = story.address(told(tree) or {})
    found = [
        *private.check(rules, seen),
        *private.history(rules, commits, seen),
        *names.check(others, tree.tracked),
        *names.large(tree.sizes),
        *names.history(commits, set(tree.sizes)),
        *removed_secrets.check(reading.git(*removed_secrets.LOG), tree.texts),
    ]
    found += own_rows.check(tree.texts)
    for path, text in tree.texts.items():
        found += [*secrets.check(path, text), *personal.check(path, text, root, own)]
    return found


def unreadable(error: SharingError, where: str) -> Finding:
    """Return the finding for a file that could not be read; its message says what to do.

    Args:
        error: Its message names the file, where it is another one.
        where: What was to be read.
    """
    said = str(error)
    if named := FILE.match(said):
        return Finding(Rank.NUMBERS, named[0], f"{said}.", "")
    return Finding(Rank.NUMBERS, where, f"{said[0].upper()}{said[1:]}.", "")


def number_findings(tree: reading.Tree, problem: Problem) -> list[Finding]:
    """Return where documents and facts disagree, and whether the numbers were checked."""
    found = []
    try:
        found += documents.stale(reading.wanted_documents(problem), tree.texts)
    except SharingError as error:
        found.append(unreadable(error, "reports/facts.json"))
    try:
        found += proof.check(reading.proof())
    except SharingError as error:
        found.append(unreadable(error, "reports/claim.json"))
    return found


def author_findings(tree: reading.Tree, problem: Problem) -> list[Finding]:
    """Return what only the author can say, and the form of it."""
    found, told_there = tried.findings(problem.source)
    found += own_rows.untold()
    found += story.check_license(tree.texts.get("LICENSE"))
    for path, text in tree.texts.items():
        found += [*story.check_author(path, text), *story.check_readme(path, text)]
    answers = told(tree)
    if answers is None:
        return [*found, Finding(Rank.STORY, STORY, *story.UNREADABLE)]
    asked = story.questions(
        path.read_text(encoding="utf-8") for path in sorted(Path().glob(f"*/{story.QUESTIONS}"))
    )
    if told_there and not answers.get(story.CHANGES):
        asked.pop(story.CHANGES, None)  # the documents tell every experiment
    return [*found, *story.check_answers(STORY, asked, tree.texts.get(STORY, ""), answers)]


def link_findings(tree: reading.Tree, rules: list[private.Rule], problem: Problem) -> list[Finding]:
    """Return what documents name and is not there."""
    from ..documents.references import broken

    ours = {path: text for path, text in tree.texts.items() if not private.rule_of(path, rules)}
    return documents.lost(ours, partial(broken, problem=problem))


def git_findings(tree: reading.Tree, rules: list[private.Rule]) -> list[Finding]:
    """Return what git does not have yet."""
    counted = reading.git("rev-list", "--count", "HEAD").strip()
    unpushed = reading.git("rev-list", "--count", "@{upstream}..HEAD")
    status = reading.git("status", "--porcelain", "--untracked-files=all", "-z", ".")
    ours = {path for path in tree.sizes if private.rule_of(path, rules) or names.groups([path])}
    return [
        *state.check_commits(int(counted or 0), status, ours),
        *state.check_left_out(reading.results_left_out()),
        *state.check_remote(reading.git("remote"), unpushed),
        *state.check_identity(reading.git("log", "-500", "--format=%ae").split()),
    ]


def checklist(problem: Problem) -> list[Finding]:
    """Return all that is to do, gravest first.

    Raises:
        SharingError: git is missing, or knows no repository here.
    """
    tree, rules = reading.tree(), reading.private_rules()
    asked = reading.dvc_status()
    try:
        found = [
            *public_findings(tree, rules),
            *number_findings(tree, problem),
            *author_findings(tree, problem),
        ]
        found += [*link_findings(tree, rules, problem), *git_findings(tree, rules)]
        answer, _ = asked.communicate()
    finally:
        asked.kill()
    behind = state.check_pipeline(answer, asked.returncode != 0)
    return in_order([*behind, *found])  # a run comes before the commit of what it writes
