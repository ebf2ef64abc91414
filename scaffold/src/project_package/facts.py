"""The schema of reports/facts.json: the one source of every number in a document.

Errors are in miles per gallon, shares are 0 to 1.
"""

from workbench.facts import BaseFacts, Chosen, TestResult
from workbench.records import Check, Count, Estimate, Importance, Record, Slice


class Data(Record):
    """The cleaned table."""

    rows: int
    features: int
    counts: list[Count]


class Split(Record):
    """How the table was cut."""

    share: float
    train: int
    test: int
    first_test_year: int
    checks: list[Check]


class DataReport(Record):
    """What prepare writes."""

    data: Data
    split: Split


class CarSlice(Slice):
    """The error on one part of the test set."""

    score: Estimate


class WorstCase(Record):
    """A car with a large error."""

    name: str
    actual: float
    predicted: float


class Derived(Record):
    """Differences that the documents use."""

    test_minus_cv: Estimate


class Facts(BaseFacts):
    """Everything that the documents may say."""

    data: Data
    split: Split
    baseline: TestResult
    other_baselines: list[TestResult]
    chosen: Chosen
    slices: list[CarSlice]
    worst_slice: CarSlice
    slice_min_rows: int
    worst: list[WorstCase]
    importance: list[Importance]
    derived: Derived
