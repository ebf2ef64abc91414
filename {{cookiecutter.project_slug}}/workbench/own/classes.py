"""What the facts of an own problem with classes have in common, whatever a row is.

What only two classes have, or only several, is absent for the others.
"""

import math
from collections.abc import Sequence
from typing import Any, Literal

from ..classification.records import Calibration, Decisions, Lift, Worth
from ..facts import BaseFacts, Chosen, TestResult
from ..records import Estimate, Importance, Record, Slice
from .facts import Split

__all__ = ["NAMES", "ClassFacts", "Derived", "OfClass", "OfPart"]

NAMES = {"average_precision": "average precision", "macro_f1": "macro F1", "log_loss": "log loss"}
LABELS = {  # of the metrics beside it, by their names in the facts
    "average_precision": "average precision",
    "macro_f1": "macro F1",
    "roc_auc": "ROC AUC",
    "log_loss": "log loss (lower is better)",
    "brier": "Brier score (lower is better)",
    "accuracy": "accuracy",
    "macro_recall": "mean recall of the classes",
}


class OfPart(Slice):
    """How well one part of the test set is told apart: ``ClassFacts.slice_metric``."""

    score: Estimate

    @property
    def weakness(self) -> float:
        """What parts are ordered by, largest first."""
        return -self.score.value


class OfClass(Record):
    """One class on the test set; ``predicted`` is how many rows were given it."""

    name: str
    rows: int
    predicted: int
    precision: Estimate
    recall: Estimate
    f1: float


class Derived(Record):
    """Differences that the documents use."""

    test_minus_cv: Estimate


class ClassFacts(BaseFacts):
    """Everything that the documents may say; a problem says what ``data`` is."""

    data: Any
    split: Split
    metric: str
    metric_name: str
    better: Literal["higher", "lower"]
    classes: list[str]
    shares: list[float]
    baseline: TestResult
    other_baselines: list[TestResult]
    chosen: Chosen
    slices: list[OfPart]
    worst_slice: OfPart
    slice_metric: str
    slice_min_rows: int
    importance: list[Importance]
    worst_rows: list[int]
    per_class: Sequence[OfClass] = ()
    confusion: Sequence[Sequence[int]] = ()
    calibration: Calibration | None = None
    lift: Lift | None = None
    worth: Worth | None = None
    decisions: Decisions | None = None
    derived: Derived

    @property
    def taken_away(self) -> str:
        """What is done to a column of ``importance``, to follow "when a"."""
        return "column is shuffled"

    @property
    def quoted(self) -> bool:
        """Whether ``importance`` is of words of the data, and not of columns."""
        return False

    @property
    def digits(self) -> int:
        """Decimals of a score."""
        return 3

    @property
    def prior_loss(self) -> float:
        """The log loss of giving each class its share."""
        return -math.fsum(each * math.log(each) for each in self.shares if each)

    @property
    def beside(self) -> dict[str, str]:
        """The metrics beside the headline, and what they are called."""
        return {name: LABELS[name] for name in self.chosen.scores if name in LABELS}

    @property
    def weakest_class(self) -> OfClass | None:
        """The class with the lowest F1, if there are several."""
        return min(self.per_class, key=lambda each: each.f1, default=None)

    @property
    def worse_slices(self) -> int:
        """How many parts of the test set are worse than the mean part beyond their interval."""
        whole = math.fsum(each.score.value for each in self.slices) / len(self.slices)
        return sum(each.score.high < whole for each in self.slices)
