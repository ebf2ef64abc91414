"""Reasons by setting back: what the model says when one entered value is the typical one again.

It needs nothing but predictions, so it is as true of a line as of a forest. The changes are of one
value at a time; they do not add up when values work together.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from .answers import Reason
from .forms import YES_NO, entries

__all__ = ["set_back"]

Predict = Callable[[list[Any]], NDArray[np.float64]]


def readable(value: object, names: dict[str, str]) -> str:
    """Return a value as the form shows it.

    >>> readable(1200, {}), readable("Gd", {"Gd": "good"}), readable(True, {}), readable(None, {})
    ('1,200', 'good', 'yes', 'not told')
    """
    if value is None:
        return "not told"
    text = entries({"value": value})["value"]
    if isinstance(value, bool):
        return YES_NO[text]
    if isinstance(value, int | float) and not names:
        return f"{value:,.10g}" if abs(value) < 1800 or value > 2100 else text
    return names.get(text, text)


class Compared(NamedTuple):
    """The prediction, that of the typical row, and what each value does to it."""

    value: float
    usual: float
    reasons: list[Reason]


def set_back(
    question: BaseModel,
    typical: BaseModel,
    predict: Predict,
    words: Callable[[float, float], tuple[str, str]],
    choices: dict[str, dict[str, str]],
) -> Compared:
    """Return the predictions, and a reason for each value that is not typical, strongest first.

    All is predicted in one call, since most of a call's time does not depend on the rows.

    Args:
        question: What was entered.
        typical: The same with typical values.
        predict: From questions to predictions, shape (n_questions,).
        words: From the prediction with the entered and with the typical value to the change and
            what it would be, in the user's unit.
        choices: How the values of a field read.
    """
    changed = [
        name
        for name in type(question).model_fields
        if getattr(question, name) != getattr(typical, name)
    ]
    variants = [question.model_copy(update={name: getattr(typical, name)}) for name in changed]
    now, usually, *without = predict([question, typical, *variants]).tolist()
    reasons = []
    for name, other in zip(changed, without, strict=True):
        title = type(question).model_fields[name].title
        entered, usual = (
            readable(getattr(each, name), choices.get(name, {})) for each in (question, typical)
        )
        effect, there = words(now, other)
        reasons.append(
            Reason(
                what=f"{title}: {entered}",
                effect=effect,
                detail=f"{there} with {usual}",
                weight=now - other,
            )
        )
    return Compared(now, usually, sorted(reasons, key=lambda each: -abs(each.weight)))
