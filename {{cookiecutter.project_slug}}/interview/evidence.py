"""Whether an answer says an idea, as far as words and numbers can tell.

A machine that reads words sees what is absent, not what is true. So it can ask for the words that
earn a tick, refuse words that repeat nothing of the idea, and see a number that contradicts it. It
cannot tell a right sentence from a wrong one with the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from .denials import affirms
from .meanings import SMALL, STEM, everyday, meaning, meanings, said_in, tokens
from .quantities import named_in, same, stated_in
from .question import Idea
from .spelled import in_digits

SAID, NOTHING, NEGATED, LISTED, OPEN = "said", "nothing", "negated", "listed", "open"
AFFIRMED, UNCOUNTED = "affirmed", "uncounted"
ENOUGH = 2.0  # a cue that the question does not give away, or two other words of the idea
SOME = 1.0  # a word of the idea
SHARED = 0.5  # a word that another idea of the question has as well, or a small word
EVERYDAY_CUE = 1.5  # a cue that many answers have: not enough by itself
POINTED_AT = 1.25  # is enough for a sentence that is pointed at: more than one such word
OPEN_WORDS = 3  # that a sentence has which is pointed at for an idea that has no words of its own
SHORT = 0.6  # of the words of a short idea are enough for it
GIVEN_AWAY = 0.25  # what a word counts that stands in the question already
LIST = 6  # words from which a text without small words is a list and no sentence
SMALL_WORDS = 0.1  # share of them below which it is one; English has about a half
DENIALS = {"no", "neither", "nor", "only"}  # an idea with one may be said with another
_ASKS = {
    "names", "gives", "says", "asks", "uses", "tells", "stays", "keeps", "agrees", "admits", "ends",
    "each", "own",
}  # fmt: skip
_EXAMPLES = ("an example", "one example", "a concrete ", "one concrete ")
IN_BRACKETS = re.compile(r"\([^)]*\)")
COUNTED = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_AMOUNTS = {"few", "more", "most", "much", "same", "other", "each", "every", "both"}


class Verdict(NamedTuple):
    """What the words of an answer say about an idea, how many they are, and how many it takes."""

    kind: str
    weight: float
    enough: float


def _cue_hits(cues: Iterable[str], text: str) -> set[str]:
    """Return the cues that an answer has; a word starts with its cue, a phrase stands as it is.

    A number in a cue stands as it is too, whether the answer has it in digits or in words.
    """
    words = [word for word in tokens(text) if word.isalpha()]
    joined, counted = f" {' '.join(words)}", f" {_plain(in_digits(text))} "
    roots = {meaning(word) for word in words}
    return {cue for cue in (cue.lower() for cue in cues) if _hit(cue, joined, counted, roots)}


def _hit(cue: str, words: str, counted: str, roots: set[str]) -> bool:
    """Say whether a cue is among the words of an answer."""
    if any(letter.isdigit() for letter in cue):
        return f" {_plain(cue)}{' ' if cue[-1].isdigit() else ''}" in counted
    if f" {cue}" in words:
        return True
    return " " not in cue and cue not in SMALL and meaning(cue) in roots


def _plain(text: str) -> str:
    """Return a text as words and numbers, with one blank between any two."""
    return " ".join(COUNTED.findall(THOUSANDS.sub("", text.lower())))


def touches(idea: Idea, text: str) -> bool:
    """Say whether a text has any word of an idea."""
    return bool(_cue_hits(idea.cues, text) or meanings(idea.text) & meanings(text))


def is_list(text: str) -> bool:
    """Say whether a text is a row of keywords and no sentence."""
    words = [word for word in tokens(text) if word[0].isalpha()]
    small = sum(word in SMALL and word not in _AMOUNTS for word in words)
    return len(words) >= LIST and small / len(words) < SMALL_WORDS


def weigh(idea: Idea, text: str, asked: str = "", others: Sequence[Idea] = ()) -> Verdict:
    """Weigh the words of an answer against those of an idea.

    What stands in the question already counts little: repeating it is no answer. What ``others``,
    the ideas of the same answer, have as well counts half: it does not tell which one is meant.
    """
    if is_manner(idea):
        return Verdict(SAID, 0.0, 0.0)
    found, least = _weight(idea, text, asked, others), needed(idea, asked, others)
    kind = _kind(idea, text, found, least)
    if kind == OPEN:
        return Verdict(OPEN, float(len(meanings(text) - meanings(asked))), OPEN_WORDS)
    return Verdict(kind, found.weight, least)


def _kind(idea: Idea, text: str, found: _Found, least: float) -> str:
    """Say what an answer makes of an idea of which it has this much."""
    few = found.weight < least
    kinds = {
        OPEN: few and is_open(idea),
        NOTHING: found.weight < min(SOME, least),
        LISTED: is_list(text) and not is_list(idea.text),
        AFFIRMED: affirms(idea.text, text),
        NEGATED: not found.numbers and _reversed(idea, found.roots, text),
        UNCOUNTED: few and is_number(idea) and not found.numbers,
        SAID: not few,
    }
    return next((kind for kind, holds in kinds.items() if holds), NOTHING)


def needed(idea: Idea, asked: str, others: Sequence[Idea] = ()) -> float:
    """Return what the words of an answer have to weigh; a short idea takes less than a long one."""
    if is_manner(idea):
        return 0.0
    return max(min(ENOUGH, _weight(idea, idea.text, asked, others).weight * SHORT), GIVEN_AWAY)


class _Found(NamedTuple):
    """What an answer has of an idea: what it weighs, its roots, and how many numbers."""

    weight: float
    roots: set[str]
    numbers: int


def _weight(idea: Idea, text: str, asked: str, others: Sequence[Idea]) -> _Found:
    """Return what an answer has of an idea."""
    rest = tuple(each.text for each in others if each.text != idea.text)
    given, cues = meanings(asked), _cue_hits(idea.cues, text)
    shared_roots, shared_cues = _shared(idea, rest)
    shown = stated_in(asked)
    numbers = [
        number
        for number in stated_in(idea.text)
        if named_in(text, number) and not any(same(each, number) for each in shown)
    ]
    of_cues = {root for cue in cues for root in _roots(cue)}
    words = (meanings(idea.text) & set(said_in(text))) - of_cues
    weight = sum(_word_weight(root, given, shared_roots) for root in words)
    weight += sum(_cue_weight(cue, given, shared_cues) for cue in cues)
    return _Found(weight + ENOUGH * len(numbers), (words | of_cues) - given, len(numbers))


@cache
def _shared(idea: Idea, rest: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """Return the roots and the cues of an idea that stand in others of the same answer."""
    text = " ; ".join(rest)
    return meanings(text), _cue_hits(idea.cues, text)


def _word_weight(root: str, given: set[str], shared: set[str]) -> float:
    """Return what a word of an idea counts."""
    return GIVEN_AWAY if root in given else SHARED if root in shared else SOME


def _cue_weight(cue: str, given: set[str], shared: set[str]) -> float:
    """Return what a cue counts: little if it is a small word or the question gives it away."""
    roots = _roots(cue)
    if roots and given.issuperset(roots):
        return GIVEN_AWAY
    if cue in SMALL:
        return SHARED
    if len(cue) < STEM or cue in shared:
        return SOME
    return EVERYDAY_CUE if is_everyday(cue) else ENOUGH


def is_everyday(cue: str) -> bool:
    """Say whether a cue is one word that many answers have."""
    return cue.isalpha() and meaning(cue) in everyday()


def _roots(cue: str) -> list[str]:
    """Return what the words of a cue mean."""
    return [meaning(word) for word in tokens(cue) if word.isalpha()]


def _reversed(idea: Idea, found: Iterable[str], text: str) -> bool:
    """Say whether an answer denies every word that it has of an idea, and the idea does not."""
    said = said_in(text)
    if DENIALS & set(tokens(idea.text)):
        return False
    meant = said_in(idea.text)
    heard = [root for root in found if root in said]
    own = [root for root in heard if root in meant]
    if not own and any(meant.values()):  # a cue may belong to what the idea denies
        return False
    return bool(heard) and all(said[root] and not meant.get(root) for root in heard)


def is_open(idea: Idea) -> bool:
    """Say whether an idea asks for something that has no words of its own: "names one limit"."""
    if idea.open or idea.text.startswith(_EXAMPLES):
        return True
    return not idea.cues and idea.text.split(" ", 1)[0] in _ASKS


def is_number(idea: Idea) -> bool:
    """Say whether an idea is a number, and does not only have one for illustration in brackets."""
    return bool(stated_in(IN_BRACKETS.sub("", idea.text)))


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
