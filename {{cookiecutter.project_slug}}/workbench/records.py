"""The records that reports are made of; facts.py puts them together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Candidate",
    "Check",
    "Comparison",
    "Count",
    "CurvePoint",
    "Estimate",
    "Importance",
    "Missing",
    "Pick",
    "Record",
    "Slice",
    "Spread",
    "Training",
    "Trial",
]

LEVEL = 0.95  # of every interval
LIBRARIES = ["numpy", "pandas", "scikit-learn", "scipy"]  # the numbers depend on these most


class Record(BaseModel):
    """A part of a report: unknown fields are refused, and it does not change once written.

    What checks the fields is built when a record is first made: most stages make few of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def content(self) -> dict[str, Any]:
        """Return the record as plain values; what was not measured is absent, not null."""
        return self.model_dump(exclude_none=True)


class Estimate(Record):
    """A value with the ends of its 95% interval."""

    value: float
    low: float
    high: float

    @property
    def includes_zero(self) -> bool:
        """Whether the interval reaches zero: for a difference, that none was shown."""
        return self.low <= 0 <= self.high


class Spread(Record):
    """How unequal a count is."""

    least: int
    median: float
    most: int

    @classmethod
    def of(cls, counts: "pd.Series") -> Self:
        """Return the ends and the middle of counts."""
        return cls(least=counts.min(), median=counts.median(), most=counts.max())


class Run(Record):
    """What the numbers were made with."""

    package: str
    seed: int
    folds: int
    choices: dict[str, Any]
    python: str
    versions: dict[str, str]
    answers_sha256: str


class Source(Record):
    """Where the raw data came from, as checked by fetch."""

    name: str
    package: str
    table: str
    checksum: str
    raw_sha256: str
    rows: int
    columns: int
    license: str
    citation: str
    authors: Sequence[str] = ()


class Count(Record):
    """How many rows a cleaning step touched, and why."""

    what: str
    rows: int


class Missing(Record):
    """A column with missing values, and what a missing value means there."""

    column: str
    share: float
    meaning: str


class Candidate(Record):
    """One model of the comparison. ``to_best`` and ``to_baseline`` say how far it is behind.

    ``sample`` is the number of rows drawn for its fit, if it does not learn from all of a fold.
    """

    key: str
    label: str
    family: str
    simplicity: int
    why: str
    cv: Estimate
    folds: list[float]
    fold_sd: float
    train: float | None = None
    to_best: Estimate | None = None
    to_baseline: Estimate | None = None
    within_noise: bool
    sample: int | None = None


class Timing(Record):
    """What one candidate cost: it changes from run to run, so it is kept apart."""

    key: str
    fit_s: float
    predict_ms: float


class Pick(Record):
    """Which candidate was taken, by which rule."""

    key: str
    best: str
    runner_up: str
    rule: str


class Comparison(Record):
    """What the compare stage found."""

    baseline: str
    candidates: list[Candidate]
    pick: Pick


class Trial(Record):
    """One setting that the search tried."""

    params: dict[str, Any]
    cv: float


class Search(Record):
    """What tuning tried and whether it gained anything."""

    model: str
    method: str
    size: int
    default: float
    best: Trial | None = None
    gain: Estimate | None = None
    kept: str
    edges: list[str]
    trials: list[Trial]


class CurvePoint(Record):
    """Cross-validated and training score when only a part of the rows is used."""

    rows: int
    cv: float
    train: float | None = None


class Check(Record):
    """One thing that could make the score too good, and what was found.

    ``columns`` are those that it is about, if it is about some.
    """

    name: str
    question: str
    finding: str
    limit: str
    value: float
    passed: bool
    columns: list[str] | None = None

    def of(self, columns: Sequence[str]) -> Self:
        """Return the check as one that is about these columns, and means nothing without them."""
        return self.model_copy(update={"columns": list(columns)})

    @classmethod
    def none(cls, name: str, question: str, finding: str, value: int) -> Self:
        """Return a check that passes when nothing was found."""
        passed = value == 0
        return cls(
            name=name, question=question, finding=finding, limit="none", value=value, passed=passed
        )

    @classmethod
    def below(cls, limit: float, name: str, question: str, finding: str, value: float) -> Self:
        """Return a check that passes below a limit."""
        said, passed = f"below {limit}", value < limit
        return cls(
            name=name, question=question, finding=finding, limit=said, value=value, passed=passed
        )

    @classmethod
    def above(cls, limit: float, name: str, question: str, finding: str, value: float) -> Self:
        """Return a check that passes above a limit."""
        said, passed = f"above {limit}", value > limit
        return cls(
            name=name, question=question, finding=finding, limit=said, value=value, passed=passed
        )


class Slice(Record):
    """One part of the test set; ``rank`` orders the levels of a feature."""

    feature: str
    level: str
    rank: int
    rows: int


class Training(Record):
    """What the train stage found; ``cv`` and ``train`` are of the settings that were kept."""

    cv: Estimate
    train: float | None = None
    search: Search
    learning_curve: list[CurvePoint]
    checks: list[Check]


class Importance(Record):
    """By how much the score gets worse when the columns of one topic are shuffled together."""

    topic: str
    columns: list[str]
    increase: float
    sd: float

    @property
    def is_idle(self) -> bool:
        """Whether no prediction changed when the columns were shuffled."""
        return self.increase == 0 and self.sd == 0
