"""What prepare knows about the data and the split; a part of the facts."""

from pathlib import Path

from workbench.records import Check, Count, Missing, Record

SEGMENT = "segment"  # a column of its own file: no model sees it
SEGMENTS = Path("data/split/segments.parquet")


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
    gaps_left: int


class Split(Record):
    """How the table was cut."""

    share: float
    train: Part
    test: Part
    checks: list[Check]


class Choice(Record):
    """One number of segments: how well apart they are, and how often they come back."""

    number: int
    silhouette: float
    stability: float


class Segment(Record):
    """One group of training rows; ``centre`` is the mean of each column, in its own unit."""

    name: str
    rows: int
    centre: dict[str, float]


class Segmentation(Record):
    """The groups, largest first, and the numbers of groups that were tried."""

    chosen: int
    segments: list[Segment]
    choices: list[Choice]


class DataReport(Record):
    """What prepare writes."""

    data: Data
    split: Split
    segments: Segmentation
