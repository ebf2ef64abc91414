"""What the words of a text mean: their stems, words that say the same, and what is denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from .facts import read_yaml
from .spelled import VALUES

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
NOT = {"not", "never", "neither", "nor", "cannot", "nothing"}
NOT_YET = {"no", "without", "hardly", "nobody", "none"}
NOT_AFTER, NOT_BEFORE = (
    ("if", "or"),
    ("only", "just", "merely"),
)  # "if not", "not only" deny nothing
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


EVERYDAY = """rows small average time model different test spread score change rank target near
    weight ratio count number together many data scale rate compare high common pair big correlation
    probability square random set look fold gradient sum decide tree step tune first word catch
    threshold constant predict split keep new straight limit show check size gain leave effect early
    explain case loss little stay ones read fast positive later right list hard precision better
    position inside alone fail far matter good slow class curve best metric minus sample
    direction""".split()


@cache
def everyday() -> frozenset[str]:
    """Return what the words mean that many answers have, so that one alone tells little."""
    return frozenset(map(meaning, EVERYDAY))


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


def tokens(text: str) -> list[str]:
    """Return words in small letters, and the marks between them."""
    return [token.lower().replace("\u2019", "'") for token in WORD.findall(text)]


@cache
def meaning(word: str) -> str:
    """Return what stands for a word and all words like it."""
    root = stem(word)
    return groups().get(root, root)


def meanings(text: str) -> set[str]:
    """Return what the words of a text mean, small words left out."""
    return {meaning(word) for word in tokens(text) if is_content(word)}


def is_content(word: str) -> bool:
    """Say whether a word means something by itself."""
    return word.isalpha() and word not in SMALL and word not in VALUES


def said_in(text: str) -> dict[str, bool]:
    """Return what the words of an answer mean, and whether each stands only where it is denied.

    "Not" and "never" deny their whole clause, "no" and "without" what follows them there.
    """
    said: dict[str, bool] = {}
    for clause in clauses(text):
        denied = any(denied_by(clause, place) for place in range(len(clause)))
        for word in clause:
            denied = denied or word in NOT_YET
            if is_content(word):
                root = meaning(word)
                said[root] = said.get(root, True) and denied
    return said


def clauses(text: str) -> list[list[str]]:
    """Return the words of each clause of a text."""
    clauses: list[list[str]] = [[]]
    for word in tokens(text):
        if word in BREAKS:
            clauses.append([])
        else:
            clauses[-1].append(word)
    return clauses


def denies(words: Sequence[str]) -> bool:
    """Say whether some words deny anything."""
    return any(denied_by(words, place) or word in NOT_YET for place, word in enumerate(words))


def denied_by(clause: Sequence[str], place: int) -> bool:
    """Say whether a word denies its clause; "if not", "or not" and "not only" do not."""
    word = clause[place]
    before = clause[place - 1] if place else ""
    after = clause[place + 1] if place + 1 < len(clause) else ""
    denies = word in NOT or word.endswith("n't")
    return denies and before not in NOT_AFTER and after not in NOT_BEFORE
