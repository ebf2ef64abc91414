"""The facts that a recommender has. Scores are means over users, shares are 0 to 1."""

from collections.abc import Sequence

from .. import facts, records
from ..records import Estimate, Record

__all__ = [
    "BeyondAccuracy",
    "Chosen",
    "Derived",
    "Exposure",
    "Habit",
    "ItemPart",
    "Newcomer",
    "Offer",
    "Protocol",
    "Ranked",
    "RecommenderFacts",
    "Slice",
    "Stars",
    "TestResult",
    "UserExample",
    "Variety",
    "Visit",
]


class BeyondAccuracy(Record):
    """What a list is like apart from being right.

    ``coverage`` is the share of all items that anyone is offered, ``novelty`` the mean surprise in
    bits, ``diversity`` how little two items of a list have in common, ``head`` the share of places
    that the most popular items take, ``later`` that of items released after the moment. What needs
    more than who took what is absent where nothing more is known.
    """

    coverage: float
    novelty: float
    diversity: float | None = None
    head: float
    later: float | None = None


class Habit(Record):
    """What the users themselves take, in the terms of ``BeyondAccuracy``."""

    head: float
    diversity: float | None = None


class TestResult(facts.TestResult):
    """A model with its scores on the test set, and what its lists are like."""

    beyond_accuracy: BeyondAccuracy


class Chosen(facts.Chosen, TestResult):
    """The model that the project stands for."""


class Ranked(Record):
    """One candidate under one protocol; ``behind`` is how far behind the best it is, paired.

    ``warm`` and ``cold`` are of the users with and without a history; they are absent where all
    have one, and then ``behind`` is of all users, else of the warm ones.
    """

    key: str
    label: str
    ndcg: Estimate
    behind: Estimate | None = None
    warm: Estimate | None = None
    cold: Estimate | None = None

    @property
    def known(self) -> Estimate:
        """The score of the users with a history: what a model can be judged by."""
        return self.warm or self.ndcg


class Stars(Record):
    """How well a model predicts ratings."""

    key: str
    label: str
    rmse: Estimate
    mae: Estimate


class Protocol(Record):
    """One way to hold ratings back, and what it makes of the same candidates, best first.

    ``last`` is the date of the newest rating that the candidates know.
    """

    key: str
    name: str
    assumes: str
    last: str
    train: int
    test: int
    users: int
    warm: int
    models: list[Ranked]
    stars: list[Stars]

    @property
    def best(self) -> Ranked:
        """The candidate with the highest score."""
        return self.models[0]

    def of(self, key: str) -> Ranked:
        """Return a candidate by its name."""
        return next(each for each in self.models if each.key == key)


class Exposure(Record):
    """What the most popular items (a share of all) get: of the views, and of places in lists."""

    items: float
    views: float
    ours: float
    baseline: float


class Visit(Record):
    """How far the chosen model is behind its rival for users of one kind of visit, paired."""

    level: str
    rows: int
    behind: Estimate


class Slice(records.Slice):
    """The score on one part of the test users, beside that of the strongest baseline."""

    score: Estimate
    baseline: float


class ItemPart(Record):
    """Items by how popular they are: how many of the held-back ones were offered."""

    level: str
    rule: str
    items: int
    held: int
    found: float
    baseline: float


class Offer(Record):
    """A film in a list, and whether the user went on to watch it."""

    title: str
    watched: bool


class UserExample(Record):
    """One user: what was watched last, what is offered, what the user went on to watch."""

    user: int
    ratings: int
    ndcg: float
    before: list[str]
    offered: list[Offer]
    popular: list[Offer]
    after: list[str]
    held: int


class Newcomer(Record):
    """What a user without a history is offered at the end of the data."""

    rule: str
    date: str
    titles: list[str]


class Variety(Record):
    """What it costs to keep some places of each list for items outside the most popular.

    ``gain`` is the paired difference in nDCG from the lists as they are.
    """

    places: int
    gain: Estimate
    hit_rate: float
    beyond_accuracy: BeyondAccuracy


class Derived(Record):
    """Ratios that the documents use."""

    lift: float
    gap: float
    test_minus_cv: Estimate
    to_recent: Estimate | None = None  # absent where no time says what is recent


class RecommenderFacts(facts.BaseFacts):
    """What the documents may say of any recommender."""

    baseline: TestResult
    other_baselines: Sequence[TestResult]
    chosen: Chosen
    habit: Habit
    protocols: list[Protocol]
    slices: list[Slice]
    worst_slice: Slice
    slice_min_rows: int
    rival: str
    visits: list[Visit]
    exposure: list[Exposure]
    variety: list[Variety]
    derived: Derived
    places: int
    long_places: int

    @property
    def lists(self) -> list[TestResult]:
        """The lists that need no model and are not the pick, strongest first."""
        every = [self.baseline, *self.other_baselines]
        lists = [each for each in every if each.key != self.chosen.key]
        return sorted(lists, key=lambda each: -each.scores["ndcg"].value)

    @property
    def strongest(self) -> TestResult:
        """The best list that needs no model: another than the pick, if there is one."""
        return next(iter(self.lists), self.baseline)

    @property
    def plain(self) -> bool:
        """Whether the pick is itself a list that needs no model."""
        return self.chosen.family == "baseline"

    @property
    def better(self) -> bool:
        """Whether the model is shown to beat both lists that need no model."""
        recent = self.derived.to_recent
        return self.chosen.better and (recent is None or recent.high < 0)

    @property
    def one_sitting(self) -> bool:
        """Whether the gain over the rival is shown for users of one day, and for no others."""
        behind = {each.level: each.behind for each in self.visits}
        if not {"one day", "longer"} <= set(behind):
            return False
        return behind["one day"].high < 0 <= behind["longer"].high

    @property
    def worse_slices(self) -> int:
        """How many parts of the users score lower than all of them beyond their interval."""
        whole = self.chosen.scores["ndcg"].value
        return sum(each.score.high < whole for each in self.slices)

    def protocol(self, key: str) -> Protocol:
        """Return a protocol by its name."""
        return next(each for each in self.protocols if each.key == key)
