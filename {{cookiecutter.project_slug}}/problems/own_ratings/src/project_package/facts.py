"""The schema of reports/facts.json: the one source of every number in a document.

Scores of lists are means over users, 0 to 1, of the first ten items unless a name says otherwise.
Shares are 0 to 1. No user and no item is named in it. What needs times is absent without them.
"""

from workbench.recommendation.records import ItemPart, RecommenderFacts
from workbench.records import Check, Count, Record, Spread

HELD_BACK = {  # the protocols
    "at_random": "any rows of each user",
    "by_user": "each user's newest rows",
    "by_date": "everything after one date",
    "new_users": "rows of users who came after the fit",
}
ASSUMES = {  # what has to be true for the score to hold in use
    "at_random": "A user's later rows may be known when the list is made.",
    "by_user": "Later rows of other users may be known when the list is made.",
    "by_date": "Only what a platform would know on that day.",
    "new_users": "The model has learned from other users only, and is told what these took.",
}
ANY_ROWS = "some rows of each user, drawn at random"  # the headline where no time is known
ALL_KNOWN = "A user's other rows may all be known when the list is made."


class Data(Record):
    """The cleaned table, and what its author has told of it and what not."""

    name: str
    rows: int
    users: int
    items: int
    density: float
    counts: list[Count]
    explicit: bool
    timed: bool
    first: str | None = None
    last: str | None = None
    liked: float
    by_user: Spread
    by_item: Spread
    taken_once: float
    head: float
    head_rows: float
    visit_hours: float | None = None
    one_day: float | None = None
    open: list[str]
    confirmed: list[str]
    overruled: list[str]
    sampled_from: int
    published: bool

    @property
    def rows_are(self) -> str:
        """What one calls the rows."""
        return "ratings" if self.explicit else "interactions"


class Period(Record):
    """A run of rows."""

    rows: int
    users: int
    items: int
    first: str | None = None
    last: str | None = None


class Split(Record):
    """How the table was cut, and what that lets the model know."""

    asked_share: float
    share: float
    train: Period
    test: Period
    future: float | None = None
    tied: float | None = None
    new_items: float
    checks: list[Check]


class DataReport(Record):
    """What prepare writes."""

    data: Data
    split: Split


class Facts(RecommenderFacts):
    """Everything that the documents may say."""

    items: list[ItemPart]
    data: Data
    split: Split
    liked: float

    @property
    def has(self) -> set[str]:
        """Which protocols were measured."""
        return {each.key for each in self.protocols}

    @property
    def other(self) -> str:
        """The protocol that is shown beside the headline first."""
        return next(each.key for each in self.protocols if each.key != "by_user")


def without_times(facts: Facts) -> Facts:
    """Return facts that speak of no time, if no column says when."""
    if facts.data.timed:
        return facts
    said = {"by_user": {"name": ANY_ROWS, "assumes": ALL_KNOWN}}
    named = [
        each.model_copy(update={**said.get(each.key, {}), "last": ""}) for each in facts.protocols
    ]
    return facts.model_copy(update={"protocols": named})
