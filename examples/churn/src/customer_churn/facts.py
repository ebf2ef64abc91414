"""The schema of reports/facts.json: the one source of every number in a document.

Payoffs are of a thousand rows in the unit of conf/data/, shares are 0 to 1.
"""

from typing import Any

from workbench.classification.records import ClassificationFacts, Disparity, Groups, Lift, Slice
from workbench.records import Check, Count, Estimate, Importance, Missing, Record

SEGMENT = "segment"  # the way to cut the test set that is no column


class Part(Record):
    """The training or the test rows."""

    rows: int
    positives: int


class Data(Record):
    """The cleaned table; gaps are counted before any repair."""

    rows: int
    features: int
    numeric: int
    positives: int
    rate: float
    counts: list[Count]
    missing: list[Missing]
    rows_with_gaps: int


class Split(Record):
    """How the table was cut."""

    share: float
    train: Part
    test: Part
    checks: list[Check]


class DataReport(Record):
    """What prepare writes."""

    data: Data
    split: Split


class Choice(Record):
    """One number of segments: how well apart they are, and how often they come back."""

    number: int
    silhouette: float
    stability: float


class Segment(Record):
    """One group of training rows; ``center`` is the mean of each column, in its own unit."""

    name: str
    rows: int
    center: dict[str, float]


class Segmentation(Record):
    """The groups, largest first, and the numbers of groups that were tried."""

    chosen: int
    segments: list[Segment]
    choices: list[Choice]


class Gains(Record):
    """A remedy minus doing nothing, on the same resampled rows."""

    average_precision: Estimate
    log_loss: Estimate
    best_payoff: Estimate


class Remedy(Record):
    """One remedy for one model, out of fold. Payoffs are of a thousand rows.

    ``best_payoff`` is at the threshold that is best on these rows, a little too kind to all;
    ``said`` is the mean probability.
    """

    model: str
    remedy: str
    label: str
    average_precision: float
    roc_auc: float
    log_loss: float
    brier: float
    said: float
    f1_at_half: float
    payoff_at_half: float
    payoff_at_break_even: float
    best_threshold: float
    best_payoff: float
    gains: Gains | None = None


class Claim(Record):
    """What resampling before the folds are cut claims, and what the same does inside them."""

    model: str
    label: str
    claimed_auc: float
    claimed_f1: float
    roc_auc: float
    f1_at_half: float


class Imbalance(Record):
    """All remedies, by model, and the false claims.

    ``compared`` is how many rows of the rare class SMOTE compares, if there are more.
    """

    rate: float
    break_even: float
    compared: int | None = None
    remedies: list[Remedy]
    claims: list[Claim]

    @property
    def worst(self) -> Claim:
        """The claim that is furthest above what is true."""
        return max(self.claims, key=lambda each: each.claimed_auc - each.roc_auc)

    @property
    def treated(self) -> list[Remedy]:
        """All but those that do nothing."""
        return [each for each in self.remedies if each.gains]

    def shown(self, score: str) -> list[Remedy]:
        """Return the remedies that are shown to raise a score, one of ``Gains``."""
        return [each for each in self.treated if getattr(each.gains, score).low > 0]

    def get(self, model: str, remedy: str = "nothing") -> Remedy:
        """Return one remedy for one model."""
        return next(e for e in self.remedies if (e.model, e.remedy) == (model, remedy))


class Filling(Record):
    """One way to fill gaps for one model; ``gain`` is over the setting in conf/model/."""

    model: str
    label: str
    way: str
    used: bool
    cv: float
    gain: Estimate | None = None


class Blanked(Record):
    """The test score when a share of the cells is emptied, which training never saw."""

    share: float
    average_precision: float
    sd: float
    loss: float


class Gaps(Record):
    """Ways to fill gaps, with cells emptied in training, too; and what a new gap costs."""

    fillings: list[Filling]
    blanked: Blanked

    @property
    def shown(self) -> list[Filling]:
        """The ways that are shown to be better or worse than the one in use."""
        return [each for each in self.fillings if each.gain and not each.gain.includes_zero]


class Case(Record):
    """One row of the test set with what a person would ask first."""

    row: int
    said: float
    facts: dict[str, Any]


class Mistakes(Record):
    """The positives with the lowest probability and the negatives with the highest."""

    missed: list[Case]
    false_alarms: list[Case]


class Facts(ClassificationFacts):
    """Everything that the documents may say; ``words`` is how they speak of the table."""

    data: Data
    split: Split
    segments: Segmentation
    words: dict[str, str]
    caveats: list[str]
    too_good: float
    lift: Lift
    groups: Groups
    imbalance: Imbalance
    gaps: Gaps
    importance: list[Importance]
    mistakes: Mistakes

    @property
    def ranked(self) -> list[Slice]:
        """The parts of the test set whose ranking could be measured, worst first."""
        pairs = [(each.roc_auc.value, each) for each in self.slices if each.roc_auc]
        return [each for _, each in sorted(pairs, key=lambda pair: pair[0])]

    @property
    def unpaid(self) -> list[Slice]:
        """The parts in which somebody is acted on and that is not shown to pay."""
        return [each for each in self.slices if each.acted_on.value > 0 >= each.payoff.low]

    @property
    def by_segment(self) -> list[Slice]:
        """The segments on the test set."""
        return self.of(SEGMENT)

    def segment(self, name: str) -> Segment:
        """Return a segment by its name."""
        return next(each for each in self.segments.segments if each.name == name)

    def measure(self, disparity: Disparity) -> str:
        """Return what a difference between groups is a difference of, in words."""
        return disparity.in_words(self.words)

    def money(self, value: float) -> str:
        """Return an amount in the unit of conf/data/, without decimals.

        >>> Facts.model_construct(words={"money": "$%s"}).money(-1234.5)
        '-$1,234'
        """
        amount = self.words["money"] % f"{abs(value):,.0f}"
        return f"-{amount}" if round(value) < 0 else amount
