"""The schema of reports/facts.json: the one source of every number in a document.

Shares are 0 to 1. What only two classes have, or only several, is absent for the others. No text of
the data is in it, and a word only if enough training texts have it.
"""

from typing import Literal

from workbench.own.classes import NAMES, ClassFacts, Derived, OfClass, OfPart
from workbench.own.facts import Split, recorded_metric
from workbench.records import Count, Record

METRIC = "score"
GREATER_IS_BETTER = recorded_metric() != "log_loss"  # the others are scores
SERVED: Literal["predict_proba"] = "predict_proba"

__all__ = [
    "GREATER_IS_BETTER",
    "METRIC",
    "NAMES",
    "SERVED",
    "Data",
    "DataReport",
    "Derived",
    "Facts",
    "OfClass",
    "OfPart",
    "Split",
    "Word",
]


class Data(Record):
    """The clean texts, and what their author has told of them and what not.

    ``grouped`` texts have a copy, a near copy, or another of their group; ``conflicts`` are rows of
    the file whose text another row has with another label.
    """

    name: str
    text: str
    target: str
    rows_are: str
    rows: int
    counts: list[Count]
    copies: int
    grouped: int
    largest_group: int
    conflicts: list[int]
    words: int
    once: float
    median_words: float
    new_words: float
    cutting: list[str]
    open: list[str]  # what only the author can answer
    confirmed: list[str]
    overruled: list[str]
    sampled_from: int
    published: bool


class DataReport(Record):
    """What prepare writes."""

    data: Data
    split: Split


class Word(Record):
    """What taking a word out of the test texts that have it does to the probability of a class.

    ``moved`` is the mean fall of that probability: the word speaks for ``toward``.
    """

    word: str
    toward: str
    moved: float
    texts: int


class Facts(ClassFacts):
    """Everything that the documents may say."""

    data: Data
    words: list[Word]
    word_min_texts: int
    best_word: str
    words_shown: bool  # whether the author has read which words are named

    @property
    def taken_away(self) -> str:
        """What is done to a word of ``importance``, to follow "when a"."""
        return "word is taken out of every text"

    @property
    def quoted(self) -> bool:
        """Whether ``importance`` is of words of the data: it is."""
        return True

    def words_for(self, name: str) -> list[Word]:
        """Return the words that speak for a class, the strongest first."""
        found = [each for each in self.words if each.toward == name]
        return sorted(found, key=lambda each: -each.moved)
