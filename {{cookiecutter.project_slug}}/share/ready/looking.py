"""All checks together: from what lies here to the list of what is to do."""

from pathlib import Path

import yaml

from ..errors import ShareError
from . import documents, names, personal, reading, secrets, state, story
from .finding import Finding, Rank, in_order

STORY = "story.yaml"
IGNORE = Path("interview/.gitignore")


def published(tree: reading.Tree) -> list[Finding]:
    """Return what nobody else should see."""
    private = IGNORE.exists() and "*" in IGNORE.read_text(encoding="utf-8").splitlines()
    root = Path.cwd().as_posix()
    found = [
        *names.check(tree.sizes, tree.tracked, private),
        *names.large(tree.sizes),
        *names.history(reading.history(), set(tree.sizes)),
    ]
    for path, text in tree.texts.items():
        found += [*secrets.check(path, text), *personal.check(path, text, root)]
    return found


def numbers(tree: reading.Tree) -> list[Finding]:
    """Return where documents and facts disagree."""
    try:
        return documents.stale(reading.wanted_documents(), tree.texts)
    except ShareError as error:
        said = str(error)
        return [Finding(Rank.NUMBERS, "reports/facts.json", f"{said[0].upper()}{said[1:]}.", "")]


def told(tree: reading.Tree) -> list[Finding]:
    """Return what only the author can say, and the form of it."""
    found = story.check_licence(tree.texts.get("LICENSE"))
    for path, text in tree.texts.items():
        found += [*story.check_author(path, text), *story.check_readme(path, text)]
    text = tree.texts.get(STORY, "")
    answers = yaml.safe_load(text) or {}
    return [*found, *story.check_answers(STORY, text, answers)]


def links(tree: reading.Tree) -> list[Finding]:
    """Return what documents name in vain."""
    from project_package.references import broken

    return documents.lost(tree.texts, broken)


def stands() -> list[Finding]:
    """Return what git has not got yet."""
    counted = reading.git("rev-list", "--count", "HEAD").strip()
    unpushed = reading.git("rev-list", "--count", "@{upstream}..HEAD")
    return [
        *state.check_commits(int(counted or 0), reading.git("status", "--porcelain", "-z", ".")),
        *state.check_remote(reading.git("remote"), unpushed),
        *state.check_identity(reading.git("log", "-500", "--format=%ae").split()),
    ]


def look() -> list[Finding]:
    """Return all that is to do, gravest first.

    Raises:
        ShareError: git is missing, or knows no repository here.
    """
    tree = reading.tree()
    asked = reading.dvc_status()
    try:
        found = [*published(tree), *numbers(tree), *told(tree), *links(tree), *stands()]
        answer, _ = asked.communicate()
    finally:
        asked.kill()
    found += state.check_pipeline(answer, asked.returncode != 0)
    return in_order(found)
