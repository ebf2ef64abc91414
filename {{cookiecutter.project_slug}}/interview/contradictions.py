"""A number in an answer that contradicts the number of the idea that it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import numbers
from .evidence import meanings
from .numbers import Stated
from .spelled import in_digits, shares

SMALL = 10  # whole numbers up to this count things, and years date them
YEARS = range(1900, 2101)
RIVAL = 2.0  # a number that far from the right one, or nearer, is meant to be it
LOOSE = 0.1  # "a quarter" stands for what is at most a tenth of it away
ROUNDED = 0.1  # of a number: no more than this is taken as rounding of its last zeros

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")


def telling(stated: Stated) -> bool:
    """Say whether a number measures something: no small count, no year."""
    whole = stated.value == int(stated.value) and not stated.percent
    return not (whole and (stated.value <= SMALL or stated.value in YEARS))


def stated_in(text: str) -> list[Stated]:
    """Return the numbers of a text that measure something, in digits or in words."""
    return [number for number in numbers.every(in_digits(text)) if telling(number)]


def rounded(stated: Stated) -> Stated:
    """Take the zeros at the end of a number as rounding: 9,000 may stand for 8,940."""
    step = stated.step
    while step >= 1 and stated.value and stated.value % (step * 10) == 0:
        step *= 10
    return stated._replace(step=max(stated.step, min(step, ROUNDED * abs(stated.value))))


def same(stated: Stated, truth: Stated) -> bool:
    """Say whether a number is another one, at the precision at which both are stated."""
    digits = max(len(f"{truth.step:.10f}".rstrip("0").split(".")[1]), 0)
    return numbers.agrees(rounded(stated), truth.value, digits, truth.percent)


def wrong_number(idea: str, answer: str, shown: Sequence[str]) -> tuple[str, str] | None:
    """Return the number that an answer has wrong and the right one, None when none is.

    Wrong is what stands in a sentence about the idea, is close enough to a number of the idea to
    be meant as it, and is neither that nor any other number that the question ``shown`` has. An
    answer that states no number at all is not wrong.
    """
    about = meanings(idea)
    known = [number for text in [idea, *shown] for number in stated_in(text)]
    all_said = stated_in(answer)
    loose = shares(answer)
    missing = [
        truth
        for truth in stated_in(idea)
        if not any(same(stated, truth) for stated in all_said)
        and not any(abs(share - fraction(truth)) <= LOOSE * share for share in loose)
    ]
    for sentence in _SENTENCE.split(answer):
        if not about & meanings(sentence):
            continue
        for stated in stated_in(sentence):
            if any(same(stated, number) for number in known):
                continue
            for truth in missing:
                if rivals(stated, truth):
                    return plain(stated), plain(truth)
    return None


def fraction(stated: Stated) -> float:
    """Return a number as a fraction if it is in percent."""
    return stated.value / 100 if stated.percent else stated.value


def rivals(stated: Stated, truth: Stated) -> bool:
    """Say whether one number is near enough to another to be meant as it."""
    if stated.percent and not truth.percent:
        return False
    pairs = [(abs(stated.value), abs(truth.value))]
    if truth.percent and not stated.percent:
        pairs.append((abs(stated.value) * 100, abs(truth.value)))
    return any(a and b and max(a, b) / min(a, b) <= RIVAL for a, b in pairs)


def plain(stated: Stated) -> str:
    """Return a number as one would write it."""
    digits = max(len(f"{stated.step:.10f}".rstrip("0").split(".")[1]), 0)
    return f"{stated.value:,.{digits}f}{'%' if stated.percent else ''}"
