"""The demo of the classifier: a customer in, the probability, the decision and its reasons out."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from project_package.data import read
from project_package.facts import Facts
from project_package.models import predict
from workbench.documents.wording import share
from workbench.files import TRAIN
from workbench.server.answers import Answer, facts, made_by_run, model
from workbench.server.chances import Names, decision, expected, from_threshold, measured
from workbench.server.demo import Demo
from workbench.server.setting_back import set_back
from workbench.server.typical import as_table, outside, typical

from .customer import Customer, row

MODEL, FACTS = model(), facts(Facts)
TABLE, CHURNED = read(made_by_run(TRAIN))
WORDS = FACTS.words
NAMES = Names(WORDS["rows"], WORDS["positives"], WORDS["act"])


def customer(values: dict[str, Any]) -> Customer:
    """Return the customer of a typical row."""
    return Customer(**{name: values[name] for name in Customer.model_fields})


USUAL = customer(typical(TABLE))
CUSTOMERS = {
    "the typical customer": USUAL,
    "the typical churner": customer(typical(TABLE[CHURNED == 1])),
}


def rows(customers: list[Customer]) -> pd.DataFrame:
    """Return customers as the model takes them."""
    return as_table([row(each) for each in customers], TABLE)


def probabilities(customers: list[Customer]) -> NDArray[np.float64]:
    """Return the probability of each customer to leave."""
    return predict(MODEL, rows(customers))


def in_points(now: float, without: float) -> tuple[str, str]:
    """Return by how many points a value moves the probability, and what it is without it."""
    return f"{(now - without) * 100:+.1f} points", share(without, 1)


def money(amount: float) -> str:
    """Return an amount for one customer, with cents."""
    text = WORDS["money"] % f"{abs(amount):,.2f}"
    return f"-{text}" if round(amount, 2) < 0 else text


def meaning(probability: float) -> list[str]:
    """Return what follows from a probability, in money."""
    act, leave = expected(probability, FACTS.worth)
    return [
        f"It is the probability that {WORDS['label']}.",
        decision(probability, FACTS.threshold, NAMES),
        (
            f"At this probability an offer is worth {money(act)} on average, and no offer "
            f"{money(leave)}. The payoffs behind it are assumptions (conf/data/)."
        ),
    ]


def uncertainty(probability: float, entered: Customer) -> list[str]:
    """Return what was observed at such probabilities, how far the threshold is, what is unlike."""
    sentences = [
        measured(probability, FACTS.calibration, NAMES),
        from_threshold(probability, FACTS.threshold),
    ]
    if unlike := outside(row(entered), TABLE):
        sentences.append(f"No customer in training was like this, so it may be wrong: {unlike[0]}.")
    return sentences


def answer(entered: Customer) -> Answer:
    """Return the probability with its reasons."""
    probability, usual, reasons = set_back(entered, USUAL, probabilities, in_points, {})
    return Answer(
        value=probability,
        headline=f"{share(probability, 1)} probability of leaving",
        meaning=meaning(probability),
        reasons_title="Why is it not that of the typical customer?",
        reasons_say="The typical customer (medians, most frequent answers) has "
        f"{share(usual, 1)}. How much one value moves the probability: what it is, less what it "
        "becomes when that value alone goes back to the typical one. The points do not add up.",
        reasons=reasons,
        uncertainty=uncertainty(probability, entered),
    )


DEMO = Demo(
    title=WORDS["question"],
    lead=f"Change a customer. The model: {FACTS.chosen.label}. {WORDS['origin']}",
    question=Customer,
    examples={name: each.model_dump() for name, each in CUSTOMERS.items()},
    answer=answer,
    rows=rows,
)
