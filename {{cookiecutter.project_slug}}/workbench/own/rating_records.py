"""What is written down about a file of ratings: conf/data/own.yaml, with no row of the data."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, ValidationError

from ..errors import ConfigError
from .records import Record, Source, Value, place_of

__all__ = ["OwnRatings", "checked_ratings"]

Feedback = Literal["explicit", "implicit"]
Protocol = Literal["at_random", "by_user", "by_date", "new_users"]
TIMED: list[Protocol] = ["at_random", "by_user", "by_date"]
UNTIMED: list[Protocol] = ["by_user", "new_users"]


class Columns(Record):
    """What the file calls them; a column that it does not have is null."""

    user: str
    item: str
    rating: str | None = None
    timestamp: str | None = None

    @property
    def named(self) -> dict[str, str]:
        """The columns that there are, by what we call them."""
        return {ours: theirs for ours, theirs in self.model_dump().items() if theirs is not None}


class Suggested(Record):
    """What `make data` suggested, so that the documents can say what a person overruled."""

    columns: Columns
    feedback: Feedback
    liked: float


class OwnRatings(Record):
    """The whole record."""

    source: Source
    columns: Columns
    feedback: Feedback
    liked: float
    says_yes: Value | None = None  # what a rating of two answers says for yes
    missing_codes: list[str | int | float] = Field(default_factory=list)  # of the ratings
    time_format: str | None = None
    protocols: list[Protocol] = Field(min_length=1)
    test_share: float = Field(0.2, gt=0, le=0.5)
    open: list[str] = Field(default_factory=list)
    confirmed: list[str] = Field(default_factory=list)
    suggested: Suggested

    @property
    def timed(self) -> bool:
        """Whether a column says when."""
        return self.columns.timestamp is not None

    @property
    def row_is(self) -> str:
        """What one calls a row."""
        return "rating" if self.feedback == "explicit" else "row"

    @property
    def overruled(self) -> list[str]:
        """What a person changed of what was suggested, in words."""
        was, columns = self.suggested, self.columns.model_dump()
        then = was.columns.model_dump()
        pairs: dict[str, tuple[Any, Any]] = {
            f"column of the {what}": (then[what], columns[what]) for what in columns
        }
        pairs["feedback"] = was.feedback, self.feedback
        pairs["liked from"] = was.liked, self.liked
        return [
            f"{what}: {'none' if now is None else now}, not {'none' if old is None else old}"
            for what, (old, now) in pairs.items()
            if now != old
        ]


def why_not(own: OwnRatings) -> str:
    """Return what in a record contradicts itself, nothing if all is well."""
    named = list(own.columns.named.values())
    possible = TIMED if own.timed else UNTIMED
    complaints = {
        "two of columns.user, item, rating and timestamp are the same": len(set(named))
        < len(named),
        "feedback is explicit, so columns.rating must name the column of the ratings": own.feedback
        == "explicit"
        and own.columns.rating is None,
        "columns.timestamp is set, so time_format must say how it is read": own.timed
        and own.time_format is None,
        f"protocols must hold by_user, and may hold {', '.join(possible)}": "by_user"
        not in own.protocols
        or not set(own.protocols) <= set(possible),
    }
    return next((what for what, holds in complaints.items() if holds), "")


def checked_ratings(content: object, where: str) -> OwnRatings:
    """Return the record, or one sentence about the first thing in it that cannot be.

    Args:
        content: As read from YAML.
        where: The file, for the message.

    Raises:
        ConfigError: A field is unknown, missing or has a value that it cannot have.
    """
    try:
        own = OwnRatings.model_validate(content)
    except ValidationError as error:
        first: Mapping[str, Any] = error.errors()[0]
        raise ConfigError(f"{where}: {place_of(first)}: {first['msg'].lower()}") from None
    if reason := why_not(own):
        raise ConfigError(f"{where}: {reason}")
    return own


def is_ratings(content: object) -> bool:
    """Return whether a record is one of ratings: it names a column of users."""
    columns = content.get("columns") if isinstance(content, Mapping) else None
    return isinstance(columns, Mapping) and isinstance(columns.get("user"), str)
