"""Numbers that a person types: read them, and say whether they agree with the run's.

A stated number is judged at the precision at which it was stated: 0.13 agrees with 0.1324, since
that is what 0.1324 is when rounded to two digits. Two significant digits are enough, and fewer are
too few unless the number was asked for at fewer. A comma divides thousands where three digits
follow it, and is a decimal one elsewhere.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from .spelled import in_digits, shares

SIGNIFICANT = 2
SHARE_STEP = 0.001  # a share has no last digit of its own

NUMBER = re.compile(
    r"""(?<![^\W_])(?P<sign>[-+\u2212])?\s*
    (?P<whole>[1-9]\d{0,2}(?:[ ,']\d{3})+(?!\d)|\d+)?
    (?P<fraction>\.\d+|(?<=\d)(?<![(\[]\d),\d+(?![,\d]))?
    (?P<power>e[-+]?\d+)?\s*
    (?P<unit>%|per\s?cent|k\b|thousand\b|m\b|million\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
FACTORS = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}


class Stated(NamedTuple):
    """A number as it was typed: its value, the unit of its last digit, and whether in percent."""

    value: float
    step: float
    percent: bool


def _stated(match: re.Match[str]) -> Stated | None:
    """Return the number of a match, None when it holds no digit."""
    whole, fraction = match["whole"] or "", (match["fraction"] or "").replace(",", ".")
    if not whole and not fraction:
        return None
    power = int(match["power"][1:]) if match["power"] else 0
    unit = (match["unit"] or "").lower()
    factor = FACTORS.get(unit, 1.0) * 10.0**power
    value = float(re.sub(r"[ ,']", "", whole) + fraction or "0")
    sign = -1.0 if match["sign"] in ("-", "\u2212") else 1.0
    digits = max(len(fraction) - 1, 0)
    return Stated(sign * value * factor, factor * 10.0**-digits, unit.startswith(("%", "per")))


def read(text: str) -> Stated | None:
    """Return the one number that ``text`` states, None when it states none or several.

    Understood are ``0.87``, ``.87``, ``0,87``, ``87%``, ``$12,440``, ``12.4k``, ``1.2e-3``, words,
    as in "eighty-seven percent" and "twelve thousand", and shares, as "8/3" and "about a third".
    """
    parts = shares(text)
    if len(parts) == 1:
        return Stated(parts[0], SHARE_STEP, False)
    found = every(text) or every(in_digits(text))
    return found[0] if len(found) == 1 and not parts else None


def every(text: str) -> list[Stated]:
    """Return every number in ``text``, in order."""
    return [number for match in NUMBER.finditer(text) if (number := _stated(match))]


def significant(value: float) -> float:
    """Return the step of the last of two significant digits of ``value``."""
    return 10.0 ** (math.floor(math.log10(abs(value))) - SIGNIFICANT + 1) if value else 0.0


def agrees(stated: Stated, truth: float, digits: int, percent: bool = False) -> bool:
    """Say whether a stated number is ``truth`` when rounded.

    ``digits`` are the decimals asked for. With ``percent`` the truth is 87 for 0.87, and both "87"
    and "0.87" are right.
    """
    if percent and not stated.percent and abs(stated.value) <= 1 < abs(truth):
        stated = Stated(stated.value * 100, stated.step * 100, True)
    if not percent and stated.percent:
        stated = Stated(stated.value / 100, stated.step / 100, False)
    return abs(stated.value - truth) <= tolerance(truth, digits)


def tolerance(truth: float, digits: int) -> float:
    """Return how far from the truth a number may be: half a unit of the digit that counts.

    That is the last one asked for, or the second significant one if it is coarser.
    """
    return 0.5 * max(significant(truth), 10.0**-digits) * (1 + 1e-9)
