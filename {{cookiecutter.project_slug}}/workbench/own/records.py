"""What is written down about a table: conf/data/own.yaml, and nothing in it is a row of the data.

A person corrects the file by hand, so every field that does not exist is refused by its name.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import ConfigError, unknown

__all__ = ["NONE_EMPTY", "NUMERIC", "UNKNOWN", "WORDED", "Own", "checked"]

Role = Literal[
    "number",  # a quantity
    "ordinal",  # few whole numbers in a row: a quantity until somebody says category
    "boolean",  # two answers, one of which means yes
    "category",  # few levels
    "many_levels",  # many levels: the rare ones share one column
    "date",  # when it happened: cuts train from test, and no model sees it
    "text",  # sentences: no model of a table reads them
    "id",  # names a row
    "group",  # names what rows have in common
    "constant",  # one value in every row
    "personal",  # names a person, or how to reach one
    "leak",  # says the target in other words
]
Task = Literal["regression", "classification"]
Metric = Literal["rmse_log", "mae", "average_precision", "macro_f1", "log_loss"]
TASK_OF: Mapping[str, Task] = {
    "rmse_log": "regression",
    "mae": "regression",
    "average_precision": "classification",
    "macro_f1": "classification",
    "log_loss": "classification",
}
FEATURES = {"number", "ordinal", "boolean", "category", "many_levels"}
NUMERIC = {"number", "ordinal"}
WORDED = {"category", "many_levels"}
NONE_EMPTY = "nothing is empty"
UNKNOWN = "unknown"  # what a person has still to say
FITTING = "is the model used on "  # how what is asked of a split begins: who confirms it answers
PERSON = "if this says who a person is"  # in what is asked of columns about people
LARGER = "is it what is looked for?"  # and how what is asked of the positive class ends
Value = str | int | float | bool


class Record(BaseModel):
    """A part of the record."""

    model_config = ConfigDict(extra="forbid")


class Source(Record):
    """The file, how it is read, and what only a person knows of it."""

    name: str
    package: str = "own file"
    item: str = "own"
    file: str  # in data/own/
    rows: int
    sampled_from: int = 0  # rows of the file, if only a sample of them is used
    checksum: str
    license: str = UNKNOWN
    citation: str = UNKNOWN
    authors: list[str] = []
    may_be_published: bool = False
    format: Literal["csv", "parquet", "jsonl"]
    packed: Literal["no", "gzip", "zip"] = "no"
    encoding: str = "utf-8"
    delimiter: str = ","
    decimal: Literal[".", ","] = "."


class Split(Record):
    """How the test set is cut: at random, the newest by a column, or whole groups of a column."""

    how: Literal["random", "time", "group"] = "random"
    by: str | None = None

    def __str__(self) -> str:
        """Return the split as one says it."""
        return self.how if self.by is None else f"{self.how} by {self.by}"


class Column(Record):
    """One column: its role, and what a person knows of it."""

    role: Role
    use: bool
    missing_codes: list[str | int | float] = []
    date_format: str | None = None
    says_yes: Value | None = None  # what a boolean says for yes
    unit: str = UNKNOWN
    low: float | None = None  # the range that is possible: said by a person, never by the data
    high: float | None = None
    empty_means: str = NONE_EMPTY
    reason: str = ""  # why it was set aside


class Payoff(Record):
    """What one row of each kind is worth; only the person who pays for them can say."""

    true_positive: float
    false_positive: float
    false_negative: float
    true_negative: float
    unit: str


class Suggested(Record):
    """What `make data` suggested, so that the documents can say what a person overruled."""

    metric: Metric
    split: str
    positive: Value | None = None
    roles: dict[str, Role]


class Own(Record):
    """The whole record."""

    source: Source
    target: str
    rows_are: str = "rows"
    unit: str = UNKNOWN
    task: Task
    positive: Value | None = None
    metric: Metric
    split: Split
    test_share: float = Field(0.2, gt=0, le=0.5)
    text: str | None = None  # the column that models read; None for a table
    never_shown: Literal["all"] | list[str] = "all"  # of texts, words that no document names
    best_column: str = ""  # of a table, the one that alone tells most: the baseline
    payoff: Payoff | None = None
    columns: dict[str, Column]
    open: list[str] = []  # questions that only a person can answer
    confirmed: list[str] = []
    suggested: Suggested

    @cached_property
    def features(self) -> list[str]:
        """The columns that a model may use."""
        return [name for name, each in self.columns.items() if each.use]

    @property
    def asked(self) -> list[str]:
        """The open questions, without those that a correction has answered."""
        answered = [LARGER] * (self.positive != self.suggested.positive)
        fits = [FITTING] * (str(self.split) != self.suggested.split)
        return [
            each
            for each in self.open
            if not each.endswith(tuple(answered)) and not each.startswith(tuple(fits))
        ]

    @property
    def questions(self) -> list[str]:
        """What is asked, as sentences; a name of a column keeps its letters."""
        names = [*self.columns, self.target]
        named = tuple(f"{name}{mark}" for name in names for mark in (" ", ":", ","))
        return [e if e.startswith(named) else f"{e[:1].upper()}{e[1:]}" for e in self.asked]

    @property
    def shows_words(self) -> bool:
        """Whether documents may name words of the texts: a person has read which, or may all."""
        return self.source.may_be_published or self.never_shown != "all"

    def of_role(self, *roles: str) -> list[str]:
        """Return the columns of some roles."""
        return [name for name, each in self.columns.items() if each.role in roles]

    @property
    def overruled(self) -> list[str]:
        """What a person changed of what was suggested, in words."""
        was = self.suggested
        pairs = {
            "metric": (was.metric, self.metric),
            "split": (was.split, str(self.split)),
            "positive class": (was.positive, self.positive),
            **{
                f"role of {name}": (was.roles.get(name), each.role)
                for name, each in self.columns.items()
            },
        }
        return [f"{what}: {now}, not {then}" for what, (then, now) in pairs.items() if now != then]


def place_of(error: Mapping[str, Any]) -> str:
    """Return where in the record something is wrong."""
    return ".".join(map(str, error["loc"])) or "the file"


def checked(content: object, where: str, settled: bool = True) -> Own:
    """Return the record, or one sentence about the first thing in it that cannot be.

    Args:
        content: As read from YAML.
        where: The file, for the message.
        settled: Whether the column of the baseline has to be one in use.

    Raises:
        ConfigError: A field is unknown, missing or has a value that it cannot have.
    """
    try:
        own = Own.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(f"{where}: {place_of(first)}: {first['msg'].lower()}") from None
    if reason := why_not(own):
        raise ConfigError(f"{where}: {reason}")
    if own.text is not None or not settled or own.best_column in own.features:
        return own
    if own.best_column not in own.columns:
        raise unknown(f"used column for best_column in {where}", own.best_column, own.features)
    raise ConfigError(
        f"{where}: best_column {own.best_column!r} has use: false; name another column, or run "
        "`make data` with the file again, which keeps your corrections and finds the next best"
    )


def why_not(own: Own) -> str:
    """Return what in a record contradicts itself, nothing if all is well."""
    by, columns = own.split.by, own.columns
    wrong = [n for n, c in columns.items() if c.use and c.role not in FEATURES and n != own.text]
    complaints = {
        f"text is {own.text!r}, which is no column": own.text is not None
        and own.text not in columns,
        f"only {own.text!r} is read, so it alone has use: true": own.text is not None
        and own.features != [own.text],
        f"{own.target!r} is the target and cannot be a column too": own.target in columns,
        f"split.by is {by!r}, which is no column": own.split.how != "random" and by not in columns,
        f"split.by is {by!r}, which is no date and no number": own.split.how == "time"
        and by in columns
        and columns[by].role not in {"date", *NUMERIC},
        f"split is random, so it cannot be by {by!r}": own.split.how == "random" and by is not None,
        f"metric {own.metric} is not one of a {own.task}": TASK_OF[own.metric] != own.task,
        f"metric {own.metric} needs a positive class": own.metric == "average_precision"
        and own.positive is None,
        f"metric {own.metric} is for several classes, and positive names one of two": own.metric
        == "macro_f1"
        and own.positive is not None,
        "no column is left to learn from": not own.features,
        **{
            f"{name!r} has role {columns[name].role}, which no model uses: set use: false": True
            for name in wrong
        },
    }
    return next((what for what, holds in complaints.items() if holds), "")
