"""The schema of reports/facts.json: the one source of every number in a document.

Shares and probabilities are 0 to 1; payoffs are in the unit of conf/data/.
"""

from workbench.classification.records import ClassificationFacts, Slice
from workbench.records import Check, Count, Estimate, Record


class KindCount(Record):
    """How many emails of one kind there are, and how many of them are in the test set."""

    kind: str
    meaning: str
    rows: int
    test: int
    html: float


class Data(Record):
    """The cleaned emails."""

    rows: int
    spam: float
    counts: list[Count]
    kinds: list[KindCount]
    first: str
    last: str
    spam_before: float
    spam_after: float
    groups: int
    largest_group: int
    words: int
    median_words: float
    once: float


class Split(Record):
    """How the emails were cut.

    ``new_words`` is the share of a test email's words never seen; ``relatives`` the share of test
    emails that would have one of their group in training, were emails dealt out at random.
    """

    share: float
    train: int
    test: int
    train_spam: float
    test_spam: float
    new_words: float
    relatives: float
    checks: list[Check]


class DataReport(Record):
    """What prepare writes."""

    data: Data
    split: Split


class PartScores(Record):
    """The F1 of one model on some parts of the emails, by the way it is judged."""

    name: str
    used: bool
    scores: dict[str, Estimate]


class Transfer(Record):
    """The chosen model on email unlike that it learned from, at the threshold in use."""

    way: str
    emails: int
    spam: int
    average_precision: Estimate
    f1: Estimate
    recall: Estimate
    false_alarms: Estimate
    payoff: Estimate


class HardEmail(Record):
    """Share of hard real email that the model flags: with such email in training, and without."""

    rows: int
    seen: Estimate
    unseen: Estimate


class Word(Record):
    """A word and by how much it moves the log-odds of spam."""

    word: str
    effect: float


class Mistake(Record):
    """An email by its id, never its text; ``words`` are common ones that moved the decision."""

    id: str
    kind: str
    spam: bool
    probability: float
    html: bool
    attachments: int
    length: int
    words: list[Word]


class Mistakes(Record):
    """The surest mistakes on the test set, and the commonest words that speak for either class."""

    common_word: int
    lost: list[Mistake]
    let_through: list[Mistake]
    for_spam: list[Word]
    for_real: list[Word]


class Facts(ClassificationFacts):
    """Everything that the documents may say."""

    data: Data
    split: Split
    ablation: list[PartScores]
    transfer: list[Transfer]
    hard_email: HardEmail
    by_thread: dict[str, Estimate]  # intervals that resample whole threads
    mistakes: Mistakes

    @property
    def worst_slice(self) -> Slice:
        """The part of the test set whose real emails are lost most often."""
        rates = [(each.false_alarms.value, each) for each in self.slices if each.false_alarms]
        return max(rates, key=lambda each: each[0])[1]

    @property
    def all_lost(self) -> bool:
        """Whether every real email that is lost is in the worst slice."""
        worst, rate = self.worst_slice, self.worst_slice.false_alarms
        lost = rate.value * (worst.rows - worst.positives) if rate else 0
        return round(lost) == self.chosen.at_chosen.false_positives

    @property
    def silent(self) -> bool:
        """Whether the baseline flags no test email, so that its cost is that of no filter."""
        point = self.baseline.at_chosen
        return point.true_positives + point.false_positives == 0

    @property
    def worst_words(self) -> str:
        """The real email that is lost most often, for the middle of a sentence."""
        return in_words(self.worst_slice, "real email")

    @property
    def leakiest(self) -> Slice | None:
        """The part of the test set that lets the largest share of its spam through."""
        rates = [(each.recall.value, each) for each in self.slices if each.recall]
        return min(rates, key=lambda each: each[0])[1] if rates else None

    @property
    def leakiest_words(self) -> str:
        """The spam that gets through most often, for the middle of a sentence."""
        return in_words(self.leakiest, "spam") if self.leakiest else ""

    def away(self, way: str) -> Transfer:
        """Return what the chosen model does on one kind of unlike email."""
        return next(each for each in self.transfer if each.way == way)

    def parts(self, name: str) -> PartScores:
        """Return the scores of some parts of the emails, by their name."""
        return next(each for each in self.ablation if each.name == name)

    @property
    def used_parts(self) -> PartScores:
        """The scores of the parts that the models see."""
        return next(each for each in self.ablation if each.used)


def in_words(part: Slice, what: str) -> str:
    """Return what the spam or the real email of a slice is, for the middle of a sentence.

    >>> in_words(Slice.model_construct(feature="length", level="90 to 160 words"), "spam")
    'spam of 90 to 160 words'
    """
    if part.feature == "kind of email":
        return part.level
    of = {"length": "of " if part.level[0].isdigit() else "", "language": "in "}
    return f"{what} {of.get(part.feature, '')}{part.level}"
