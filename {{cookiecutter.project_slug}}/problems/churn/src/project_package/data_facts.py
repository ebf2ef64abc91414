"""What prepare knows about the data and the split; a part of the facts."""

from .records import Check, Count, Missing, Record
from .segments import Segmentation


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


class DataReport(Record):
    """What prepare writes."""

    data: Data
    split: Split
    segments: Segmentation
