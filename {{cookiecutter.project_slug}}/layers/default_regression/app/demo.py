"""The demo: a row in, the prediction and what each value adds out."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, create_model

from project_package.data import read
from project_package.facts import Facts
from project_package.models import predict
from workbench.files import TRAIN
from workbench.server.answers import Answer, facts, made_by_run, model
from workbench.server.demo import Demo
from workbench.server.setting_back import set_back
from workbench.server.typical import as_table, typical

MOST_FIELDS = 4
MODEL, FACTS = model(), facts(Facts)
TABLE, _ = read(made_by_run(TRAIN))
TYPICAL = typical(TABLE)
UNIT, ROW = FACTS.data.unit, FACTS.data.row
NUMBERS = TABLE.select_dtypes("number")
ASKED = [each.topic for each in FACTS.importance if each.topic in NUMBERS][:MOST_FIELDS]


def field(column: str) -> tuple[Any, Any]:
    """Return the type of a field, and how it reads: any number between those of training."""
    low, high = float(TABLE[column].min()), float(TABLE[column].max())
    said = f"{low:,.4g} to {high:,.4g}"
    return float, Field(title=column.capitalize(), description=said, ge=low, le=high)


Question: type[BaseModel] = create_model(
    "Question",
    __config__=ConfigDict(extra="forbid"),
    **{name: field(name) for name in ASKED},  # type: ignore[call-overload]
)
USUAL = Question(**{name: float(TYPICAL[name]) for name in ASKED})


def rows(questions: list[BaseModel]) -> pd.DataFrame:
    """Return rows as the model takes them; what is not entered is typical."""
    return as_table([{**TYPICAL, **each.model_dump()} for each in questions], TABLE)


def predictions(questions: list[BaseModel]) -> NDArray[np.float64]:
    """Return what the model says of each."""
    return predict(MODEL, rows(questions))


def in_words(now: float, without: float) -> tuple[str, str]:
    """Return what a value adds, and what the prediction is without it."""
    return f"{now - without:+.1f} {UNIT}", f"{without:.1f} {UNIT}"


def answer(question: BaseModel) -> Answer:
    """Return the prediction with its reasons."""
    value, usual, reasons = set_back(question, USUAL, predictions, in_words, {})
    return Answer(
        value=value,
        headline=f"{value:.1f} {UNIT}",
        meaning=[f"The typical {ROW} gets {usual:.1f}."],
        reasons_title=f"Why not as much as the typical {ROW}?",
        reasons_say="How the prediction changes when one value goes back to the typical one.",
        reasons=reasons,
        uncertainty=[f"RMSE on the test set: {FACTS.chosen.scores['rmse'].value:.1f} {UNIT}."],
    )


DEMO = Demo(
    title=f"Predict {FACTS.data.target}",
    lead=f"The model: {FACTS.chosen.label}. What is not asked here is as in the typical {ROW}.",
    question=Question,
    examples={f"the typical {ROW}": USUAL.model_dump()},
    answer=answer,
    rows=rows,
)
