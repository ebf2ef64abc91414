"""The demo: a car in, its consumption and what each value adds out."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from project_package.data import read
from project_package.facts import Facts
from project_package.models import predict
from workbench.files import TRAIN
from workbench.server.answers import Answer, facts, made_by_run, model
from workbench.server.demo import Demo
from workbench.server.setting_back import set_back
from workbench.server.typical import as_table, typical

MODEL, FACTS = model(), facts(Facts)
TABLE, _ = read(made_by_run(TRAIN))
TYPICAL = typical(TABLE)


class Car(BaseModel):
    """What is entered of a car."""

    model_config = ConfigDict(extra="forbid")

    weight: int = Field(title="Weight", description="pounds", ge=1000, le=8000)
    horsepower: int = Field(title="Power", description="horsepower", ge=20, le=500)
    year: int = Field(title="Model year", description="70 to 82", ge=70, le=82)


USUAL = Car(**{name: int(TYPICAL[name]) for name in Car.model_fields})


def rows(cars: list[Car]) -> pd.DataFrame:
    """Return cars as the model takes them; what is not entered is typical."""
    return as_table([{**TYPICAL, **each.model_dump()} for each in cars], TABLE)


def estimates(cars: list[Car]) -> NDArray[np.float64]:
    """Return miles per gallon."""
    return predict(MODEL, rows(cars))


def in_miles(now: float, without: float) -> tuple[str, str]:
    """Return what a value adds, and what the estimate is without it."""
    return f"{now - without:+.1f} miles", f"{without:.1f} miles"


def answer(entered: Car) -> Answer:
    """Return the estimate with its reasons."""
    miles, usual, reasons = set_back(entered, USUAL, estimates, in_miles, {})
    return Answer(
        value=miles,
        headline=f"{miles:.1f} miles per gallon",
        meaning=[f"The typical car goes {usual:.1f} miles."],
        reasons_title="Why not as far as the typical car?",
        reasons_say="What the estimate loses when one value goes back to the typical car.",
        reasons=reasons,
        uncertainty=[f"RMSE on newer cars: {FACTS.chosen.scores['rmse'].value:.1f} miles."],
    )


EXAMPLES: dict[str, dict[str, Any]] = {"the typical car": USUAL.model_dump()}
DEMO = Demo(
    title="How far does this car go on a gallon?",
    lead=f"Cars of 1970 to 1982. The model: {FACTS.chosen.label}.",
    question=Car,
    examples=EXAMPLES,
    answer=answer,
    rows=rows,
)
