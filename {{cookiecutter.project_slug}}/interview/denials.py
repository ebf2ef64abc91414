"""Whether a sentence claims what an idea denies."""

from __future__ import annotations

import itertools
import re

from .meanings import clauses, denied_by, denies, is_content, meaning, said_in, tokens

OPENING = 5  # words by which a denial has begun
OPPOSED = 2  # words that an idea denies, and a sentence says without any denial
REFUTED = (
    "wrong", "backward", "misread", "myth", "confus", "fallac", "incorrect", "misconcept", "revers",
    "rather", "instead", "opposite", "mistak", "mixes", "mixed",
)  # fmt: skip
DENYING = (
    "reject",
    "forbid",
    "refus",
    "exclude",
    "avoid",
    "lack",
    "los",
    "fail",
    "only",
    "nothing",
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")

Word = tuple[str, bool]  # what it means, and whether its clause denies it
Pair = tuple[Word, Word]


def pairs(text: str) -> set[Pair]:
    """Return the neighbors among the words that mean something, each with whether it is denied."""
    words = [
        (meaning(word), denies(clause))
        for clause in clauses(text)
        for word in clause
        if is_content(word)
    ]
    return set(itertools.pairwise(words))


def affirms(idea: str, text: str) -> bool:
    """Say whether a text claims what an idea denies, and nowhere denies it.

    >>> it = "it is not the probability that the effect is true"
    >>> affirms(it, "It is the chance that the effect is real.")
    True
    """
    claimed = {meaning(word) for word in tokens(claim(idea)) if is_content(word)}
    said = {(one, other) for (one, _), (other, denied) in pairs(text) if not denied}
    meant = {(one, other) for (one, _), (other, _) in pairs(idea) if other in claimed}
    if not said & meant or refutes(text):
        return False
    if any(word.startswith(DENYING) for word in tokens(text)):
        return False
    denied = set(said_in(idea))
    about = [each for each in _SENTENCE.split(text) if len(denied & set(said_in(each))) >= OPPOSED]
    return not any(denies(tokens(each)) for each in about)


def claim(idea: str) -> str:
    """Return what an idea denies, if it is a denial from its start and as a whole.

    >>> claim("so it is not the probability of the null")
    'the probability of the null'
    """
    words = tokens(idea)
    begins = [place for place in range(len(words[:OPENING])) if denied_by(words, place)]
    whole = all(said_in(idea).values())
    return " ".join(words[begins[0] + 1 :]) if begins and whole else ""


def refutes(text: str) -> bool:
    """Say whether a text calls something wrong."""
    return any(word.startswith(REFUTED) for word in tokens(text))
