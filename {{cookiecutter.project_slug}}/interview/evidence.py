"""Whether an answer says an idea, as far as words and numbers can tell.

A machine that reads words sees what is absent, not what is true. So it can ask for the words that
earn a tick, refuse words that repeat nothing of the idea, and see a number that contradicts it. It
cannot tell a right sentence from a wrong one with the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .facts import read_yaml
from .quantities import same, stated_in
from .question import Idea
from .spelled import VALUES

SAID, NOTHING, NEGATED, LISTED, OPEN = "said", "nothing", "negated", "listed", "open"
ENOUGH = 2.0  # a cue that the question does not give away, or two other words of the idea
SOME = 1.0  # a word of the idea
POINTED_AT = 1.25  # is enough for a sentence that is pointed at: more than one such word
OPEN_WORDS = 3  # that a sentence has which is pointed at for an idea that has no words of its own
SHORT = 0.6  # of the words of a short idea are enough for it
GIVEN_AWAY = 0.25  # what a word counts that stands in the question already
LIST = 6  # words from which a text without small words is a list and no sentence
SMALL_WORDS = 0.1  # share of them below which it is one; English has about a half
STEM = 4  # letters that two words have to share

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?|[.;:,!?()]")
ENDINGS = (
    "izations", "ization", "ations", "ation", "ments", "ment", "ingly", "ings", "ing", "ness",
    "edly", "ied", "ies", "ed", "ers", "er", "est", "es", "s", "ly", "ions", "ion", "ity", "ive",
    "al", "e", "y",
)  # fmt: skip
BREAKS = set(".;:,!?()") | {
    "but", "because", "while", "although", "so", "whereas", "since", "though", "yet",
}  # fmt: skip
_ASKS = {
    "names", "gives", "says", "asks", "uses", "tells", "stays", "keeps", "agrees", "admits", "ends",
    "each", "own",
}  # fmt: skip
_NOT = {"not", "never", "neither", "nor", "cannot", "nothing"}
_NOT_YET = {"no", "without", "hardly", "nobody", "none"}
_AMOUNTS = {"few", "more", "most", "much", "same", "other", "each", "every", "both"}
SMALL = frozenset(
    """a about above after again against all also am an and any are as at be because been before
    being below between both but by can cannot could did do does doing down each else ever every
    few for from further get gets give given gives go goes had has have having he her here him his
    how i if in into is it its itself just let like may me might mine more most much must my no nor
    not nothing now of off on once one only or other our out over own per really same say says see
    she should so some something such than that the their them then there these they thing things
    think this those through to too under until up us use used uses using very was we well were
    what when where whether which while who whom whose why will with without would yes yet you your
    make makes made take takes need needs know known want""".split()
)


class Verdict(NamedTuple):
    """What the words of an answer say about an idea, how many they are, and how many it takes."""

    kind: str
    weight: float
    enough: float


@cache
def groups() -> dict[str, str]:
    """Return, for the stem of each word that has others like it, the first of them."""
    lines = read_yaml(Path(__file__).parent / "synonyms.yaml")
    return {stem(word): stem(line.split()[0]) for line in lines for word in line.split()}


def stem(word: str) -> str:
    """Return a word without its ending, as far as four letters remain.

    >>> [stem(word) for word in ("shuffling", "shuffles", "leakage", "gap")]
    ['shuffl', 'shuffl', 'leakag', 'gap']
    """
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= STEM:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > STEM and word[-1] == word[-2] else word


def _tokens(text: str) -> list[str]:
    """Return words in small letters, and the marks between them."""
    return [token.lower().replace("\u2019", "'") for token in WORD.findall(text)]


@cache
def _meaning(word: str) -> str:
    """Return what stands for a word and all words like it."""
    root = stem(word)
    return groups().get(root, root)


def meanings(text: str) -> set[str]:
    """Return what the words of a text mean, small words left out."""
    return {
        _meaning(word)
        for word in _tokens(text)
        if word.isalpha() and word not in SMALL and word not in VALUES
    }


def _said(text: str) -> dict[str, bool]:
    """Return what the words of an answer mean, and whether each stands only where it is denied.

    "Not" and "never" deny their whole clause, "no" and "without" what follows them there.
    """
    said: dict[str, bool] = {}
    for clause in _clauses(text):
        denied = any(_denies(clause, place) for place in range(len(clause)))
        for word in clause:
            denied = denied or word in _NOT_YET
            if word.isalpha() and word not in SMALL and word not in VALUES:
                root = _meaning(word)
                said[root] = said.get(root, True) and denied
    return said


def _clauses(text: str) -> list[list[str]]:
    """Return the words of each clause of a text."""
    clauses: list[list[str]] = [[]]
    for word in _tokens(text):
        if word in BREAKS:
            clauses.append([])
        else:
            clauses[-1].append(word)
    return clauses


def _denies(clause: Sequence[str], place: int) -> bool:
    """Say whether a word denies its clause; "if not" and "not only" do not."""
    word = clause[place]
    before = clause[place - 1] if place else ""
    after = clause[place + 1] if place + 1 < len(clause) else ""
    denies = word in _NOT or word.endswith("n't")
    return denies and before != "if" and after not in ("only", "just", "merely")


def _cue_hits(cues: Iterable[str], text: str) -> set[str]:
    """Return the cues that an answer has; a word starts with its cue, a phrase stands as it is."""
    words = [word for word in _tokens(text) if word.isalpha()]
    joined = f" {' '.join(words)}"
    roots = {_meaning(word) for word in words}
    return {
        cue
        for cue in (cue.lower() for cue in cues)
        if f" {cue}" in joined or (" " not in cue and cue not in SMALL and _meaning(cue) in roots)
    }


def touches(idea: Idea, text: str) -> bool:
    """Say whether a text has any word of an idea."""
    return bool(_cue_hits(idea.cues, text) or meanings(idea.text) & meanings(text))


def is_list(text: str) -> bool:
    """Say whether a text is a row of keywords and no sentence."""
    words = [word for word in _tokens(text) if word[0].isalpha()]
    small = sum(word in SMALL and word not in _AMOUNTS for word in words)
    return len(words) >= LIST and small / len(words) < SMALL_WORDS


def weigh(idea: Idea, text: str, asked: str = "") -> Verdict:
    """Weigh the words of an answer against those of an idea.

    What stands in the question already counts little: repeating it is no answer.
    """
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
    if found and not numbers and _reversed(idea, found, _said(text)):
        return Verdict(NEGATED, weight, least)
    return Verdict(SAID if weight >= least else NOTHING, weight, least)


def needed(idea: Idea, asked: str) -> float:
    """Return what the words of an answer have to weigh; a short idea takes less than a long one."""
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
    own = meanings(idea.text) & set(_said(text))
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
    return [_meaning(word) for word in cue.split()]


def _reversed(idea: Idea, found: Iterable[str], said: dict[str, bool]) -> bool:
    """Say whether an answer denies every word that it has of an idea, and the idea does not."""
    meant = _said(idea.text)
    heard = [root for root in found if root in said]
    return bool(heard) and all(said[root] and not meant.get(root, False) for root in heard)


def is_open(idea: Idea) -> bool:
    """Say whether an idea asks for something that has no words of its own: "names one limit"."""
    return not idea.cues and idea.text.split(" ", 1)[0] in _ASKS


def enough(verdict: Verdict, *, quoted: bool = False) -> bool:
    """Say whether a tick may stand on a verdict; fewer words do if the candidate points at them."""
    if quoted and verdict.kind == OPEN:
        return verdict.weight >= verdict.enough
    if quoted and verdict.kind == NOTHING:
        return verdict.weight >= min(POINTED_AT, verdict.enough)
    return verdict.kind == SAID
