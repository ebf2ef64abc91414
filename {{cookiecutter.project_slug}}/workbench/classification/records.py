"""The facts that a classification has. Payoffs are in the unit of conf/data/, shares are 0 to 1."""

import math
from collections.abc import Mapping

from pydantic import Field

from .. import facts, records
from ..records import Estimate, Record

__all__ = [
    "Calibration",
    "Chosen",
    "ClassificationFacts",
    "CostCase",
    "Decisions",
    "Derived",
    "Disparity",
    "Flagged",
    "Groups",
    "Lift",
    "Paid",
    "Slice",
    "TestResult",
    "Threshold",
    "Worth",
]

MEASURES = {  # of a group; the value is a share, the words are those of conf/data/
    "acted_on": "share who {acted}",
    "recall": "share of the {positives} who {acted}",
    "false_alarms": "share of the {negatives} who {acted}",
    "surplus": "predicted probability minus {rate}",
}
NEARLY = 0.995  # from here on two decimals would say one
OF_A_DECISION = ("accuracy", "precision", "recall", "f1", "false_alarms", "payoff")


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


class Because(Record):
    """Where the worth of a true positive comes from: a share accepts, is saved, less the act."""

    accept: float
    saved: float
    act: float


class Worth(Record):
    """What one row of each kind is worth, as conf/data/ states it, and why, where it says so."""

    true_positive: float
    false_positive: float
    false_negative: float
    true_negative: float
    unit: str
    because: Because | None = None

    @property
    def explained(self) -> bool:
        """Whether the reason still gives the worth: either may be edited without the other."""
        why = self.because
        return why is not None and math.isclose(
            why.accept * why.saved - why.act, self.true_positive, abs_tol=0.5
        )


class Threshold(Record):
    """The operating point, from out-of-fold probabilities of the training rows.

    ``gain`` is the payoff of a thousand test rows there minus that at one half.
    """

    value: Estimate
    break_even: float
    gain: Estimate


class CostCase(Record):
    """The decision under one set of payoffs, of a thousand test rows.

    The thresholds are chosen again, out of fold. ``rival`` is the baseline that pays best there,
    acts on a share ``rival_acts`` of the rows; ``gain`` is what the model is worth above it, paired
    by row.
    """

    says: str
    break_even: float
    threshold: float
    payoff: Estimate
    rival: str
    rival_acts: float
    rival_payoff: Estimate
    gain: Estimate


class Paid(Record):
    """What a candidate is worth out of fold, of a thousand rows, and the chosen one above it.

    Each is at the threshold that is best for it on these same rows, which is kind to all alike.
    """

    label: str
    threshold: float
    payoff: float
    chosen_ahead: Estimate | None = None  # of itself there is none

    @property
    def at(self) -> str:
        """The threshold to two decimals, without saying one of what is below it.

        >>> Paid(label="", threshold=0.9982, payoff=0).at
        'above 0.99'
        """
        return "above 0.99" if NEARLY <= self.threshold < 1 else f"{self.threshold:.2f}"


class CalibrationBin(Record):
    """Test rows with similar probabilities: the mean of those, ``said``, and the observed share."""

    rows: int
    said: float
    happened: Estimate


class Flagged(Record):
    """The rows that are acted on: how many of them are negatives, and how many were to expect.

    ``expected`` is the number of negatives by the rows' own probabilities.
    """

    rows: int
    negatives: int
    expected: Estimate


class Calibration(Record):
    """Whether probabilities are calibrated; ``error`` is the mean gap, weighted by rows.

    ``by_chance`` is what the error would be if every probability were right.
    """

    bins: list[CalibrationBin]
    error: float
    by_chance: Estimate
    flagged: Flagged


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


class Lift(Record):
    """The rows with the highest probabilities: their rate of positives, and it over that of all."""

    share: float
    rows: int
    rate: Estimate
    lift: Estimate


class Disparity(Record):
    """The two groups that differ most in one measure, and by how much."""

    feature: str
    measure: str
    more: str
    less: str
    difference: Estimate

    def in_words(self, words: Mapping[str, str]) -> str:
        """Return in the words of conf/data/ what it is a difference of."""
        return MEASURES[self.measure].format(**words)


class Groups(Record):
    """Every group of people, and the differences between them."""

    parts: list[Slice]
    disparities: list[Disparity]

    @property
    def shown(self) -> list[Disparity]:
        """The differences whose interval does not reach zero."""
        return [each for each in self.disparities if not each.difference.includes_zero]

    def of(self, feature: str) -> list[Disparity]:
        """Return the differences between the groups of one feature."""
        return [each for each in self.disparities if each.feature == feature]


class Derived(Record):
    """Ratios and differences that the documents use."""

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
    costs: list[CostCase]  # as conf/data/ assumes them, then varied
    paid: list[Paid]  # best first
    slices: list[Slice]
    cv_slices: list[Slice] = Field(default_factory=list)  # of the training rows, out of fold
    slice_min_rows: int
    derived: Derived

    @property
    def metrics(self) -> dict[str, float]:
        """The test scores by name, as DVC and MLflow want them."""
        ours, base = self.chosen, self.baseline
        return {
            **{name: each.value for name, each in ours.scores.items()},
            **{name: getattr(ours.at_chosen, name).value for name in OF_A_DECISION},
            "f1_at_half": ours.at_half.f1.value,
            "payoff_at_half": ours.at_half.payoff.value,
            "baseline_average_precision": base.scores["average_precision"].value,
            "baseline_payoff": base.at_chosen.payoff.value,
            "cv_average_precision": ours.cv.value,
            "threshold": ours.at_chosen.threshold,
        }

    @property
    def rules(self) -> list[TestResult]:
        """The baselines to stand beside the model: the one it is ranked against, and the best paid.

        The second is left out if it is the first, or acts on no row.
        """
        best = [each for each in self.other_baselines if each.label == self.costs[0].rival]
        return [self.baseline, *(each for each in best if each.at_chosen.acted_on.value)]

    @property
    def paid_of_chosen(self) -> int:
        """The place of the chosen model among the candidates by payoff, from 1."""
        return next(i for i, each in enumerate(self.paid, start=1) if each.chosen_ahead is None)

    @property
    def paid_more(self) -> list[Paid]:
        """The candidates that are shown to be worth more than the chosen one."""
        return [each for each in self.paid if each.chosen_ahead and each.chosen_ahead.high < 0]

    def of(self, feature: str) -> list[Slice]:
        """Return the parts of the test set by one feature, in its order."""
        parts = [each for each in self.slices if each.feature == feature]
        return sorted(parts, key=lambda each: each.rank)
