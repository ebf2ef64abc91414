"""The words and numbers by which the page finds an idea in a typed answer, as tables.

The kit's checker weighs an answer; here are its weights. The page adds them up, and leaves out what
takes more: denials, lists of keywords, units, intervals and numbers in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from .. import (
    denials,
    evidence,
    knowing,
    meanings,
    mistakes,
    numbers,
    quantities,
    scoring,
    spelled,
    ticking,
)
from ..contradictions import RIVAL, shown
from ..numbers import Stated
from ..quantities import plain, same, stated_in
from ..question import Idea, Question


def span(value: float, digits: int, *, percent: bool) -> list[float]:
    """Return a number as the page compares it: value, least, most, and 1 if it is in percent."""
    reach = numbers.tolerance(value, digits)
    return [float(f"{each:.12g}") for each in (value, value - reach, value + reach)] + [
        int(percent)
    ]


def _span(number: Stated) -> list[float]:
    return span(number.value, quantities.decimals(number), percent=number.percent)


def idea(idea: Idea, question: Question) -> dict[str, Any]:
    """Return an idea, with what an answer to each phrasing needs to have of it."""
    places = range(len(question.phrasings))
    found = {
        "must": idea.must,
        "open": evidence.is_open(idea),
        "number": evidence.is_number(idea),
        "cues": [cue.lower() for cue in idea.cues],
        "numbers": [
            [*_span(number), plain(number), [_in(number, text) for text in question.phrasings]]
            for number in stated_in(idea.text)
        ],
    }
    return {
        "text": idea.text,
        "for": [place for place in places if place in (idea.phrasings or places)],
        "need": [
            round(evidence.needed(idea, question.phrasings[place], question.asked(place).ideas), 4)
            for place in places
        ],
        **{name: value for name, value in found.items() if value},
    }


def _in(number: Stated, text: str) -> int:
    """Say with 1 or 0 whether a text has a number."""
    return int(any(same(each, number) for each in stated_in(text)))


def known(question: Question) -> list[list[float]]:
    """Return the numbers that an answer may state because they were shown."""
    spans = [_span(number) for text in shown(question) for number in stated_in(text)]
    return [list(each) for each in dict.fromkeys(map(tuple, spans))]


def banned(forbidden: Sequence[str]) -> dict[str, str]:
    """Return the words that an answer may not have, each with the pattern that finds it."""
    return {word: scoring.banned_pattern(word) for word in forbidden}


def tables() -> dict[str, Any]:
    """Return the patterns and the lists of words that hold for every question."""
    return {
        "number": for_browser(numbers.NUMBER),
        "factors": numbers.FACTORS,
        "share": for_browser(spelled.SHARE),
        "values": spelled.VALUES,
        "parts": spelled.PARTS,
        "loose": quantities.LOOSE,
        "token": for_browser(meanings.WORD),
        "word": for_browser(scoring.WORD),
        "sentence": for_browser(ticking.SENTENCE),
        "endings": meanings.ENDINGS,
        "stem": meanings.STEM,
        "groups": meanings.groups(),
        "small": sorted(
            w for w in {*meanings.SMALL, *spelled.VALUES, *meanings.BREAKS} if w.isalpha()
        ),
        "counted": for_browser(evidence.COUNTED),
        "notKnown": knowing.NOT_KNOWN,
        "around": sorted(knowing.AROUND),
        "longest": knowing.LONGEST,
        "breaks": sorted(meanings.BREAKS),
        "not": sorted(meanings.NOT),
        "notYet": sorted(meanings.NOT_YET),
        "notAfter": meanings.NOT_AFTER,
        "notBefore": meanings.NOT_BEFORE,
        "refuted": denials.REFUTED,
        "mistaken": mistakes.MOST,
        "some": evidence.SOME,
        "shared": evidence.SHARED,
        "everyday": sorted(meanings.everyday()),
        "everydayCue": evidence.EVERYDAY_CUE,
        "enough": evidence.ENOUGH,
        "givenAway": evidence.GIVEN_AWAY,
        "pointedAt": evidence.POINTED_AT,
        "openWords": evidence.OPEN_WORDS,
        "smallNumber": quantities.SMALL,
        "years": [quantities.YEARS.start, quantities.YEARS.stop],
        "levels": quantities.LEVELS,
        "rounded": quantities.ROUNDED,
        "rival": RIVAL,
        "tries": ticking.TRIES,
    }


def for_browser(pattern: re.Pattern[str]) -> str:
    r"""Return a pattern as JavaScript writes it: its named groups and letters, nothing verbose.

    >>> for_browser(re.compile(r"(?P<unit> [ -][^\W\d_])", re.VERBOSE))
    '(?<unit>[ -]\\p{L})'
    """
    text = pattern.pattern.replace("(?P<", "(?<").replace(r"[^\W\d_]", r"\p{L}")
    if not pattern.flags & re.VERBOSE:
        return text
    parts: Iterable[str] = re.split(r"(\[(?:\\.|[^\]])*\])", text)
    return "".join(p if p.startswith("[") else re.sub(r"\s+", "", p) for p in parts)
