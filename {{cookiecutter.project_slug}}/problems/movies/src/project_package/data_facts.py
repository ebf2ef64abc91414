"""What prepare knows about the data and the split; a part of the facts."""

from workbench.records import Check, Count, Record


class Spread(Record):
    """How unequal a count is."""

    least: int
    median: float
    most: int


class Data(Record):
    """The cleaned table."""

    ratings: int
    users: int
    films: int
    density: float
    counts: list[Count]
    first: str
    last: str
    mean_rating: float
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
