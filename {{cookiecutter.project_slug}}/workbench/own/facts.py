"""The facts that every own table has: what the record says, and what was done to the rows."""

import re
from collections.abc import Sequence
from typing import Literal

from ..files import CONFIG
from ..records import Check, Count, Missing, Record
from .names import counted
from .records import PERSON
from .target import FEW_OF_CLASS

__all__ = ["Data", "DataReport", "FormColumn", "Split", "recorded_metric"]

BY_CHOICE = "left out by choice"
UNUSED = {
    "id": "an id",
    "date": "a date",
    "text": "free text",
    "constant": "one value",
    "group": "what the split keeps together",
    "many_levels": "levels with too few rows",
    **dict.fromkeys(["number", "ordinal", "boolean", "category"], BY_CHOICE),
}


def recorded_metric() -> str:
    """Return the metric that the configuration of the run names; nothing before the first run."""
    text = CONFIG.read_text(encoding="utf-8") if CONFIG.exists() else ""
    found = re.search(r"^  metric: (\w+)", text, re.MULTILINE)
    return found[1] if found else ""


class Data(Record):
    """The cleaned table, and what its author has told of it and what not."""

    name: str
    target: str
    unit: str
    rows_are: str
    rows: int
    features: int
    numeric: int
    twins: int
    counts: list[Count]
    missing: list[Missing]
    set_aside: dict[str, str]  # columns that no model sees, and why
    open: list[str]  # what only the author can answer
    confirmed: list[str]
    overruled: list[str]
    sampled_from: int
    published: bool
    best_column: str

    @property
    def in_unit(self) -> str:
        """The unit of the target to follow a number, nothing while it is not told."""
        return "" if self.unit == "unknown" else f" {self.unit}"

    @property
    def leaks(self) -> dict[str, str]:
        """The columns that were set aside because of what they hold, with the reason."""
        return {name: why for name, why in self.set_aside.items() if why not in UNUSED}

    @property
    def leaks_by_reason(self) -> dict[str, list[str]]:
        """The columns that were set aside for each reason, in the order of the table."""
        found: dict[str, list[str]] = {}
        for name, why in self.leaks.items():
            found.setdefault(why, []).append(name)
        return found

    @property
    def unused(self) -> dict[str, str]:
        """The other columns that no model reads, and what they are."""
        return {name: UNUSED[why] for name, why in self.set_aside.items() if why in UNUSED}

    @property
    def of_people(self) -> list[str]:
        """The open questions about columns that seem to say who somebody is."""
        return [each for each in self.open if PERSON in each]

    @property
    def overruled_briefly(self) -> list[str]:
        """What was overruled, with the columns that were set aside as leaks in one."""
        late = [each for each in self.overruled if ": leak, not " in each]
        rest = [each for each in self.overruled if each not in late]
        return [*rest, *([f"{counted(len(late), 'columns')} set aside"] if late else [])]


class Split(Record):
    """How the table was cut; ``by`` is empty for a split at random."""

    how: str
    by: str
    share: float
    train: int
    test: int
    checks: list[Check]
    rarest: str | None = None  # the class with the fewest test rows, and how many it has
    of_rarest: int | None = None

    @property
    def in_words(self) -> str:
        """What the test set is, to follow "the test set is"."""
        kinds = {
            "time": f"the newest rows by {self.by}",
            "group": f"whole groups, so that no {self.by} is in both parts",
            "random": "drawn at random",
        }
        return kinds[self.how]

    @property
    def too_few(self) -> bool:
        """Whether a class has so few test rows that its score says little."""
        return self.of_rarest is not None and self.of_rarest < FEW_OF_CLASS


class FormColumn(Record):
    """What the demo has to know of a column in use, so that it needs no row of the data.

    ``typical`` is the median, or the most frequent level of ``levels``, which have ten rows or
    more. A number usually lies between ``low`` and ``high``, and always between ``least`` and
    ``most``, which are powers of ten.
    """

    name: str
    kind: Literal["number", "yes or no", "level"]
    typical: float | str | None = None
    levels: Sequence[str] = ()
    low: float = 0.0
    high: float = 0.0
    least: float = 0.0
    most: float = 0.0


class DataReport(Record):
    """What prepare writes."""

    data: Data
    split: Split
