"""The version that was kept last: every try is compared with it.

Reads:  data/chosen_out_of_fold.parquet, which train has written; data/out_of_fold.parquet, which
        compare has
Writes: reports/kept.json, which git has; data/kept/, which nobody has but you

What the models said of each row stays out of git: it may be as private as the rows. A fresh clone
has it again after `make run`, and the checksum in reports/kept.json tells that it is the same.
"""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field

from ..errors import DataError
from ..files import (
    CHOSEN,
    OUT_OF_FOLD,
    REPORTS,
    SIGNIFICANT_DIGITS,
    read_json,
    save_json,
    save_text,
)
from ..records import Estimate, Record

KEPT = REPORTS / "kept.json"
EARLIER = REPORTS / "start.json"  # what earlier versions of the template kept, outcomes and all
OUTCOMES = Path("data/kept")


class Kept(Record):
    """A run, as far as a later one is compared with it.

    ``experiment`` is the number of the experiment that it was, 0 for the first run; without, it is
    a later run that was taken as it was. An outcome is what the chosen model gave a training row
    (or user) when it had not seen it; ``candidates_sha256`` tells those of every candidate, by its
    key, and is empty where an earlier template kept the version.
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
    candidates_sha256: dict[str, str] = Field(default_factory=dict)
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

    Near one it is the distance to one that keeps them, so that probabilities rank as before.

    Args:
        outcomes: A number for each row, or a row of numbers.

    >>> as_text([0.1234567, 2]), as_text([[0.7654321, 0.999999999]])
    ('[0.123457, 2.0]', '[[0.765432, 0.999999999]]')
    """

    def kept(each: Any) -> Any:
        if hasattr(each, "__len__"):
            return [kept(part) for part in each]
        if 0.5 < each < 1:
            return round(float(each), SIGNIFICANT_DIGITS - 1 - math.floor(math.log10(1 - each)))
        return float(f"{each:.{SIGNIFICANT_DIGITS}g}")

    return json.dumps([kept(each) for each in outcomes])


def place(checksum: str) -> Path:
    """Return where outcomes are, by their checksum: those of one version never overwrite others."""
    return OUTCOMES / f"{checksum[:12]}.json"


def save(kept: Kept, outcomes: str, candidates: Mapping[str, str]) -> None:
    """Keep a version: first what was said of each row, then what git has.

    Args:
        kept: What git has of it.
        outcomes: Of the chosen model.
        candidates: Those of every candidate, by its key.
    """
    for text in (outcomes, *candidates.values()):
        save_text(place(digest(text)), text)
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
    return found(kept.outcomes_sha256, CHOSEN, "outcome")


def candidates(kept: Kept) -> dict[str, str]:
    """Return what each candidate of the kept version said of each row, as far as it is here."""
    told = {key: found(sha256, OUT_OF_FOLD, key) for key, sha256 in kept.candidates_sha256.items()}
    return {key: text for key, text in told.items() if text is not None}


def found(checksum: str, table: Path, column: str) -> str | None:
    """Return outcomes by their checksum, None if they are not here any more.

    Args:
        checksum: Theirs.
        table: Where the last run has left outcomes; the next one overwrites it.
        column: In there.
    """
    there = place(checksum)
    if there.exists() and digest(text := there.read_text(encoding="utf-8")) == checksum:
        return text
    if not table.exists():
        return None
    from pyarrow import parquet

    if column not in parquet.read_schema(table).names:
        return None
    text = as_text(parquet.read_table(table, columns=[column])[column].to_pylist())
    if digest(text) != checksum:
        return None
    save_text(there, text)
    return text
