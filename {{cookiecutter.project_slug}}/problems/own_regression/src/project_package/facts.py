"""The schema of reports/facts.json: the one source of every number in a document.

Errors are in the unit of the target, shares are 0 to 1. No row of the data is in it.
"""

import math
from typing import Literal

from workbench.facts import BaseFacts, Chosen, TestResult
from workbench.own.facts import Data, DataReport, FormColumn, Split
from workbench.records import Estimate, Importance, Record, Slice

METRIC, GREATER_IS_BETTER = "error", False  # the headline is an error
SERVED: Literal["predict"] = "predict"
NAMES = {"rmse_log": "RMSE of log {}", "mae": "mean absolute error"}

__all__ = ["GREATER_IS_BETTER", "METRIC", "SERVED", "Data", "DataReport", "Facts", "Split"]


class OfPart(Slice):
    """The error on one part of the test set, and the median of predicted minus observed."""

    score: Estimate
    bias: float

    @property
    def weakness(self) -> float:
        """What parts are ordered by, largest first."""
        return self.score.value


class Worst(Record):
    """A row with a large error, by its number in the file: only its author can look it up."""

    row: int
    error: float


class Errors(Record):
    """How the squared error is spread, on the scale of the headline."""

    top: int
    top_share: float
    worst: list[Worst]


class Range(Record):
    """A range around each prediction, from out-of-fold errors, and how often it held on test.

    ``reach`` is what is added and taken away or, if ``factor``, what multiplies and divides.
    """

    level: float
    reach: float
    factor: bool
    held: Estimate


class Bin(Record):
    """Test rows with similar predictions: their means."""

    rows: int
    predicted: float
    observed: float


class Derived(Record):
    """Differences that the documents use."""

    test_minus_cv: Estimate


class Facts(BaseFacts):
    """Everything that the documents may say."""

    data: Data
    split: Split
    metric: str
    metric_name: str
    baseline: TestResult
    other_baselines: list[TestResult]
    chosen: Chosen
    slices: list[OfPart]
    worst_slice: OfPart
    slice_min_rows: int
    importance: list[Importance]
    form: list[FormColumn]
    errors: Errors
    prediction_range: Range
    bins: list[Bin]
    median_target: float
    derived: Derived

    @property
    def digits(self) -> int:
        """Decimals that show three digits of the headline."""
        return max(0, 2 - math.floor(math.log10(self.baseline.scores["headline"].value or 1)))

    @property
    def worse_slices(self) -> int:
        """How many parts of the test set are worse than the whole beyond their interval."""
        whole = self.chosen.scores["headline"].value
        return sum(each.score.low > whole for each in self.slices)
