"""Numbers in words: "eighty-seven percent", "point one three", "a quarter", "three out of four"."""

from __future__ import annotations

import re

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
SMALL = {
    **{word: number for number, word in enumerate(ONES)},
    **{word: number for number, word in enumerate(TENS, start=2)},
}
VALUES = {word: n * 10 if word in TENS else n for word, n in SMALL.items()} | {"oh": 0}
PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "tenth": 10, "twentieth": 20, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip

_WORD = "|".join([*(word for word in VALUES if word != "oh"), *SCALES])
_RUN = re.compile(
    rf"\b(?:(?:{_WORD})(?:[\s-]+(?:and[\s-]+)?(?:{_WORD}))*[\s-]+)?point(?:\s+(?:{_WORD}|oh))+"
    rf"|\b(?:{_WORD})(?:[\s-]+(?:and[\s-]+)?(?:{_WORD}))*\b",
    re.IGNORECASE,
)
SHARE = re.compile(
    rf"\b(?P<many>an?|\d+|{'|'.join(ONES)})[\s-]+(?P<part>{'|'.join(PARTS)})s?\b"
    r"|\b(?P<alone>half)\b(?!\s+an?\s|\s+per)"
    r"|\b(?P<few>\d[\d.]*)(?:\s+(?:in|over|divided\s+by|out\s+of)(?:\s+every)?\s+|\s*/\s*)"
    r"(?P<all>\d+(?:\.\d+)?)\b(?!\s*/)",
    re.IGNORECASE,
)


def in_digits(text: str) -> str:
    """Return a text with its numbers in digits.

    >>> in_digits("zero point one three, or twelve thousand four hundred and ten dollars")
    '0.13, or 12410 dollars'
    """
    return _RUN.sub(lambda match: _digits(match[0]), text)


def _digits(run: str) -> str:
    """Return a run of number words as digits."""
    said = [word for word in re.split(r"[\s-]+", run.lower()) if word and word != "and"]
    if "point" not in said:
        return str(_whole(said))
    place = said.index("point")
    after = "".join(str(VALUES.get(word, SCALES.get(word, ""))) for word in said[place + 1 :])
    return f"{_whole(said[:place])}.{after}"


def _whole(said: list[str]) -> int:
    """Return the whole number that number words name."""
    total, part = 0, 0
    for word in said:
        if word == "hundred":
            part = max(part, 1) * SCALES[word]
        elif word in SCALES:
            total, part = total + max(part, 1) * SCALES[word], 0
        else:
            part += VALUES[word]
    return total + part


def shares(text: str) -> list[float]:
    """Return the shares that a text names.

    >>> shares("three quarters of them, one in ten, half, 8/4")
    [0.75, 0.1, 0.5, 2.0]
    """
    found = []
    for match in SHARE.finditer(in_digits(text).lower()):
        if match["alone"]:
            found.append(0.5)
        elif match["part"]:
            many = match["many"]
            count = 1 if many in ("a", "an") else VALUES.get(many) or int(many)
            found.append(count / PARTS[match["part"]])
        else:
            found.append(float(match["few"].rstrip(".")) / (float(match["all"]) or 1.0))
    return found
