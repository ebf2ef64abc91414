"""The demo of the price estimate: a house in, a price with its range and its reasons out."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from project_package.facts import Facts
from project_package.models import predict
from workbench.documents.wording import brackets, share, usd
from workbench.server.answers import Answer, facts, model
from workbench.server.demo import Demo
from workbench.server.setting_back import set_back
from workbench.server.typical import as_table, outside, typical

from .house import GRADES, NEIGHBORHOODS, PRICES, TABLE, TYPICAL, House, house, row

MODEL, FACTS = model(), facts(Facts)
TENTH = PRICES.rank(pct=True)
LEAD = (
    f"Houses in Ames, Iowa, {FACTS.split.train.first} to {FACTS.split.train.last}. "
    f"The model: {FACTS.chosen.label}. Everything that is not asked here is as in the typical "
    "house: the median of each number and the most frequent of each text, in the training data."
)
USUAL = house(TYPICAL)
HOUSES = {
    "the typical house": USUAL,
    "the most expensive tenth": house(typical(TABLE[TENTH > 0.9])),
    "the cheapest tenth": house(typical(TABLE[TENTH <= 0.1])),
}
EXAMPLES: dict[str, dict[str, Any]] = {name: each.model_dump() for name, each in HOUSES.items()}
CHOICES = {"kitchen_qual": GRADES, "neighborhood": {each: each for each in NEIGHBORHOODS}}


def rows(houses: list[House]) -> pd.DataFrame:
    """Return houses as the model takes them."""
    return as_table([row(each) for each in houses], TABLE)


def prices(houses: list[House]) -> NDArray[np.float64]:
    """Return the estimates, US dollars."""
    return predict(MODEL, rows(houses))


def in_dollars(now: float, without: float) -> tuple[str, str]:
    """Return what a value adds, and what the estimate is without it."""
    sign = "+" if now >= without else "-"
    return f"{sign}{usd(abs(now - without))}", usd(without)


def uncertainty(price: float, entered: House) -> list[str]:
    """Return the range around an estimate, how often such ranges held, and what is unlike."""
    around = FACTS.price_range
    low, high = (price * (1 + each / 100) for each in (around.low_percent, around.high_percent))
    said = [
        (
            f"{usd(low)} to {usd(high)}: in cross-validation {share(around.level)} of the houses "
            "sold within such a range of their estimate."
        ),
        (
            f"On the later sales of the test set it held for {share(around.held.value)} "
            f"{brackets(around.held, 'share')}."
        ),
    ]
    if unlike := outside(row(entered), TABLE):
        said.append(f"No house in training was like this, so the range may fail: {unlike[0]}.")
    return said


def answer(entered: House) -> Answer:
    """Return the estimate with its range and its reasons."""
    price, usual, reasons = set_back(entered, USUAL, prices, in_dollars, CHOICES)
    there = "above" if price >= usual else "below"
    apart = f"The typical house is {usd(usual)}: this one is {usd(abs(price - usual))} {there} it."
    return Answer(
        value=price,
        headline=usd(price),
        meaning=["This is the typical house." if entered == USUAL else apart],
        reasons_title="Why not the price of the typical house?",
        reasons_say="How much one value adds: the estimate, less what it becomes when that value "
        "alone goes back to the typical house. The amounts do not add up, because the model lets "
        "values work together.",
        reasons=reasons,
        uncertainty=uncertainty(price, entered),
    )


DEMO = Demo(
    title="What will this house sell for?",
    lead=LEAD,
    question=House,
    examples=EXAMPLES,
    answer=answer,
    rows=rows,
    choices=CHOICES,
)
