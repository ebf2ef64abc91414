"""The schema of reports/facts.json: the one source of every number in a document.

Errors are in the unit of the target, shares are 0 to 1.
"""

from workbench.facts import BaseFacts, Chosen, TestResult
from workbench.records import Check, Count, Estimate, Importance, Record, Slice


class Data(Record):
    """The cleaned table, and what its parts are called."""

    rows: int
    features: int
    counts: list[Count]
    row: str
    rows_are: str
    target: str
    unit: str


class Split(Record):
    """How the table was cut."""

    share: float
    train: int
    test: int
    held_back: str
    checks: list[Check]


class DataReport(Record):
    """What prepare writes."""

    data: Data
    split: Split


class Part(Slice):
    """The error on one part of the test set."""

    score: Estimate


class WorstCase(Record):
    """A row with a large error."""

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
    slices: list[Part]
    worst_slice: Part
    slice_min_rows: int
    worst: list[WorstCase]
    importance: list[Importance]
    derived: Derived
