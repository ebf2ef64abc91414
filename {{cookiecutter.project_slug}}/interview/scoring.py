"""What a machine can say about an answer, and what it leaves to the person who gave it.

Exact: numbers in slots, banned words, time. A hint and no more: numbers in free text that are not
among the question's own, runs of words that stand in an earlier answer. Nothing here adds these up.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from . import numbers
from .contradictions import fact
from .numbers import Stated
from .quantities import fraction, plain, rounded, telling
from .question import Question

RUN = 5  # words in a row that count as recited
RECITED = 0.6  # share of an answer's runs above which it is read out, not told

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?|\d+(?:\.\d+)?")


def words(text: str) -> list[str]:
    """Return the words of ``text`` in small letters, numbers among them."""
    return [word.lower().replace("\u2019", "'") for word in WORD.findall(text)]


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of RUN words in ``text``."""
    said = words(text)
    return {tuple(said[start : start + RUN]) for start in range(len(said) - RUN + 1)}


def recited(answer: str, earlier: Iterable[str]) -> float | None:
    """Return the share of an answer's runs of words that stand in an earlier text.

    None when the answer is too short to have a run.
    """
    own = runs(answer)
    if not own:
        return None
    known = set[tuple[str, ...]]().union(*(runs(text) for text in earlier))
    return len(own & known) / len(own)


def banned_words(answer: str, banned: Iterable[str]) -> list[str]:
    """Return the banned words that an answer uses, also in the plural; phrases count as a whole."""
    said = " ".join(words(answer))
    return [word for word in banned if re.search(banned_pattern(word), said)]


def banned_pattern(word: str) -> str:
    """Return what finds a banned word or phrase among the words of an answer."""
    return rf"\b{re.escape(' '.join(words(word)))}(?:e?s)?\b"


class Shown(NamedTuple):
    """The numbers of a project: those that its documents print, and those that its facts hold."""

    printed: Sequence[Stated] = ()
    facts: Sequence[float] = ()


NOWHERE = Shown()


def strange_numbers(answer: str, question: Question, project: Shown = NOWHERE) -> list[str]:
    """Return the numbers of an answer that neither its question nor the project has.

    They may be right all the same, so they are shown and never counted as wrong. Small whole
    numbers and years are left out, and so are sums of others in the answer.
    """
    ideas = (idea.text for idea in question.ideas)
    asked = " ".join([*question.phrasings, *ideas, question.answer])
    shown = [(number.value, number.percent) for number in numbers.every(asked)]
    if question.what:
        shown.append((question.what.answer, question.what.percent))
    known: list[Stated] = []
    strange: list[Stated] = []
    for stated in filter(telling, numbers.every(answer)):
        own = any(_matches(rounded(stated), value) for value in question.numbers)
        own = own or any(abs(stated.value - value) < stated.step / 2 for value, _ in shown)
        (known if own or in_project(stated, project) else strange).append(stated)
    sums = {a.value + b.value for a, b in itertools.combinations(known, 2)}
    left = [each for each in strange if each.value not in sums]
    return list(dict.fromkeys(plain(each) for each in left))


def in_project(stated: Stated, project: Shown) -> bool:
    """Say whether a project prints a number, or holds it as a fact, at the shown precision.

    A fact needs three digits, since two may be met by chance, or is a whole number itself.
    """
    if fact(stated, project.facts) or stated.value in map(abs, project.facts):
        return True
    size, reach = abs(fraction(stated)), _step(stated) / 2 * (1 + 1e-9)
    return any(abs(size - abs(fraction(each))) <= reach for each in project.printed)


def _step(stated: Stated) -> float:
    """Return the unit of the last digit of a number as a fraction."""
    return stated.step / (100 if stated.percent else 1)


def _matches(stated: numbers.Stated, fact: float) -> bool:
    """Say whether a fact, as it is or in percent, is the stated number when rounded.

    One digit behind the point is too coarse for a fact of two: 0.2 is not 0.19.
    """
    sizes = (abs(fact), abs(fact) * 100)
    steps = (
        min(stated.step, numbers.significant(size)) if stated.step < 1 else stated.step
        for size in sizes
    )
    return any(
        abs(abs(stated.value) - size) <= 0.5 * step * (1 + 1e-9)
        for size, step in zip(sizes, steps, strict=True)
    )


def quoted(answer: str, quote: str) -> bool:
    """Say whether the words of ``quote`` stand in ``answer``, in this order and side by side."""
    said, wanted = words(answer), words(quote)
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(said)} "


def digest(answer: str) -> str:
    """Return a short hash that proves which answer was given without keeping it in the log."""
    return hashlib.sha256(answer.encode()).hexdigest()[:12]


def hits(ticks: Sequence[str]) -> float:
    """Return how many ideas were ticked; one that was partly said counts half."""
    return sum({"yes": 1.0, "partly": 0.5}.get(tick, 0.0) for tick in ticks)
