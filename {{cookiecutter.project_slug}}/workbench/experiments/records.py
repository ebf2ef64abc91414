"""The records in experiments/: one file each, which holds the edit itself."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import Field, ValidationError, model_validator

from ..documents.wording import lower_first
from ..errors import HandwrittenError
from ..files import read_yaml, save_text
from ..owned import own_files
from ..records import Estimate, Record
from .errors import ExperimentError
from .fixed import WORDS, Fixed, interval, newly_picked, of, outcome

FOLDER = Path("experiments")
HEADER = "# Written by make try, make keep and make drop; experiments/README.md explains it.\n"
ROUNDING = 1e-5  # of a score, which has six significant digits
LONGEST = 40  # characters of a file's name

Verdict = Literal["open", "keeping", "kept", "dropping", "dropped"]


class Setting(Record):
    """A value of the configuration that changed; a side on which it is not there is absent."""

    key: str
    before: str | None = None
    after: str | None = None


class Edited(Record):
    """A module that differs from the reference: changed, new or gone, and its checksum now."""

    name: str
    how: str
    sha256: str | None = None


class Experiment(Record):
    """One edit and what it did. ``keep_if`` is the rule that was set before the result was known.

    ``gain`` is paired by row and positive when the edit is better; ``apart`` says why there is
    none. ``model`` is what the rule picked with the edit, ``instead_of`` what it had picked before,
    if that is another: then ``gain`` is between two models. ``gain`` is of versions, each with the
    settings that its search kept; ``fixed`` says what the edit did to each candidate that it
    changed, at the settings in conf/, and those in ``untouched`` say the same of every row. Both
    are empty in the records of earlier templates. ``keeping`` and ``dropping`` are verdicts that
    are not yet carried out.
    """

    number: int
    what: str
    why: str
    keep_if: str | None = None
    day: date
    verdict: Verdict
    because: str | None = None
    base: str
    metric: str
    model: str
    instead_of: str | None = None
    reference: Estimate
    score: Estimate
    gain: Estimate | None = None
    apart: list[str]
    fixed: list[Fixed] = Field(default_factory=list)
    untouched: list[str] = Field(default_factory=list)
    rows: int
    seconds: float
    settings: list[Setting]
    modules: list[Edited]
    python: str
    versions: dict[str, str]
    patch: str

    @property
    def new_pick(self) -> str | None:
        """How the edit and a change of the pick belong together, if that is known."""
        if self.instead_of is None:
            return None
        return newly_picked(self.instead_of, self.model, self.fixed, self.untouched)

    @property
    def effect(self) -> Fixed | None:
        """What the edit did to one model, where the pick changed: the one before, else the new."""
        if self.new_pick is None or self.instead_of is None:
            return None
        return of(self.instead_of, self.fixed) or of(self.model, self.fixed)

    @property
    def measured(self) -> str:
        """The model that was measured, with the edit and without it; both, if they are two."""
        if self.effect:
            return self.effect.model
        return f"{self.model} against {self.instead_of}" if self.instead_of else self.model

    @property
    def difference(self) -> Estimate | None:
        """The paired difference of that model."""
        return self.effect.gain if self.effect else self.gain

    @property
    def shows(self) -> str:
        """What the data says of the model that was measured."""
        said = WORDS[outcome(self.difference)]
        left = self.instead_of is None and self.model in self.untouched and said == WORDS["same"]
        return f"{said}: the edit does not change this model" if left else said

    @property
    def unsearched(self) -> str | None:
        """What the edit did with no search of settings, where that is not the gain."""
        if self.instead_of is not None or self.gain is None:
            return None
        where = "at the settings in conf/, with no search"
        if self.model in self.untouched and outcome(self.gain) != "same":
            return f"{where}, the edit does not change this model"
        found = of(self.model, self.fixed)
        if found is None or interval(found.gain) == interval(self.gain):
            return None
        return f"{where}: {found.told}"

    @property
    def in_words(self) -> str:
        """The same, and what the edit has to do with a search or with a change of the pick."""
        if self.instead_of is None:
            return f"{self.shows}; {self.unsearched}" if self.unsearched else self.shows
        now, before = lower_first(self.model), lower_first(self.instead_of)
        between = f"the rule then picks {now} instead of {before}, and the gap is between these two"
        return f"{self.shows}; {self.new_pick or between}"

    @property
    def decision(self) -> str:
        """What became of it, why, and by which rule that was set before."""
        said: str = self.verdict if self.decided else "open"
        if self.because and self.decided:
            said += f": {self.because}"
        return f"{said} (set before the try: keep if {self.keep_if})" if self.keep_if else said

    @property
    def decided(self) -> bool:
        """Whether it was kept or dropped."""
        return self.verdict in ("kept", "dropped")

    @model_validator(mode="after")
    def agree(self) -> Self:
        """Refuse numbers that cannot all be measured."""
        if self.verdict in ("dropping", "dropped") and not self.because:
            raise ValueError("it was dropped and does not say because of what")
        if self.gain is None and not self.apart:
            raise ValueError("it has neither a gain nor a reason for having none")
        if self.gain:
            before, now = self.reference.value, self.score.value
            most = ROUNDING * max(1, abs(before), abs(now))
            if abs(abs(now - before) - abs(self.gain.value)) > most:
                raise ValueError("its gain is not the difference of its scores")
        for each in self.fixed:
            most = ROUNDING * max(1, abs(each.before), abs(each.score))
            if abs(abs(each.score - each.before) - abs(each.gain.value)) > most:
                raise ValueError(f"the gain of {each.model} is not the difference of its scores")
        return self


def slug(what: str) -> str:
    """Return the words of a title as they can stand in the name of a file on every system.

    >>> slug("Age of the house (log)!"), slug("房龄")
    ('age-of-the-house-log', 'experiment')
    """
    words = re.sub(r"[^a-z0-9]+", "-", what.lower())[:LONGEST]
    return words.strip("-") or "experiment"


def place(experiment: Experiment) -> Path:
    """Return where a record stands."""
    return FOLDER / f"{experiment.number:03d}-{slug(experiment.what)}.yaml"


def block(patch: str) -> str:
    """Return a patch as the last key of a YAML file: as it is, or quoted where YAML needs it."""
    lines = "".join(f"  {line}\n" for line in patch.removesuffix("\n").split("\n"))
    plain = f"patch: |2+\n{lines}"
    try:
        if yaml.safe_load(plain) == {"patch": patch}:
            return plain
    except yaml.YAMLError:
        pass  # characters that may stand only in quotes
    return yaml.safe_dump({"patch": patch})


def text(experiment: Experiment) -> str:
    """Return a record as its file holds it, the patch last."""
    content = experiment.content()
    patch = content.pop("patch")
    head = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    return f"{HEADER}{head}{block(patch)}"


def save(experiment: Experiment) -> None:
    """Write a record: the old one or the new one is there, never half of one."""
    save_text(place(experiment), text(experiment))


def fault(error: Exception) -> str:
    """Return in a few words what is wrong with a record."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        said = first["msg"].removeprefix("Value error, ")
        return f"{where}: {said[:1].lower()}{said[1:]}" if where else said
    return str(error) if isinstance(error, HandwrittenError) else "it holds something else"


