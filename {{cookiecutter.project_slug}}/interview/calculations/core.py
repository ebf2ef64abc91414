"""What a calculation is, how an instance is drawn and checked, and how an answer is judged."""

from __future__ import annotations

import importlib
import math
import pkgutil
import random
import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from .. import numbers
from ..facts import Facts
from ..records import NotRecordedError

TRIES = 50
FACTORS = {
    2: "2 times", 10: "10 times", 100: "100 times", 1000: "1,000 times",
    0.5: "half of", 0.1: "a tenth of", 0.01: "a hundredth of", 0.001: "a thousandth of",
}  # fmt: skip


class Calculation(NamedTuple):
    """A task with every number that it needs, its exact answer, and the way to it."""

    category: str
    covers: tuple[str, ...]
    ask: str
    answer: float
    digits: int  # decimals asked for
    unit: str  # "", "%", "dollars", ...
    steps: tuple[str, ...]
    why: str


class Outcome(NamedTuple):
    """Whether an answer is right, whether it could be read at all, and what to say."""

    right: bool
    understood: bool
    message: str


Maker = Callable[[Facts, random.Random], Calculation]


@cache
def makers() -> dict[str, Maker]:
    """Return the makers of every module in this folder."""
    found: dict[str, Maker] = {}
    folders = importlib.import_module(str(__package__)).__path__
    for module in pkgutil.iter_modules(folders):
        if module.name != "core":
            loaded = importlib.import_module(f".{module.name}", __package__)
            found.update({f"calc.{make.__name__}": make for make in loaded.MAKERS})
    return found


def instance(key: str, facts: Facts, draw: random.Random) -> Calculation | None:
    """Return an instance that is well posed, None when the facts do not give one."""
    for _ in range(TRIES):
        try:
            task = makers()[key](facts, draw)
        except (NotRecordedError, ZeroDivisionError, ValueError, OverflowError):
            continue
        if well_posed(task):
            return task
    return None


def well_posed(task: Calculation) -> bool:
    """Say whether a task has one finite answer that is neither trivial nor printed in its text."""
    if not math.isfinite(task.answer) or "nan" in task.ask or "inf " in task.ask:
        return False
    if task.unit == "%" and not 0 < task.answer < 100:
        return False
    if round(task.answer, task.digits) == 0:
        return False
    printed = [number.value for number in numbers.every(task.ask)]
    return not any(abs(value - task.answer) < 0.5 * 10.0**-task.digits for value in printed)


def stated(task: Calculation) -> str:
    """Return the answer as it would be given."""
    return f"{task.answer:,.{task.digits}f}{' ' if task.unit else ''}{task.unit}"


def _without_unit(text: str, unit: str) -> str:
    """Return a stated number without the thousands that the task asks for anyway."""
    return re.sub(r"\s*(k|thousand)\b", "", text) if unit.startswith("thousand") else text


def check(text: str, task: Calculation) -> Outcome:
    """Judge an answer at the precision at which it was stated, but at two significant digits."""
    number = numbers.read(_without_unit(text, task.unit))
    if number is None:
        return Outcome(False, False, "Please type one number, or only Enter to leave it out.")
    right = numbers.agrees(number, task.answer, task.digits, percent=task.unit == "%")
    verdict = "Right" if right else "Not that"
    off = "" if right else how_far(number, task)
    return Outcome(right, True, f"{verdict}: {stated(task)}.{off}")


def how_far(number: numbers.Stated, task: Calculation) -> str:
    """Return by which exact factor an answer is off, nothing when it is by none of the usual ones.

    A factor of two is something counted twice or not at all, a power of ten a slipped digit.
    """
    if _right(-number.value, number, task):
        return " Yours has the other sign."
    for factor, named in FACTORS.items():
        if _right(number.value / factor, number, task):
            return f" Yours is {named} that."
    return ""


def _right(value: float, number: numbers.Stated, task: Calculation) -> bool:
    """Say whether another value in the place of a stated number would be right."""
    again = number._replace(value=value)
    return numbers.agrees(again, task.answer, task.digits, percent=task.unit == "%")
