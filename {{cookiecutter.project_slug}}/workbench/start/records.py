"""The starting point that later runs are compared with, and what such a comparison says."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..errors import DataError
from ..files import REPORTS, read_json, save_parquet
from ..records import Estimate, Record

START = REPORTS / "start.json"
SINCE_START = REPORTS / "since_start.json"
OUTCOMES = Path("data/own/start_outcomes.parquet")  # those that are private
NO_DIFFERENCE = 5e-5  # of a score: the documents show four decimals


class Start(Record):
    """A run, as far as a later one is compared with it.

    ``first`` says whether it is the first run; ``make start`` takes a later one. ``outcomes`` is
    what the chosen model gave each training row (or user) when it had not seen it.
    """

    first: bool
    key: str
    label: str
    tuned: dict[str, Any]
    cv: Estimate
    metric: str
    rows: int
    answers_sha256: str
    folds_sha256: str
    python: str
    versions: dict[str, str]
    config: dict[str, Any]
    modules: dict[str, str]
    outcomes: list[float]
    outcomes_sha256: str | None = None  # of those that are private

    def hidden(self) -> "Start":
        """Return the same without what it says of single rows, but for its checksum."""
        found = {"outcomes": [], "outcomes_sha256": checksum(self.outcomes)}
        return self.model_copy(update=found)

    def whole(self) -> "Start":
        """Return the same with its private outcomes, where those of this run are kept."""
        kept = kept_outcomes()
        return self.model_copy(update={"outcomes": kept if self.are_mine(kept) else []})

    def are_mine(self, outcomes: Sequence[float]) -> bool:
        """Return whether outcomes are those of this run."""
        return checksum(outcomes) == self.outcomes_sha256


class Setting(Record):
    """A value of the configuration that changed; a side on which it is not there is absent."""

    key: str
    before: str | None = None
    after: str | None = None


def outcome(gain: Estimate | None) -> str:
    """Return what a gain shows: apart (no gain), same (to four decimals), better, worse, not shown.

    >>> outcome(Estimate(value=0.2, low=0.1, high=0.3)), outcome(None)
    ('better', 'apart')
    """
    if gain is None:
        return "apart"
    if max(map(abs, (gain.value, gain.low, gain.high))) < NO_DIFFERENCE:
        return "same"
    if gain.includes_zero:
        return "not shown"
    return "better" if gain.value > 0 else "worse"


class Since(Record):
    """This run against the starting point: ``gain`` is paired, and positive when this is better.

    ``cv`` is the score of the starting point. ``apart`` says why the two cannot be paired; then
    there is no gain.
    """

    first: bool
    key: str
    label: str
    cv: Estimate
    settings: list[Setting]
    gain: Estimate | None = None
    apart: list[str]

    @property
    def verdict(self) -> str:
        """What the data says, as ``outcome`` has it."""
        return outcome(self.gain)


def checksum(outcomes: Sequence[float]) -> str:
    """Return the SHA-256 of outcomes."""
    return hashlib.sha256(json.dumps(list(outcomes)).encode()).hexdigest()


def keep_outcomes(outcomes: Sequence[float]) -> None:
    """Keep private outcomes on this machine, where git does not see them."""
    import pandas as pd

    save_parquet(OUTCOMES, pd.DataFrame({"outcome": list(outcomes)}))


def kept_outcomes() -> list[float]:
    """Return the private outcomes of the starting point, none where they are not kept."""
    import pandas as pd

    return pd.read_parquet(OUTCOMES)["outcome"].tolist() if OUTCOMES.exists() else []


def read_start() -> Start:
    """Read the starting point; its private outcomes are there only on the author's machine.

    Raises:
        DataError: The file is not one.
    """
    try:
        start = Start(**read_json(START, "start"))
        return start.whole() if start.outcomes_sha256 else start
    except (ValueError, TypeError) as error:
        raise DataError(
            f"{START} is not a starting point: restore it from git, "
            "or delete it and run `make start`"
        ) from error
