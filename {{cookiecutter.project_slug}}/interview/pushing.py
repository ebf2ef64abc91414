"""What is weak in an answer to a question of story.yaml: at most one thing is said of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from . import numbers

SENTENCES = 3  # an answer has at most as many
WORDS = 4  # fewer are no sentence, unless they are long or in a script without spaces
CHARACTERS = 25

_END = re.compile(r"[.!?\u2026][\"')\]]*(?=\s+(?![a-z])|\s*$)|[\u3002\uff01\uff1f]")
_WE = re.compile(r"\b(we|our|us|ours)\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|million|dozens?|half|third"
    r"|quarter|once|twice|first|second|every|each|an? (minute|hour|day|week|month|year))\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?\u2026])\s[\"'(]?(?!I\b)[A-Z]\w")  # a capital letter inside a sentence
_ORIGIN = re.compile(
    r"templat|cookie.?cutter|generat|scaffold|boilerplate|course|tutorial|t(?:ook|aken) over",
    re.IGNORECASE,
)

Check = Callable[[str], str]


def words(text: str) -> str:
    """Return a text's words in small letters, one space between them."""
    return " ".join(re.findall(r"\w+", text.lower()))


def copied(answer: str, example: object) -> bool:
    """Say whether an answer has the words of the example, whatever stands around them."""
    wanted = words(example) if isinstance(example, str) else ""
    return bool(wanted) and wanted in words(answer)


def sentences(text: str) -> int:
    """Count the sentences of a text; what follows no full stop is one as well.

    >>> sentences("One in 1.5 takes it, e.g. by mail. So says Ann! Since May")
    3
    """
    rest = _END.split(text)[-1]
    return len(_END.findall(text)) + bool(rest.strip())


def _we(answer: str) -> str:
    found = _WE.search(answer)
    return f'You say "{found[0]}": which part was yours?' if found else ""


def _number(answer: str) -> str:
    found = numbers.every(answer) or _COUNTED.search(answer) or _NAME.search(answer)
    return "" if found else "It has no number and no name. Can you add one?"


def _origin(answer: str) -> str:
    return "" if _ORIGIN.search(answer) else "What came from the template? Say that as well."


CHECKS: dict[str, Check] = {"origin": _origin, "we": _we, "number": _number}


def push(answer: str, example: object, checks: Iterable[str]) -> str:
    """Return the one thing to say about an answer, or nothing when there is none.

    Args:
        answer: In one to three sentences.
        example: The one that was shown.
        checks: Names of CHECKS, in their order, beside what holds for every answer.
    """
    if copied(answer, example):
        return "That is the example's answer. What is true of your project?"
    if len(answer.split()) < WORDS and len(answer) < CHARACTERS:
        return "That is less than a sentence. Who does what?"
    if (count := sentences(answer)) > SENTENCES:
        return f"That is {count} sentences. Which three would you keep?"
    return next((said for name in checks if (said := CHECKS[name](answer))), "")
