"""What only the author can say: unanswered, copied from the example, or left as generated."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import yaml

from ..documents.author import NOBODY
from .finding import Finding, Rank, line_of

QUESTIONS = "story*.yaml"  # in a folder that is not published
OWN_PART = "own_part"
ANSWER = "`make story` asks you and writes the answer into it; then `make run`."
CHANGES = "changes"
TRY = "`make try` measures an edit of yours, and the documents tell it."
REVISE = "`make story DO=again` lets you revise it; then `make run`."
NAMED = {  # what to do where the author's name is not written by hand
    "story.yaml": "Write your own name; `make story` asks for it, too.",
    "CITATION.cff": "Put your name into story.yaml, then `make run`.",
}
TOOK_OVER = re.compile(
    r"templat|cookie.?cutter|generat|scaffold|boilerplate|course|tutorial|t(?:ook|aken) over",
    re.IGNORECASE,
)
AUTHORED = ("LICENSE", "pyproject.toml", "story.yaml", "CITATION.cff", "README.md")
UNREADABLE = ("It cannot be read.", "Put each answer in double quotes, on the line of its key.")
NO_RESULTS = "The table appears here after"


def words(text: str) -> str:
    """Return a text's words in small letters, one space between them."""
    return " ".join(re.findall(r"\w+", text.lower()))


class Question(NamedTuple):
    """What is asked under a key of the story, and what an answer may look like."""

    ask: str
    example: Any = None


def questions(sources: Iterable[str]) -> dict[str, Question]:
    """Return the question of every key.

    Args:
        sources: Texts in YAML, from each key to fields; those of its Question are taken.
    """
    found: dict[str, dict[str, Any]] = {}
    for source in sources:
        for key, fields in yaml.safe_load(source).items():
            found.setdefault(key, {}).update(fields)
    return {key: Question(each["ask"], each.get("example")) for key, each in found.items()}


def check_answers(
    path: str, asked: Mapping[str, Question], text: str, answers: Mapping[str, Any]
) -> list[Finding]:
    """Return the questions that are open, or answered with the words of the example.

    Args:
        path: Where the story stands.
        asked: The question of each key.
        text: The story, as it is written.
        answers: What is in it.
    """
    findings = []
    for key, question in asked.items():
        at = re.search(rf"^{key}:", text, re.MULTILINE)
        where = f"{path}:{line_of(text, at.start())}" if at else path
        answer = str(answers.get(key) or "").strip()
        if not answer:
            what, do = f"Not answered: {question.ask}", TRY if key == CHANGES else ANSWER
        elif isinstance(question.example, str) and words(question.example) in words(answer):
            what = f"This answer is the example's, not yours: {question.ask}"
            do = REVISE
        elif key == OWN_PART and not TOOK_OVER.search(answer):
            what = "It does not say what came from the template."
            do = REVISE
        else:
            continue
        findings.append(Finding(Rank.STORY, where, what, do))
    return findings


def address(answers: Mapping[str, Any]) -> str:
    """Return the email address that the author shows on purpose, or nothing."""
    links = answers.get("links")
    return str(links.get("email") or "") if isinstance(links, Mapping) else ""


def check_author(path: str, text: str) -> list[Finding]:
    """Return where the template's default still stands for the author."""
    if path not in AUTHORED or (at := text.find(NOBODY)) < 0:
        return []
    what = f"The author is still {NOBODY!r}."
    do = NAMED.get(path, "Write your own name.")
    return [Finding(Rank.STORY, f"{path}:{line_of(text, at)}", what, do)]


def check_readme(path: str, text: str) -> list[Finding]:
    """Return whether the README still waits for the first results."""
    if path != "README.md" or (at := text.find(NO_RESULTS)) < 0:
        return []
    where = f"{path}:{line_of(text, at)}"
    return [Finding(Rank.NUMBERS, where, "There are no results in it yet.", "`make run`")]


def check_license(text: str | None) -> list[Finding]:
    """Return what is to be said of the license; None stands for a file that is not there."""
    if text is None:
        what = "There is no license, so nobody may use or even copy the code."
        do = "Add one: https://choosealicense.com compares them."
        return [Finding(Rank.FORM, "LICENSE", what, do)]
    if "All rights reserved" in text and "Redistribution and use" not in text:
        what = "All rights reserved: others may read the code, and nothing else."
        do = "If that is what you want, leave it; MIT lets people try it."
        return [Finding(Rank.HINT, "LICENSE", what, do)]
    return []