def read(path: Path) -> Experiment:
    """Read one record.

    Raises:
        ExperimentError: It is none, or says what cannot be.
    """
    name = path.as_posix()
    try:
        content: Any = read_yaml(path)
        found = Experiment(**content)
    except (ValueError, TypeError, HandwrittenError) as error:
        raise ExperimentError(
            f"{name} is no record of an experiment ({fault(error)}): "
            f"bring it back with `git restore {name}`, or remove it"
        ) from error
    if not path.name.startswith(f"{found.number:03d}-"):
        raise ExperimentError(f"{name} says that it is number {found.number}: let both agree")
    return found


def read_all() -> list[Experiment]:
    """Return every experiment, in order.

    Raises:
        ExperimentError: A record cannot be read, or two have one number.
    """
    records = (read(path) for path in own_files(FOLDER, "*.yaml"))
    found = sorted(records, key=lambda each: each.number)
    for one, other in pairwise(found):
        if one.number == other.number:
            raise ExperimentError(
                f"{FOLDER}/ has two records with number {one.number}: give one of them another, "
                "in its name and in the file"
            )
    return found


def underway(experiments: Sequence[Experiment]) -> Experiment | None:
    """Return the experiment that is neither kept nor dropped yet."""
    left = [each for each in experiments if not each.decided]
    return left[-1] if left else None
