"""The schema of reports/facts.json: the one source of every number in a document.

Scores of lists are means over users, 0 to 1, of the first ten films unless a name says otherwise.
Shares are 0 to 1.
"""

from workbench.facts import BaseFacts, ChosenModel, TestedModel
from workbench.records import Estimate, Record

from .data_facts import Data, Split
from .protocol_facts import Protocol, Visit


class Scores(Record):
    """The lists of one model, set against what the users went on to watch."""

    ndcg: Estimate
    recall: Estimate
    long_recall: Estimate
    hit_rate: Estimate
    precision: Estimate
    mrr: Estimate
    map: Estimate
    liked_ndcg: Estimate


class Beyond(Record):
    """What a list is like apart from being right.

    ``coverage`` is the share of all films that anyone is offered, ``novelty`` the mean surprise in
    bits, ``diversity`` how little two films of a list share genres, ``head`` the share of places
    that the most watched films take, ``later`` that of films released after the moment.
    """

    coverage: float
    novelty: float
    diversity: float
    head: float
    later: float


class TestResult(TestedModel):
    """A model with its scores on the test set."""

    scores: Scores
    beyond: Beyond


class Chosen(ChosenModel, TestResult):
    """The model that the project stands for."""

    train: float


class Habit(Record):
    """What the users themselves watch, in the terms of ``Beyond``."""

    head: float
    diversity: float


class Slice(Record):
    """The score on one part of the test users; ``rank`` orders the levels of a feature."""

    feature: str
    level: str
    rank: int
    rows: int
    score: Estimate
    baseline: float


class FilmPart(Record):
    """Films by how often they were watched: how many of the held-back ones were offered."""

    level: str
    rule: str
    films: int
    held: int
    found: float
    baseline: float


class Exposure(Record):
    """What the most watched ``films`` (a share) get: of all views, and of the places in lists."""

    films: float
    views: float
    ours: float
    baseline: float


class Offer(Record):
    """A film in a list, and whether the user went on to watch it."""

    title: str
    watched: bool


class Reader(Record):
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


class Derived(Record):
    """Ratios that the documents and the questions use."""

    lift: float
    gap: float
    test_minus_cv: Estimate
    to_recent: Estimate


class Facts(BaseFacts):
    """Everything that the documents may say."""

    data: Data
    split: Split
    baseline: TestResult
    other_baselines: list[TestResult]
    chosen: Chosen
    habit: Habit
    protocols: list[Protocol]
    slices: list[Slice]
    worst_slice: Slice
    slice_min_rows: int
    rival: str
    visits: list[Visit]
    films: list[FilmPart]
    exposure: list[Exposure]
    readers: list[Reader]
    newcomer: Newcomer
    derived: Derived
    places: int
    long_places: int
    liked: float

    @property
    def worse_slices(self) -> int:
        """How many parts of the users score lower than all of them beyond their interval."""
        whole = self.chosen.scores.ndcg.value
        return sum(each.score.high < whole for each in self.slices)

    def protocol(self, key: str) -> Protocol:
        """Return a protocol by its name."""
        return next(each for each in self.protocols if each.key == key)
