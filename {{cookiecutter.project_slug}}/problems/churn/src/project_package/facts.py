"""The schema of reports/facts.json: the one source of every number in a document.

Payoffs are of a thousand rows in the unit of conf/data/, shares are 0 to 1.
"""

from .classification_facts import ClassificationFacts, Slice
from .data_facts import Data, Split
from .gaps import Gaps
from .groups import Groups
from .imbalance import Imbalance
from .lift import Lift
from .mistakes import Mistakes
from .records import Importance, Record
from .segments import SEGMENT, Segmentation


class Words(Record):
    """How the documents speak of this table; from conf/data/."""

    row: str
    rows: str
    positive: str
    positives: str
    negatives: str
    event: str
    rate: str
    user: str
    action: str
    acted: str
    question: str
    limit: str
    money: str


class Facts(ClassificationFacts):
    """Everything that the documents may say."""

    data: Data
    split: Split
    segments: Segmentation
    words: Words
    lift: Lift
    groups: Groups
    imbalance: Imbalance
    gaps: Gaps
    importance: list[Importance]
    mistakes: Mistakes

    @property
    def worst_slice(self) -> Slice:
        """The part of the test set in which the model ranks worst."""
        ranked = [each for each in self.slices if each.roc_auc is not None]
        return min(ranked, key=lambda each: each.roc_auc.value if each.roc_auc else 1.0)

    @property
    def weak_slices(self) -> list[Slice]:
        """The parts whose ranking is worse than that of the whole beyond their interval."""
        whole = self.chosen.scores.roc_auc.value
        return [each for each in self.slices if each.roc_auc and each.roc_auc.high < whole]

    @property
    def by_segment(self) -> list[Slice]:
        """The segments on the test set."""
        return self.of(SEGMENT)

    def money(self, value: float) -> str:
        """Return an amount in the unit of conf/data/, without decimals.

        >>> Facts.model_construct(words=Words.model_construct(money="$%s")).money(-1234.5)
        '-$1,234'
        """
        amount = self.words.money % f"{abs(value):,.0f}"
        return f"-{amount}" if round(value) < 0 else amount
