"""The schema of reports/facts.json: the one source of every number in a document.

All prices are US dollars, all errors of log price are the headline metric (metrics.py), shares are
0 to 1 and names ending in ``percent`` are per cent.
"""

from typing import Any

from .data_facts import Data, Split
from .records import (
    Candidate,
    Check,
    CurvePoint,
    Estimate,
    Importance,
    Pick,
    Record,
    Search,
    Slice,
    Source,
    Timing,
)


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


class TestResult(Record):
    """A model on the test set, by name."""

    key: str
    label: str
    scores: Scores


class Chosen(TestResult):
    """The model that the project stands for."""

    family: str
    simplicity: int
    why: str
    cv: Estimate
    fold_sd: float
    train: float
    to_baseline: Estimate


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


class Run(Record):
    """What the numbers were made with."""

    package: str
    seed: int
    folds: int
    choices: dict[str, Any]
    python: str
    versions: dict[str, str]


class Derived(Record):
    """Ratios that the documents and the questions use."""

    lift: float
    gap: float
    test_minus_cv: Estimate


class Facts(Record):
    """Everything that the documents may say."""

    run: Run
    source: Source
    data: Data
    split: Split
    baseline: TestResult
    other_baselines: list[TestResult]
    models: list[Candidate]
    timings: list[Timing]
    pick: Pick
    chosen: Chosen
    runner_up: Candidate
    search: Search
    learning_curve: list[CurvePoint]
    slices: list[Slice]
    worst_slice: Slice
    slice_min_rows: int
    importance: list[Importance]
    errors: Errors
    price_range: PriceRange
    extrapolation: Extrapolation
    leakage: list[Check]
    derived: Derived
    near: float
    usual_sale: str

    @property
    def chosen_candidate(self) -> Candidate:
        """The chosen model as compare saw it, before tuning."""
        return next(each for each in self.models if each.key == self.chosen.key)

    @property
    def baseline_cv(self) -> float:
        """The cross-validated error of the baseline."""
        return next(each.cv.value for each in self.models if each.key == self.baseline.key)

    @property
    def forced(self) -> bool:
        """Whether params.yaml named the model, so that the rule was not asked."""
        return self.run.choices["model"] != "auto"

    @property
    def worse_slices(self) -> int:
        """How many parts of the test set are worse than the whole beyond their interval."""
        whole = self.chosen.scores.rmse_log.value
        return sum(each.score.low > whole for each in self.slices)

    def label(self, key: str) -> str:
        """Return the name of a candidate as people read it."""
        return next(each.label for each in self.models if each.key == key)

    def timing(self, key: str) -> Timing:
        """Return what a candidate cost on one fold."""
        return next(each for each in self.timings if each.key == key)

    def best_of(self, family: str) -> Candidate | None:
        """Return the candidate of a family with the lowest cross-validated error."""
        return next((each for each in self.models if each.family == family), None)
