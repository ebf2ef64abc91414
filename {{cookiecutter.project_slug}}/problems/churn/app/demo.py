"""The demo of the classifier: a customer in, the chance, the decision and its reasons out."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from project_package.task import predict
from workbench.documents.wording import share
from workbench.server.answers import Answer, facts, model
from workbench.server.chances import Names, decision, expected, from_threshold, measured
from workbench.server.setting_back import set_back
from workbench.server.typical import TABLE, TARGETS, as_table, outside, typical

from .person import Person, row

Question = Person
MODEL, FACTS = model(), facts()
WORDS = FACTS.words
NAMES = Names(WORDS.rows, WORDS.positives, WORDS.act)
TITLE = WORDS.question
LEAD = f"Change {WORDS.one}. The model: {FACTS.chosen.label}. {WORDS.origin}"


def person(values: dict[str, Any]) -> Person:
    """Return the person of a typical row."""
    return Person(**{name: values[name] for name in Person.model_fields})


USUAL = person(typical())
PEOPLE = {
    f"the typical {WORDS.row}": USUAL,
    f"the typical {WORDS.positive}": person(typical(TABLE[TARGETS == 1])),
}
EXAMPLES: dict[str, dict[str, Any]] = {name: each.model_dump() for name, each in PEOPLE.items()}
CHOICES: dict[str, dict[str, str]] = {}


def rows(people: list[Person]) -> pd.DataFrame:
    """Return people as the model takes them."""
    return as_table([row(each) for each in people])


def chances(people: list[Person]) -> NDArray[np.float64]:
    """Return the chance of each person to be a positive."""
    return predict(MODEL, rows(people))


def in_points(now: float, without: float) -> tuple[str, str]:
    """Return by how many points a value moves the chance, and the chance without it."""
    return f"{(now - without) * 100:+.1f} points", share(without, 1)


def money(amount: float) -> str:
    """Return an amount for one person, with cents."""
    text = WORDS.money % f"{abs(amount):,.2f}"
    return f"-{text}" if round(amount, 2) < 0 else text


def meaning(chance: float) -> list[str]:
    """Return what follows from a chance, in money."""
    act, leave = expected(chance, FACTS.worth)
    return [
        f"The chance of this {WORDS.row} to be a {WORDS.positive}: {WORDS.label}.",
        decision(chance, FACTS.threshold, NAMES),
        (
            f"At such a chance to {WORDS.act} is worth {money(act)} on average, and not to "
            f"{money(leave)}. The payoffs behind it are assumptions (conf/data/)."
        ),
    ]


def uncertainty(chance: float, entered: Person) -> list[str]:
    """Return what happened at such chances, how far the threshold is, and what is unlike."""
    said = [
        measured(chance, FACTS.calibration, NAMES),
        from_threshold(chance, FACTS.threshold),
    ]
    if unlike := outside(row(entered)):
        said.append(f"Nobody in training was like this, so the chance may fail: {unlike[0]}.")
    return said


def answer(entered: Person) -> Answer:
    """Return the chance with its reasons."""
    chance, usual, reasons = set_back(entered, USUAL, chances, in_points, CHOICES)
    return Answer(
        value=chance,
        headline=f"{share(chance, 1)} chance",
        meaning=meaning(chance),
        reasons_title=f"Why not the chance of the typical {WORDS.row}?",
        reasons_say=f"The typical {WORDS.row} (medians, most frequent answers) has "
        f"{share(usual, 1)}. How much one value moves the chance: what it is, less what it becomes "
        "when that value alone goes back to the typical one. The points do not add up.",
        reasons=reasons,
        uncertainty=uncertainty(chance, entered),
    )
