"""A number in an answer that contradicts the number of the idea that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .evidence import touches
from .meanings import meanings
from .numbers import Stated
from .quantities import fraction, plain, same, stated_in
from .question import Idea, Question
from .spelled import in_digits, shares

RIVAL = 2.0  # a number that far from the right one, or nearer, is meant to be it
LOOSE = 0.1  # "a quarter" stands for what is at most a tenth of it away

_PAIR = re.compile(r"(\S*\d\S*)\s+(?:to|and)\s+(\S*\d[\w.,%]*)")
_COUNTED = re.compile(r"(\d[\d,.]*)\s+([a-z]+)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")


def wrong_number(idea: Idea, answer: str, question: Question) -> tuple[str, str] | None:
    """Return the number that an answer has wrong and the right one, None when none is.

    Wrong is what stands in a sentence about the idea, is close enough to a number of the idea to
    be meant as it, and is neither that nor another number of the question. An answer that states
    no number at all is not wrong.
    """
    known = [number for text in shown(question) for number in stated_in(text)]
    all_said = stated_in(answer)
    loose = shares(answer)
    missing = [
        truth
        for truth in stated_in(idea.text)
        if not any(same(stated, truth) for stated in all_said)
        and not any(abs(share - fraction(truth)) <= LOOSE * share for share in loose)
    ]
    sentences = _SENTENCE.split(answer.strip())
    for sentence in sentences:
        if len(sentences) > 1 and not touches(idea, sentence):
            continue
        for stated in stated_in(sentence):
            if any(same(stated, number) or coarse(stated, number) for number in known):
                continue
            if fact(stated, question.numbers) or inside(stated, idea.text, answer):
                continue
            for truth in missing:
                if rivals(stated, truth) and same_unit(stated, sentence, truth, idea.text):
                    return plain(stated), plain(truth)
    return None


def shown(question: Question) -> list[str]:
    """Return the texts whose numbers an answer may state."""
    what = question.what
    number = [f"{what.answer:.{what.digits}f}{'%' if what.percent else ''}"] if what else []
    return [*question.phrasings, *(idea.text for idea in question.ideas), *number]


def fact(stated: Stated, facts: Iterable[float]) -> bool:
    """Say whether a number of three digits or more is a fact of the run; two may be by chance."""
    digits = f"{abs(stated.value) / stated.step:.0f}"
    sizes = [size for each in facts for size in (abs(each), abs(each) * 100)]
    return len(digits) > 2 and any(
        abs(abs(stated.value) - size) <= stated.step / 2 for size in sizes
    )


def inside(stated: Stated, idea: str, answer: str) -> bool:
    """Say whether a number lies in an interval of the idea, and is no end of one in the answer."""
    ends = {number.value for pair in _pairs(answer) for number in pair}
    return stated.value not in ends and any(
        low.value <= stated.value <= high.value for low, high in _pairs(idea)
    )


def _pairs(text: str) -> list[tuple[Stated, Stated]]:
    """Return the intervals of a text: "0.11 to 0.17", "between 0.11 and 0.17"."""
    pairs = []
    for match in _PAIR.finditer(in_digits(text)):
        low, high = stated_in(match[1]), stated_in(match[2])
        if low and high:
            pairs.append((low[0], high[0]))
    return pairs


def coarse(stated: Stated, truth: Stated) -> bool:
    """Say whether a number is another one, rounded further than two digits: 0.06 for 0.058."""
    return abs(stated.value - truth.value) <= stated.step / 2 and stated.percent == truth.percent


def rivals(stated: Stated, truth: Stated) -> bool:
    """Say whether one number is near enough to another to be meant as it."""
    if stated.percent and not truth.percent:
        return False
    pairs = [(abs(stated.value), abs(truth.value))]
    if truth.percent and not stated.percent:
        pairs.append((abs(stated.value) * 100, abs(truth.value)))
    return any(a and b and max(a, b) / min(a, b) <= RIVAL for a, b in pairs)


def same_unit(stated: Stated, text: str, truth: Stated, idea: str) -> bool:
    """Say whether two numbers may count the same: 200 trees are no 321 rows."""
    one, other = _unit(stated, text), _unit(truth, idea)
    return not one or not other or bool(meanings(one) & meanings(other))


def _unit(stated: Stated, text: str) -> str:
    """Return the word behind a number, empty when there is none that could be a unit."""
    for match in _COUNTED.finditer(in_digits(text)):
        if stated in stated_in(match[1]) and meanings(match[2]):
            return match[2]
    return ""
