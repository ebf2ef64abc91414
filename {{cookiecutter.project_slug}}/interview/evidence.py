"""Whether an answer says an idea, as far as words and numbers can tell.

A machine that reads words sees what is absent, not what is true. So it can ask for the words that
earn a tick, refuse words that repeat nothing of the idea, and see a number that contradicts it. It
cannot tell a right sentence from a wrong one with the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .meanings import SMALL, STEM, meaning, meanings, said_in, tokens
from .quantities import same, stated_in
from .question import Idea

SAID, NOTHING, NEGATED, LISTED, OPEN = "said", "nothing", "negated", "listed", "open"
ENOUGH = 2.0  # a cue that the question does not give away, or two other words of the idea
SOME = 1.0  # a word of the idea
POINTED_AT = 1.25  # is enough for a sentence that is pointed at: more than one such word
OPEN_WORDS = 3  # that a sentence has which is pointed at for an idea that has no words of its own
SHORT = 0.6  # of the words of a short idea are enough for it
GIVEN_AWAY = 0.25  # what a word counts that stands in the question already
LIST = 6  # words from which a text without small words is a list and no sentence
SMALL_WORDS = 0.1  # share of them below which it is one; English has about a half
DENIALS = {"no", "neither", "nor"}  # an idea with one may be said with another
_ASKS = {
    "names", "gives", "says", "asks", "uses", "tells", "stays", "keeps", "agrees", "admits", "ends",
    "each", "own",
}  # fmt: skip
_AMOUNTS = {"few", "more", "most", "much", "same", "other", "each", "every", "both"}


class Verdict(NamedTuple):
    """What the words of an answer say about an idea, how many they are, and how many it takes."""

    kind: str
    weight: float
    enough: float


def _cue_hits(cues: Iterable[str], text: str) -> set[str]:
    """Return the cues that an answer has; a word starts with its cue, a phrase stands as it is."""
    words = [word for word in tokens(text) if word.isalpha()]
    joined = f" {' '.join(words)}"
    roots = {meaning(word) for word in words}
    return {
        cue
        for cue in (cue.lower() for cue in cues)
        if f" {cue}" in joined or (" " not in cue and cue not in SMALL and meaning(cue) in roots)
    }


def touches(idea: Idea, text: str) -> bool:
    """Say whether a text has any word of an idea."""
    return bool(_cue_hits(idea.cues, text) or meanings(idea.text) & meanings(text))


def is_list(text: str) -> bool:
    """Say whether a text is a row of keywords and no sentence."""
    words = [word for word in tokens(text) if word[0].isalpha()]
    small = sum(word in SMALL and word not in _AMOUNTS for word in words)
    return len(words) >= LIST and small / len(words) < SMALL_WORDS


def weigh(idea: Idea, text: str, asked: str = "") -> Verdict:
    """Weigh the words of an answer against those of an idea.

    What stands in the question already counts little: repeating it is no answer.
    """
    if is_manner(idea):
        return Verdict(SAID, 0.0, 0.0)
    given = meanings(asked)
    cues, shared, numbers = _found(idea, text, asked)
    weight, least = _sum(cues, shared, given) + numbers, needed(idea, asked)
    if weight < least and is_open(idea):
        return Verdict(OPEN, float(len(meanings(text) - given)), OPEN_WORDS)
    if weight < min(SOME, least):
        return Verdict(NOTHING, weight, least)
    if is_list(text) and not is_list(idea.text):
        return Verdict(LISTED, weight, least)
    found = shared.union(*(_roots(cue) for cue in cues)) - given
    if found and not numbers and _reversed(idea, found, said_in(text)):
        return Verdict(NEGATED, weight, least)
    return Verdict(SAID if weight >= least else NOTHING, weight, least)


def needed(idea: Idea, asked: str) -> float:
    """Return what the words of an answer have to weigh; a short idea takes less than a long one."""
    if is_manner(idea):
        return 0.0
    cues, words, numbers = _found(idea, idea.text, asked)
    full = _sum(cues, words, meanings(asked)) + numbers
    return max(min(ENOUGH, full * SHORT), GIVEN_AWAY)


def _found(idea: Idea, text: str, asked: str) -> tuple[set[str], set[str], int]:
    """Return what an answer has of an idea: its cues, its other words, and how many numbers."""
    cues = _cue_hits(idea.cues, text)
    given, said = stated_in(asked), stated_in(text)
    numbers = [
        number
        for number in stated_in(idea.text)
        if any(same(each, number) for each in said) and not any(same(g, number) for g in given)
    ]
    own = meanings(idea.text) & set(said_in(text))
    return cues, own.difference(*(_roots(cue) for cue in cues)), len(numbers)


def _sum(cues: Iterable[str], words: Iterable[str], given: set[str]) -> float:
    """Return what cues and words of an idea count together."""
    weights = [GIVEN_AWAY if root in given else 1.0 for root in words]
    return sum(weights) + sum(_cue_weight(cue, given) for cue in cues)


def _cue_weight(cue: str, given: set[str]) -> float:
    """Return what a cue counts: little if it is a small word or the question gives it away."""
    if given.issuperset(_roots(cue)):
        return GIVEN_AWAY
    return SOME if cue in SMALL or len(cue) < STEM else ENOUGH


def _roots(cue: str) -> list[str]:
    """Return what the words of a cue mean."""
    return [meaning(word) for word in cue.split()]


def _reversed(idea: Idea, found: Iterable[str], said: dict[str, bool]) -> bool:
    """Say whether an answer denies every word that it has of an idea, and the idea does not."""
    if DENIALS & set(tokens(idea.text)):
        return False
    meant = said_in(idea.text)
    heard = [root for root in found if root in said]
    return bool(heard) and all(said[root] and not meant.get(root, False) for root in heard)


def is_open(idea: Idea) -> bool:
    """Say whether an idea asks for something that has no words of its own: "names one limit"."""
    return not idea.cues and idea.text.split(" ", 1)[0] in _ASKS


def is_manner(idea: Idea) -> bool:
    """Say whether an idea is about how an answer is told, which none of its sentences says."""
    return not idea.cues and idea.text.startswith("stays within")


def enough(verdict: Verdict, *, quoted: bool = False) -> bool:
    """Say whether a tick may stand on a verdict; fewer words do if the candidate points at them."""
    if quoted and verdict.kind == OPEN:
        return verdict.weight >= verdict.enough
    if quoted and verdict.kind == NOTHING:
        return verdict.weight >= min(POINTED_AT, verdict.enough)
    return verdict.kind == SAID
