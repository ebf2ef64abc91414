"""The demo of the recommender: a user's number or a list of items in, ten items out.

Users and items go by the numbers in data/split/, which only the author can look up. Of a user of
the data nothing is shown but the list: what they took stays private.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, field_validator

from project_package.data import ITEM, RATING, TIME, USER
from project_package.facts import Facts
from project_package.models import Recommender
from workbench.documents.wording import brackets, share
from workbench.recommendation.ranking import NOTHING
from workbench.server.answers import Answer, Reason, facts, model
from workbench.server.demo import Demo

from .lifting import FAR, LATEST, Lift, lifts

MODEL: Recommender = model()
FACTS = facts(Facts)
PAST = MODEL.history_
KNOWN, LAST = set(PAST.items.tolist()), int(PAST.times[-1])
NEWCOMER = int(PAST.users.max()) + 1
MOST = 200  # items that can be entered
NUMBERS = f"Items must be whole numbers with commas between them, {MOST} at most."


class Question(BaseModel):
    """Who asks: a user of the data by number, or somebody new with a list of items."""

    model_config = ConfigDict(extra="forbid")

    items: str = Field(
        "",
        title="Items",
        description=f"numbers up to {PAST.items.max()} with commas between them, the newest last",
        max_length=2000,
    )
    user: int = Field(
        NEWCOMER,
        title="User",
        description=f"counts if no items are entered; from {NEWCOMER} on it is somebody new",
        ge=0,
        le=1_000_000_000,
    )

    @field_validator("items")
    @classmethod
    def are_numbers(cls, said: str) -> str:
        """Refuse what is no list of numbers."""
        parts = [each.strip() for each in said.split(",") if each.strip()]
        if len(parts) > MOST or not all(each.isdecimal() and len(each) < 10 for each in parts):
            raise ValueError(NUMBERS)
        return said

    @property
    def taken(self) -> list[int]:
        """The items that were entered, each once, the newest last."""
        return list(dict.fromkeys(int(each) for each in self.items.split(",") if each.strip()))


def made_up() -> list[int]:
    """Return three items that are offered to nobody in particular: popular ones."""
    return sorted(PAST.items[: min(3, len(PAST.items))].tolist())


EXAMPLES: dict[str, dict[str, Any]] = {
    "three popular items": {"items": ", ".join(map(str, made_up())), "user": NEWCOMER},
    "a user of the data": {"items": "", "user": int(PAST.users[0])},
    "somebody new": {"items": "", "user": NEWCOMER},
}


def rows(questions: list[Question]) -> pd.DataFrame:
    """Return requests as the model takes them: who asks, and when, the last moment of the data."""
    return pd.DataFrame({USER: [each.user for each in questions], TIME: LAST})


def entered(question: Question) -> pd.DataFrame:
    """Return the items that were entered and are known, as somebody new would have taken them."""
    items = [each for each in question.taken if each in KNOWN]
    return pd.DataFrame({USER: NEWCOMER, ITEM: items, TIME: LAST, RATING: 1.0})


def offered(question: Question) -> NDArray[np.int64]:
    """Return the items that are offered, best first."""
    history = entered(question)
    if len(history):
        asked = pd.DataFrame({USER: [NEWCOMER], TIME: LAST})
        (items,) = MODEL.recommend(asked, interactions=history)
    else:
        (items,) = MODEL.predict(rows([question]))
    return items[: FACTS.places][items[: FACTS.places] != NOTHING]


def reason(place: int, item: int, lift: Lift | None) -> Reason:
    """Return why an item is offered in a place."""
    if lift is None:
        return Reason(what=f"{place}. item {item}", effect="", detail="", weight=0)
    there = f"in place {lift.place}" if lift.place <= FAR else f"beyond place {FAR}"
    return Reason(
        what=f"{place}. item {item}",
        effect="",
        detail=f"because of item {lift.item}: without it {there}",
        weight=min(lift.place, FAR) - place,
    )


def meaning(question: Question) -> list[str]:
    """Return what the list rests on."""
    given, known = question.taken, len(entered(question))
    if given:
        missing = len(given) - known
        said = f"It rests on {known} item(s) that were entered."
        more = f" {missing} more did not occur in training, so nothing is known of them."
        return [said + (more if missing else "")]
    if question.user in PAST.users:
        return [f"It rests on what user {question.user} took, which is private and not shown."]
    return ["Nobody is known by that number, so it is what is popular."]


def uncertainty(question: Question) -> list[str]:
    """Return for how many users one of ten items was right, where that was measured."""
    if question.user not in PAST.users and not len(entered(question)):
        return ["No test user was without a history, so the quality of this list was not measured."]
    hits = FACTS.chosen.scores["hit_rate"]
    found = f"For {share(hits.value)} of the test users {brackets(hits, 'share')} at least one of "
    return [found + f"the first {FACTS.places} items was among those held back."]


def answer(question: Question) -> Answer:
    """Return ten items; for a list that was entered, each with the item that lifted it most."""
    items, history = offered(question), entered(question)
    several = len(history) > 1
    found = lifts(MODEL, history, items) if several else [None] * len(items)
    places = enumerate(zip(items.tolist(), found, strict=True), start=1)
    return Answer(
        value=items.tolist(),
        headline=f"First: item {items[0]}" if len(items) else "All items are taken",
        meaning=meaning(question),
        reasons_title=f"The first {len(items)}, and why" if several else f"The first {len(items)}",
        reasons_say=f"For each item the one of the latest {LATEST} entered without which it would "
        "fall most places."
        if several
        else "Enter two items or more to see which of them lifted each.",
        reasons=[reason(place, item, lift) for place, (item, lift) in places],
        uncertainty=uncertainty(question),
    )


DEMO = Demo(
    title="What to offer next?",
    lead=f"Users and items of the author's own data, by number. The model: {FACTS.chosen.label}.",
    question=Question,
    examples=EXAMPLES,
    answer=answer,
    rows=rows,
)
