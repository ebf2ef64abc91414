"""The schema of reports/facts.json: the one source of every number in a document.

All prices are US dollars, all errors of log price are the headline metric (metrics.py), shares are
0 to 1 and names ending in ``percent`` are percent.
"""

from typing import Any

from pydantic import Field

from workbench.facts import BaseFacts, Chosen, TestResult
from workbench.records import Check, Count, Estimate, Importance, Missing, Record, Slice


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


class Odd(Record):
    """The score without a group of houses, on the test set and in cross-validation."""

    what: str
    rows: int
    without: Estimate
    cv_without: float


class House(Record):
    """One of the worst cases, with what an agent would want to know about it."""

    pid: int
    sold_on: str
    neighborhood: str
    price: float
    predicted: float
    error_percent: float
    sale: str
    facts: dict[str, Any]


class Errors(Record):
    """How the squared error is spread."""

    top: int
    top_share: float
    without_top: float
    odd: list[Odd]
    worst: list[House]


class PriceRange(Record):
    """A range around each estimate, from out-of-fold errors, and how often it held on test."""

    level: float
    low_percent: float
    high_percent: float
    held: Estimate


class Extrapolation(Record):
    """Test houses with a number that training never saw, against the others."""

    rows: int
    inside: Estimate
    outside: Estimate | None = None


class HouseSlice(Slice):
    """The error on one part of the test set: the headline, the usual error and the lean."""

    score: Estimate
    typical: float
    bias: float


class Derived(Record):
    """Ratios that the documents use."""

    lift: float
    gap: float
    test_minus_cv: Estimate


class Facts(BaseFacts):
    """Everything that the documents may say."""

    data: Data
    split: Split
    baseline: TestResult
    other_baselines: list[TestResult]
    chosen: Chosen
    slices: list[HouseSlice]
    worst_slice: HouseSlice
    cv_slices: list[HouseSlice] = Field(default_factory=list)
    slice_min_rows: int
    importance: list[Importance]
    errors: Errors
    price_range: PriceRange
    extrapolation: Extrapolation
    derived: Derived
    near: float
    usual_sale: str

    @property
    def worse_slices(self) -> int:
        """How many parts of the test set are worse than the whole beyond their interval."""
        whole = self.chosen.scores["rmse_log"].value
        return sum(each.score.low > whole for each in self.slices)
