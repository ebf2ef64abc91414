"""The numbers of a text that measure something, and whether two of them are the same."""

from __future__ import annotations

from . import numbers
from .numbers import Stated
from .spelled import in_digits, shares

SMALL = 10  # whole numbers up to this count things, and years date them
YEARS = range(1900, 2101)
LEVELS = (95.0, 99.0, 100.0)  # percent, that say how sure something is
LOOSE = 0.1  # "a quarter" stands for what is at most a tenth of it away
ROUNDED = 0.1  # of a number: no more than this is taken as rounding of its last zeros


def telling(stated: Stated) -> bool:
    """Say whether a number measures something: no small count, no year, no level of an interval."""
    if stated.percent and stated.value in LEVELS:
        return False
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
    return numbers.agrees(rounded(stated), truth.value, decimals(truth), truth.percent)


def named_in(text: str, truth: Stated) -> bool:
    """Say whether a text has a number, in digits, in words or as a share."""
    if any(same(stated, truth) for stated in stated_in(text)):
        return True
    return any(abs(share - fraction(truth)) <= LOOSE * share for share in shares(text))


def decimals(stated: Stated) -> int:
    """Return how many decimals a number was stated with."""
    return len(f"{stated.step:.10f}".rstrip("0").split(".")[1])


def fraction(stated: Stated) -> float:
    """Return a number as a fraction if it is in percent."""
    return stated.value / 100 if stated.percent else stated.value


def plain(stated: Stated) -> str:
    """Return a number as one would write it."""
    return f"{stated.value:,.{decimals(stated)}f}{'%' if stated.percent else ''}"
