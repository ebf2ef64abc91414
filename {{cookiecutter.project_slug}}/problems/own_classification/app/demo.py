"""The demo: a row in, the probability of each class and its reasons out."""

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from workbench.documents.wording import share, span
from workbench.server.answers import Answer, model
from workbench.server.demo import Demo
from workbench.server.setting_back import set_back

from .form import FACTS, USUAL, Question, rows, unlike

MODEL = model()
CLASSES = FACTS.classes


def probabilities(questions: list[BaseModel]) -> NDArray[np.float64]:
    """Return the probability of each class, shape (n_questions, n_classes)."""
    return np.asarray(MODEL.predict_proba(rows(questions)))


def class_of(question: BaseModel) -> int:
    """Return the class that the page speaks of: the positive of two, the likeliest of several."""
    return 1 if len(CLASSES) == 2 else int(probabilities([question])[0].argmax())


def in_points(now: float, without: float) -> tuple[str, str]:
    """Return by how many points a value moves the probability, and what it is without it."""
    return f"{(now - without) * 100:+.1f} points", share(without, 1)


def answer(question: BaseModel) -> Answer:
    """Return the probability with its reasons."""
    number = class_of(question)
    value, usual, reasons = set_back(
        question, USUAL, lambda asked: probabilities(asked)[:, number], in_points, {}
    )
    every = zip(CLASSES, probabilities([question])[0], strict=True)
    ours = FACTS.chosen.scores["headline"]
    return Answer(
        value=value,
        headline=f"{share(value, 1)} probability of {CLASSES[number]}",
        meaning=[", ".join(f"{name}: {share(each, 1)}" for name, each in every) + "."],
        reasons_title="Why is it not that of the typical row?",
        reasons_say=f"The typical row has {share(usual, 1)}. How much one value moves the "
        "probability: what it is, less what it becomes when that value alone goes back to the "
        "typical one. The points do not add up.",
        reasons=reasons,
        uncertainty=[
            f"On the test set the {FACTS.metric_name} is {span(ours)}.",
            *unlike(question),
        ],
    )


DEMO = Demo(
    title=f"Which class of {FACTS.data.target} is this?",
    lead=f"The model: {FACTS.chosen.label}. What is not asked here is as in the typical row: the "
    "median of each number and the most frequent of each text, in the training data.",
    question=Question,
    examples={"the typical row": USUAL.model_dump()},
    answer=answer,
    rows=rows,
)
