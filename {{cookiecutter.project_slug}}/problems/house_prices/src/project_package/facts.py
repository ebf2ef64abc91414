"""The schema of reports/facts.json: the one source of every number in a document.

All prices are US dollars, all errors of log price are the headline metric (metrics.py), shares are
0 to 1 and names ending in ``percent`` are per cent.
"""

from typing import Any

from .base_facts import BaseFacts, ChosenModel, TestedModel
from .data_facts import Data, Split
from .records import Estimate, Importance, Record


class Scores(Record):
    """One model on the test set."""

    rmse_log: Estimate
    mean_dollars: Estimate
    median_dollars: Estimate
    median_percent: Estimate
    ninetieth_percent: Estimate
    within_ten: Estimate
    bias_percent: Estimate
    r2: Estimate


class TestResult(TestedModel):
    """A model with its scores on the test set."""

    scores: Scores


class Chosen(ChosenModel, TestResult):
    """The model that the project stands for."""

    train: float


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


class Slice(Record):
    """The error on one part of the test set; ``rank`` orders the levels of a feature."""

    feature: str
    level: str
    rank: int
    rows: int
    score: Estimate
    typical: float
    bias: float


class Derived(Record):
    """Ratios that the documents and the questions use."""

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
    slices: list[Slice]
    worst_slice: Slice
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
        whole = self.chosen.scores.rmse_log.value
        return sum(each.score.low > whole for each in self.slices)
