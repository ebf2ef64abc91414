"""A number in an answer that contradicts the number of the idea that it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .evidence import touches
from .numbers import Stated
from .quantities import fraction, plain, same, stated_in
from .question import Idea
from .spelled import shares

RIVAL = 2.0  # a number that far from the right one, or nearer, is meant to be it
LOOSE = 0.1  # "a quarter" stands for what is at most a tenth of it away

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")


def wrong_number(idea: Idea, answer: str, shown: Sequence[str]) -> tuple[str, str] | None:
    """Return the number that an answer has wrong and the right one, None when none is.

    Wrong is what stands in a sentence about the idea, is close enough to a number of the idea to
    be meant as it, and is neither that nor any other number that the question ``shown`` has. An
    answer that states no number at all is not wrong.
    """
    known = [number for text in [idea.text, *shown] for number in stated_in(text)]
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
            for truth in missing:
                if rivals(stated, truth):
                    return plain(stated), plain(truth)
    return None


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
