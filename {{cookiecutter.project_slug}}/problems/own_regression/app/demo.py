"""The demo: a row in, an amount with its range and its reasons out."""

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from project_package.models import predict
from workbench.documents.wording import amount, brackets, share
from workbench.server.answers import Answer, model
from workbench.server.demo import Demo
from workbench.server.setting_back import set_back

from .form import FACTS, USUAL, Question, rows, unlike

MODEL = model()
UNIT, TARGET = FACTS.data.in_unit, FACTS.data.target


def amounts(questions: list[BaseModel]) -> NDArray[np.float64]:
    """Return the predictions."""
    return predict(MODEL, rows(questions))


def in_words(now: float, without: float) -> tuple[str, str]:
    """Return what a value adds, and what the prediction is without it."""
    sign = "+" if now >= without else "-"
    return f"{sign}{amount(abs(now - without))}{UNIT}", f"{amount(without)}{UNIT}"


def uncertainty(value: float, question: BaseModel) -> list[str]:
    """Return the range around a prediction, and how often such ranges held."""
    around = FACTS.prediction_range
    low, high = (
        (value / around.reach, value * around.reach)
        if around.factor
        else (value - around.reach, value + around.reach)
    )
    said = f"{amount(low)} to {amount(high)}{UNIT}: the {share(around.level)} range"
    held = f"{share(around.held.value)} {brackets(around.held, 'share')}"
    return [f"{said}. On the test set such ranges held for {held}.", *unlike(question)]


def answer(question: BaseModel) -> Answer:
    """Return the prediction with its range and its reasons."""
    value, usual, reasons = set_back(question, USUAL, amounts, in_words, {})
    apart = f"The typical row gets {amount(usual)}{UNIT}."
    return Answer(
        value=value,
        headline=f"{amount(value)}{UNIT}",
        meaning=["This is the typical row." if question == USUAL else apart],
        reasons_title="Why not as much as the typical row?",
        reasons_say="How the prediction changes when one value goes back to that of the typical "
        "row. The amounts do not add up, because the model lets values work together.",
        reasons=reasons,
        uncertainty=uncertainty(value, question),
    )


DEMO = Demo(
    title=f"What will {TARGET} be?",
    lead=f"The model: {FACTS.chosen.label}. What is not asked here is as in the typical row: the "
    "median of each number and the most frequent of each text, in the training data.",
    question=Question,
    examples={"the typical row": USUAL.model_dump()},
    answer=answer,
    rows=rows,
)
