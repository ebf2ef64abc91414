"""The schema of reports/facts.json: the one source of every number in a document.

Payoffs are of a thousand rows in the unit of conf/data/, shares are 0 to 1.
"""

from workbench.classification.records import ClassificationFacts, Slice
from workbench.records import Importance, Record

from .blind import Blind
from .data_facts import SEGMENT, Data, Segment, Segmentation, Split
from .gaps import Gaps
from .groups import MEASURES, Disparity, Groups
from .imbalance import Imbalance
from .lift import Lift
from .mistakes import Mistakes


class Words(Record):
    """How the documents speak of this table; from conf/data/."""

    row: str
    rows: str
    one: str
    positive: str
    positives: str
    negatives: str
    rate: str
    user: str
    question: str
    label: str
    act: str
    acted: str
    left: str
    purpose: str
    origin: str
    limit: str
    harm: str
    money: str


class Facts(ClassificationFacts):
    """Everything that the documents may say."""

    data: Data
    split: Split
    segments: Segmentation
    words: Words
    caveats: list[str]
    too_good: float
    lift: Lift
    groups: Groups
    blind: Blind
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
        return MEASURES[disparity.measure].format(**dict(self.words))

    def money(self, value: float) -> str:
        """Return an amount in the unit of conf/data/, without decimals.

        >>> Facts.model_construct(words=Words.model_construct(money="$%s")).money(-1234.5)
        '-$1,234'
        """
        amount = self.words.money % f"{abs(value):,.0f}"
        return f"-{amount}" if round(value) < 0 else amount
