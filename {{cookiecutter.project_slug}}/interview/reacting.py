"""How an interviewer takes an answer that says little: asks back once, and then lets it go.

Words cannot tell a right answer from a wrong one, so nothing here praises or corrects.
"""

from __future__ import annotations

from dataclasses import replace

from . import numbers
from .evidence import touches
from .meanings import meanings
from .question import Question
from .spelled import in_digits

NOTHING, VAGUE, BESIDE = "nothing", "vague", "beside"  # what an interviewer asks back about
SHORT = 6  # words; fewer that touch nothing are vague, more are beside the question
WORDS = 2  # that an answer shares with a good one, beyond those of the question


def lacks(question: Question, phrasing: int, text: str) -> str:
    """Return what an answer to a phrasing lacks on its face, nothing if it may be an answer."""
    if not text.strip():
        return NOTHING
    asked = meanings(question.phrasings[phrasing])
    short = len(text.split()) < SHORT
    good = meanings(" ".join([question.answer, *(idea.text for idea in question.ideas)]))
    fresh = " ".join(word for word in text.split() if not meanings(word) & asked)
    cued = any(touches(replace(idea, text=""), fresh) for idea in question.ideas)
    counted = numbers.every(text) or (short and numbers.every(in_digits(text)))
    if counted or cued or len(good & meanings(fresh)) >= WORDS:
        return ""
    return VAGUE if short else BESIDE
