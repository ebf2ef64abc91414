"""What only the author can say: unanswered, copied from the example, or left as generated."""

import re
from typing import Any

from .finding import Finding, Rank, line_of

QUESTION = re.compile(
    r"^# (?P<question>.+\?)\n(?:# Example: (?P<example>.+)\n)?(?:#.*\n)*(?P<key>\w+):", re.MULTILINE
)
DEFAULT_AUTHOR = "Your Name"
OWN_PART = "own_part"
CHANGES = "changes"
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


def check_answers(path: str, text: str, answers: dict[str, Any]) -> list[Finding]:
    """Return the questions that are open, or answered with the words of the example.

    Args:
        path: Where the story stands.
        text: The file, with its questions and examples in comments.
        answers: What is in it.
    """
    findings = []
    for asked in QUESTION.finditer(text):
        where = f"{path}:{line_of(text, asked.start('key'))}"
        answer = str(answers.get(asked["key"]) or "").strip()
        if not answer:
            what = f"Not answered: {asked['question']}"
            wanted = "with one entry a change" if asked["key"] == CHANGES else "in a few sentences"
            do = f"Answer {wanted}, in words of your own, then `make run`."
            findings.append(Finding(Rank.STORY, where, what, do))
        elif asked["example"] and words(asked["example"]) in words(answer):
            what = f"This answer is the example's, not yours: {asked['question']}"
            do = "Write what is true of your project, then `make run`."
            findings.append(Finding(Rank.STORY, where, what, do))
        elif asked["key"] == OWN_PART and not TOOK_OVER.search(answer):
            what = "It is not said what came from the template."
            do = "Name what was generated, then what you did."
            findings.append(Finding(Rank.STORY, where, what, do))
    return findings


def check_author(path: str, text: str) -> list[Finding]:
    """Return where the template's default still stands for the author."""
    if path not in AUTHORED or (at := text.find(DEFAULT_AUTHOR)) < 0:
        return []
    what = f"The author is still {DEFAULT_AUTHOR!r}."
    return [Finding(Rank.STORY, f"{path}:{line_of(text, at)}", what, "Write your own name.")]


def check_readme(path: str, text: str) -> list[Finding]:
    """Return whether the README still waits for the first results."""
    if path != "README.md" or (at := text.find(NO_RESULTS)) < 0:
        return []
    where = f"{path}:{line_of(text, at)}"
    return [Finding(Rank.NUMBERS, where, "There are no results in it yet.", "`make run`")]


def check_licence(text: str | None) -> list[Finding]:
    """Return what is to be said of the licence; None stands for a file that is not there."""
    if text is None:
        what = "There is no licence, so nobody may use or even copy the code."
        do = "Add one: https://choosealicense.com compares them."
        return [Finding(Rank.FORM, "LICENSE", what, do)]
    if "All rights reserved" in text and "Redistribution and use" not in text:
        what = "All rights reserved: others may read the code, and nothing else."
        do = "If that is what you want, leave it; MIT lets people try it."
        return [Finding(Rank.HINT, "LICENSE", what, do)]
    return []
