"""The version that was kept last: every try is compared with it.

Reads:  data/chosen_out_of_fold.parquet, which train has written
Writes: reports/kept.json, which git has; data/kept/, which nobody has but you

What the model said of each row stays out of git: it may be as private as the rows. A fresh clone
has it again after `make run`, and the checksum in reports/kept.json tells that it is the same.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..errors import DataError
from ..files import CHOSEN, REPORTS, SIGNIFICANT_DIGITS, read_json, save_json, save_text
from ..records import Estimate, Record

KEPT = REPORTS / "kept.json"
EARLIER = REPORTS / "start.json"  # what earlier versions of the template kept, outcomes and all
OUTCOMES = Path("data/kept")


class Kept(Record):
    """A run, as far as a later one is compared with it.

    ``experiment`` is the number of the experiment that it was, 0 for the first run; without, it is
    a later run that was taken as it was. An outcome is what the chosen model gave a training row
    (or user) when it had not seen it.
    """

    experiment: int | None = None
    key: str
    label: str
    cv: Estimate
    metric: str
    rows: int
    answers_sha256: str
    folds_sha256: str
    outcomes_sha256: str
    python: str
    versions: dict[str, str]
    config: dict[str, Any]
    modules: dict[str, str]

    @property
    def title(self) -> str:
        """What the version is called in a sentence."""
        if self.experiment is None:
            return "a later run"
        return f"experiment {self.experiment}" if self.experiment else "the first run"


def digest(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def as_text(outcomes: Iterable[Any]) -> str:
    """Return outcomes as they are kept: so many digits that every processor gives the same.

    Args:
        outcomes: A number for each row, or a row of numbers.

    >>> as_text([0.1234567, 2]), as_text([[0.1234567, 2]])
    ('[0.123457, 2.0]', '[[0.123457, 2.0]]')
    """

    def kept(each: Any) -> Any:
        if hasattr(each, "__len__"):
            return [kept(part) for part in each]
        return float(f"{each:.{SIGNIFICANT_DIGITS}g}")

    return json.dumps([kept(each) for each in outcomes])


def place(checksum: str) -> Path:
    """Return where outcomes are, by their checksum: those of one version never overwrite others."""
    return OUTCOMES / f"{checksum[:12]}.json"


def save(kept: Kept, outcomes: str) -> None:
    """Keep a version: first what was said of each row, then what git has."""
    save_text(place(kept.outcomes_sha256), outcomes)
    save_json(KEPT, kept.content())


def read() -> Kept:
    """Read the version that was kept last.

    Raises:
        DataError: The file says something else.
    """
    try:
        return Kept(**read_json(KEPT, "document"))
    except (ValueError, TypeError) as error:
        raise DataError(
            f"{KEPT.as_posix()} is not a version that was kept: bring it back with "
            f"`git restore {KEPT.as_posix()}`, or remove it and make run"
        ) from error


def outcomes(kept: Kept) -> str | None:
    """Return what the kept version said of each row, None if it is not here any more."""
    there = place(kept.outcomes_sha256)
    if there.exists() and digest(text := there.read_text(encoding="utf-8")) == kept.outcomes_sha256:
        return text
    if not CHOSEN.exists():
        return None
    from pyarrow import parquet

    text = as_text(parquet.read_table(CHOSEN, columns=["outcome"])["outcome"].to_pylist())
    if digest(text) != kept.outcomes_sha256:
        return None
    save_text(there, text)  # the next run of train would overwrite it
    return text
