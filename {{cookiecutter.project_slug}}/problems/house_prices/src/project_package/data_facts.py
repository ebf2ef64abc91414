"""What prepare knows about the data and the split; a part of the facts."""

from .records import Check, Count, Missing, Record


class Period(Record):
    """A run of sales."""

    rows: int
    first: str
    last: str
    median_price: float


class Data(Record):
    """The cleaned table."""

    rows: int
    features: int
    numeric: int
    grades: int
    counts: list[Count]
    missing: list[Missing]
    median_price: float
    lowest_price: float
    highest_price: float
    target_skew: float
    log_target_skew: float
    odd_sales: float


class Split(Record):
    """How the table was cut."""

    asked_share: float
    share: float
    cut: str
    train: Period
    test: Period
    outside: float
    checks: list[Check]


class DataReport(Record):
    """What prepare writes."""

    data: Data
    split: Split
