"""What is put to the candidate before an answer: the question, its number, a prediction."""

from __future__ import annotations

from collections.abc import Callable

from . import numbers
from .knowing import unknown
from .question import Question, Slot
from .room import Way
from .screen import SHOW, SKIP, Screen

WHOLE_ANSWER = 5  # words from which what is typed at a prompt for a number is an answer
WITH_NUMBER = 8  # if it states a number: "I would say around 63 percent" is one

Keep = Callable[[str], None] | None


class SkippedError(Exception):
    """The candidate wants another question."""


class GaveUpError(Exception):
    """The candidate does not know, and wants to be shown."""


def says(text: str, slot: Slot | None) -> bool:
    """Say whether a text already tells the number that a slot asks for."""
    if slot is None:
        return False
    return any(
        numbers.agrees(number, slot.answer, slot.digits, slot.percent)
        for number in numbers.every(text)
    )


def put(question: Question, way: Way, screen: Screen) -> None:
    """Say the question, with what it forbids and asks for."""
    screen.say()
    screen.say(question.phrasings[way.phrasing], style="bold", indent=2)
    if way.telling:
        screen.say(way.telling, style="bold", indent=2)
    if question.banned:
        screen.say(f"Without these words: {', '.join(question.banned)}.", indent=2)
    screen.say(way.keys, style="dim", indent=2)
    screen.say()


def heed(text: str) -> str:
    """Return what was typed at a prompt.

    Raises SkippedError or GaveUpError when it is one of the keys for these.
    """
    if text.strip().lower() == SKIP:
        raise SkippedError
    if text.strip() == SHOW or unknown(text):
        raise GaveUpError
    return text


def ask_slot(slot: Slot | None, screen: Screen, keep: Keep = None) -> bool | None:
    """Ask for a number; say at once whether it is right, and give it if it is not.

    A whole answer that is typed here is no number: it goes to ``keep``, and the number is asked
    again if the answer does not tell it.
    """
    if slot is None:
        return None
    screen.say(f"First a number. {slot.ask}", indent=2)
    unit = "%" if slot.percent else ""
    truth = f"{slot.answer:,.{slot.digits}f}{unit}"
    while True:
        text = screen.line("> ")
        if text.lower() == SKIP:
            raise SkippedError
        if text in ("", SHOW) or unknown(text):
            screen.say(f"It is {truth}.", indent=2)
            screen.say()
            return False
        stated, kept = numbers.read(text), _kept(text, screen, keep)
        if stated and (says(text, slot) or not kept):  # else it may be any number of the answer
            break
        screen.say("Please type one number, or only Enter if you do not know it.", indent=2)
    right = numbers.agrees(stated, slot.answer, slot.digits, slot.percent)
    screen.say(f"Right, {truth}." if right else f"No, it is {truth}.", indent=2)
    screen.say()
    return right


def predict(question: Question, screen: Screen, keep: Keep = None) -> int | None:
    """Ask how many ideas the answer is going to have; a whole answer typed here is kept."""
    most = len(question.ideas)
    while True:
        text = heed(screen.line(f"  A good answer has {most} ideas. How many will yours have? > "))
        if not text:
            return None
        if _kept(text, screen, keep):
            return None
        stated = numbers.read(text)
        if stated and stated.value in range(most + 1):
            return int(stated.value)
        screen.say(f"Please type a number from 0 to {most}, or only Enter.", indent=2)


def _kept(text: str, screen: Screen, keep: Keep) -> bool:
    """Keep what is a whole answer and no number, and say whether it was kept."""
    least = WITH_NUMBER if numbers.read(text) else WHOLE_ANSWER
    if keep is None or len(text.split()) < least:
        return False
    keep(text)
    screen.say("That is kept as the beginning of your answer.", indent=2)
    return True
