"""The facts that a classification has. Payoffs are in the unit of conf/data/, shares are 0 to 1."""

from .. import facts, records
from ..records import Estimate, Record


class Decisions(Record):
    """What happens on the test set when every row at or above a threshold is acted on.

    ``false_alarms`` is the share of negatives that are acted on, ``acted_on`` that of all rows;
    ``payoff`` is that of a thousand rows. Without any row acted on precision is 0.
    """

    threshold: float
    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int
    accuracy: Estimate
    precision: Estimate
    recall: Estimate
    f1: Estimate
    false_alarms: Estimate
    acted_on: Estimate
    payoff: Estimate


class TestResult(facts.TestResult):
    """A model on the test set, at its own threshold and at one half."""

    at_chosen: Decisions
    at_half: Decisions


class Chosen(facts.ChosenModel, TestResult):
    """The model that the project stands for."""

    train: float


class Worth(Record):
    """What one row of each kind is worth, as conf/data/ states it."""

    true_positive: float
    false_positive: float
    false_negative: float
    true_negative: float
    unit: str


class Threshold(Record):
    """The operating point, from out-of-fold probabilities of the training rows.

    ``gain`` is the payoff of a thousand test rows there minus that at one half.
    """

    value: Estimate
    break_even: float
    gain: Estimate


class CalibrationBin(Record):
    """Test rows with similar probabilities: what was said and what happened."""

    rows: int
    said: float
    happened: Estimate


class Calibration(Record):
    """Whether probabilities mean what they say; ``error`` is the mean gap, weighted by rows."""

    bins: list[CalibrationBin]
    error: float


class Slice(records.Slice):
    """One part of the test set at the chosen threshold; what a part cannot have is absent."""

    positives: int
    said: float
    happened: float
    acted_on: Estimate
    payoff: Estimate
    roc_auc: Estimate | None = None
    recall: Estimate | None = None
    false_alarms: Estimate | None = None


class Derived(Record):
    """Ratios and differences that the documents and the questions use."""

    lift: Estimate
    payoff_gain: Estimate
    gap: float
    test_minus_cv: Estimate


class ClassificationFacts(facts.BaseFacts):
    """Everything that the documents of a classification may say."""

    positives: int
    test_rows: int
    majority: float
    baseline: TestResult
    other_baselines: list[TestResult]
    chosen: Chosen
    worth: Worth
    threshold: Threshold
    calibration: Calibration
    slices: list[Slice]
    slice_min_rows: int
    derived: Derived

    def of(self, feature: str) -> list[Slice]:
        """Return the parts of the test set by one feature, in its order."""
        parts = [each for each in self.slices if each.feature == feature]
        return sorted(parts, key=lambda each: each.rank)
