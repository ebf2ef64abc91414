"""The schema of reports/facts.json: the one source of every number in a document.

Scores of lists are means over users, 0 to 1, of the first ten films unless a name says otherwise.
Shares are 0 to 1.
"""

from workbench.recommendation.records import (
    ItemPart,
    Newcomer,
    RecommenderFacts,
    UserExample,
)
from workbench.records import Check, Count, Record, Spread

HELD_BACK = {  # the protocols
    "at_random": "any rating of each user",
    "by_user": "each user's newest ratings",
    "by_date": "everything after one date",
}
ASSUMES = {  # what has to be true for the score to hold in use
    "at_random": "A user's later ratings may be known when the list is made.",
    "by_user": "Later ratings of other users may be known when the list is made.",
    "by_date": "Only what a platform would know on that day.",
}


class Data(Record):
    """The cleaned table."""

    ratings: int
    users: int
    films: int
    density: float
    counts: list[Count]
    first: str
    last: str
    liked: float
    by_user: Spread
    by_film: Spread
    seen_once: float
    head: float
    head_ratings: float
    visit_hours: float
    one_day: float
    without_year: int
    without_genres: int


class Period(Record):
    """A run of ratings."""

    rows: int
    users: int
    films: int
    first: str
    last: str


class Split(Record):
    """How the table was cut, and what that lets the model know."""

    asked_share: float
    share: float
    train: Period
    test: Period
    future: float
    tied: float
    new_films: float
    checks: list[Check]


class DataReport(Record):
    """What prepare writes."""

    data: Data
    split: Split


class Facts(RecommenderFacts):
    """Everything that the documents may say."""

    films: list[ItemPart]
    user_examples: list[UserExample]
    newcomer: Newcomer
    data: Data
    split: Split
    liked: float
