"""What a machine can say about an answer, and what it leaves to the person who gave it.

Exact: numbers in slots, banned words, time. A hint and no more: numbers in free text that are not
among the question's own, runs of words that stand in an earlier answer. Nothing here adds these up.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from . import numbers
from .quantities import rounded, telling
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


def strange_numbers(answer: str, question: Question) -> list[str]:
    """Return the numbers of an answer that are not among the question's own facts.

    They may be right all the same, so they are shown and never counted as wrong. Small whole
    numbers and years are left out.
    """
    ideas = (idea.text for idea in question.ideas)
    asked = " ".join([*question.phrasings, *ideas, question.answer])
    shown = [(number.value, number.percent) for number in numbers.every(asked)]
    if question.what:
        shown.append((question.what.answer, question.what.percent))
    strange = []
    for stated in numbers.every(answer):
        if not telling(stated):
            continue
        known = any(_matches(rounded(stated), value) for value in question.numbers)
        if not known and not any(abs(stated.value - value) < stated.step / 2 for value, _ in shown):
            strange.append(f"{stated.value:g}{'%' if stated.percent else ''}")
    return strange


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
