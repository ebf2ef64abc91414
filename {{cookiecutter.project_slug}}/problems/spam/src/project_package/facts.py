"""The schema of reports/facts.json: the one source of every number in a document.

Shares and probabilities are 0 to 1; payoffs are in the unit of conf/data/.
"""

from workbench.classification.records import ClassificationFacts, Slice

from .data_facts import Data, Split
from .spam_facts import Elsewhere, HardMail, Mistakes, View


class Facts(ClassificationFacts):
    """Everything that the documents may say."""

    data: Data
    split: Split
    views: list[View]
    elsewhere: list[Elsewhere]
    hard_mail: HardMail
    mistakes: Mistakes

    @property
    def worst_slice(self) -> Slice:
        """The part of the test set whose real mails are lost most often."""
        parts = [each for each in self.slices if each.false_alarms is not None]
        return max(parts, key=lambda each: each.false_alarms.value if each.false_alarms else 0.0)

    def away(self, way: str) -> Elsewhere:
        """Return what the chosen model does on one kind of unlike mail."""
        return next(each for each in self.elsewhere if each.way == way)

    def view(self, name: str) -> View:
        """Return what one part of the mails gives away."""
        return next(each for each in self.views if each.name == name)

    @property
    def used_view(self) -> View:
        """The part of the mails that the models see."""
        return next(each for each in self.views if each.used)
