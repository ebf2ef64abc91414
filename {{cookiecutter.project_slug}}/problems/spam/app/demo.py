"""The demo of the spam filter: an email in, its probability, the decision and the words out."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from project_package.data import read_table
from project_package.facts import Facts
from project_package.models import predict
from workbench.documents.wording import number, share
from workbench.server.answers import Answer, facts, model
from workbench.server.chances import Names, decision, expected, from_threshold, measured
from workbench.server.demo import Demo

from .emails import EMAILS, Email
from .weighing import different, forgetting, percent, reasons, without

MODEL, FACTS = model(), facts(Facts)
NAMES = Names("emails", "spam", "move it to the spam folder")
LEAD = (
    f"The model: {FACTS.chosen.label}, learned from email of {FACTS.data.first[:4]} to "
    f"{FACTS.data.last[:4]}. Paste an email; nothing of it is stored or logged."
)


def rows(emails: list[Email]) -> pd.DataFrame:
    """Return emails as the model takes them."""
    return read_table(pd.DataFrame([each.model_dump() for each in emails]))


def chances(all_texts: list[str]) -> NDArray[np.float64]:
    """Return the probability of spam of each text."""
    with forgetting():
        return predict(MODEL, pd.DataFrame({"text": all_texts}))


def meaning(chance: float) -> list[str]:
    """Return what follows from a probability, and why there."""
    act, leave = expected(chance, FACTS.worth)
    return [
        decision(chance, FACTS.threshold, NAMES),
        (
            f"On average moving such an email is worth {number(act, 2)} and leaving it "
            f"{number(leave, 2)} {FACTS.worth.unit}: a lost real email counts "
            f"{abs(FACTS.worth.false_positive):g}, a spam in the inbox "
            f"{abs(FACTS.worth.false_negative):g} (assumed in conf/data/)."
        ),
    ]


def uncertainty(chance: float) -> list[str]:
    """Return how often such emails were spam, how far the threshold is, and what it costs."""
    lost = FACTS.chosen.at_chosen.false_alarms
    return [
        measured(chance, FACTS.calibration, NAMES),
        from_threshold(chance, FACTS.threshold),
        (
            f"At this threshold {share(lost.value, 1)} of the real test emails were lost. The "
            f"data is from {FACTS.data.first[:4]} to {FACTS.data.last[:4]}; email has changed."
        ),
    ]


def answer(email: Email) -> Answer:
    """Return the probability with the words that moved it."""
    text = str(rows([email])["text"][0])
    words = different(text)
    found = chances([text, *(without(text, word) for word in words)])
    chance = float(found[0])
    return Answer(
        value=chance,
        headline=f"{percent(chance)} spam",
        meaning=meaning(chance),
        reasons_title="Which words moved it?",
        reasons_say="The probability without one word, strongest first, of the first "
        f"{len(words)} different words. The effects do not add up: no word is judged alone.",
        reasons=reasons(words, found),
        uncertainty=uncertainty(chance),
    )


DEMO = Demo(
    title="Is this email spam?",
    lead=LEAD,
    question=Email,
    examples={name: email.model_dump() for name, email in EMAILS.items()},
    answer=answer,
    rows=rows,
)
