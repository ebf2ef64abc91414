"""Which column of a file of ratings holds the users, the items, the ratings and the times."""

from typing import NamedTuple

from ..errors import DataError
from .names import words_of
from .rating_records import Columns
from .values import Values, whole_numbers

SOMEBODY = set(
    """
    user customer client member account subscriber visitor reader viewer listener reviewer rater
    person individual patient participant subject student player employee household buyer shopper
    device session respondent judge
    """.split()
)
SOMETHING = set(
    """
    item product sku article asin isbn movie film show series book song track artist album game app
    recipe restaurant business place venue hotel course lecturer teacher post page video joke brand
    beer wine anime podcast category food drink dish store event
    """.split()
)
HOW_MUCH = set(
    """
    rating ratings rate rated score stars star grade mark points vote votes like liked likes thumbs
    feedback preference eval evaluation opinion plays count counts quantity qty clicks purchases
    """.split()
)
COUNTED = {"plays", "count", "counts", "quantity", "qty", "clicks", "purchases", "times"}
WHEN = {"time", "timestamp", "date", "when", "day", "datetime", "ts", "created", "at"}
ROLES = {"user": SOMEBODY, "item": SOMETHING, "rating": HOW_MUCH, "timestamp": WHEN}
OPTION = {"user": "USER", "item": "ITEM", "rating": "RATING", "timestamp": "TIME"}
NONE = "none"  # said of a column that the file has and the run should not use
AGAIN = 2.0  # times that each user and each item comes, on average
MOST_STEPS = 21  # of a scale of ratings
A_TABLE = "a table of cases, for which own_regression and own_classification are made"
ONE = "column {column!r} holds one {what}: there is nothing to choose from"


class Asked(NamedTuple):
    """What was said on the command line, by what we call the columns; None: it is guessed."""

    user: str | None = None
    item: str | None = None
    rating: str | None = None
    timestamp: str | None = None


def column_named(name: str, columns: list[str], what: str) -> str:
    """Return the column that is meant, in whatever case it is written.

    Raises:
        DataError: There is none; names those that there are.
    """
    lower = {each.lower(): each for each in reversed(columns)}
    if name not in columns and name.lower() not in lower:
        raise DataError(
            f"{OPTION[what]}: no column is called {name!r}; choose from: {', '.join(columns[:20])}"
        )
    return name if name in columns else lower[name.lower()]


def names_something(values: Values, rows: int) -> bool:
    """Return whether a column may name users or items: no gaps of its own, and names come again."""
    named = values.kind == "words" or (
        values.kind == "number" and whole_numbers(values.typed.dropna())
    )
    return named and 1 < values.typed.nunique() <= rows / AGAIN


def best_named(columns: list[str], known: set[str]) -> str | None:
    """Return the first column with a word of a list in its name, one that ends in id first."""
    called = [name for name in columns if words_of(name) & known]
    return next((name for name in called if "id" in words_of(name)), called[0] if called else None)


def by_name(what: str, left: dict[str, Values], rows: int) -> tuple[str | None, str]:
    """Return the column whose kind and name say that it is the one, None if none does, and why."""
    if what == "timestamp":
        dates = [name for name, each in left.items() if each.kind == "date"]
        found = best_named(dates, WHEN) or next(iter(dates), None)
        return found, "dates" if found else "no column of dates"
    if what == "rating":
        kinds = [name for name, each in left.items() if each.kind in ("number", "boolean")]
        found = best_named(kinds, HOW_MUCH)
        return found, "its name says so" if found else "no column is called like one"
    naming = [name for name, each in left.items() if names_something(each, rows)]
    return best_named(naming, ROLES[what]), "its name says so, and its values come again"


def a_scale(left: dict[str, Values], rows: int) -> str | None:
    """Return the only column of numbers that has a few steps, as ratings have, None if none is."""
    numbers = {name: each.typed for name, each in left.items() if each.kind == "number"}
    few = [name for name, each in numbers.items() if 2 < each.nunique() <= MOST_STEPS]
    rest = [name for name in numbers if name not in few and not names_something(left[name], rows)]
    return few[0] if len(few) == 1 and not rest else None


def by_values(what: str, left: dict[str, Values], rows: int) -> str:
    """Return the column with most different values that come again.

    Raises:
        DataError: There is none.
    """
    many = [name for name, each in left.items() if names_something(each, rows)]
    constant = [name for name, each in left.items() if each.typed.nunique() == 1]
    if not many and (name := best_named(constant, ROLES[what])):
        raise DataError(ONE.format(column=name, what=what))
    if not many:
        raise DataError(
            f"no column names {what}s that come again, so there is nothing to recommend from: this "
            f"looks like {A_TABLE}; if one does, say {OPTION[what]}=column"
        )
    return max(many, key=lambda name: left[name].typed.nunique())


def said_by_hand(asked: Asked, columns: list[str]) -> dict[str, str | None]:
    """Return the columns that were named, None where somebody said none.

    Raises:
        DataError: One is not there, or users or items are none.
    """
    found: dict[str, str | None] = {}
    for what, name in asked._asdict().items():
        if name is not None and name.lower() == NONE:
            if what in ("user", "item"):
                raise DataError(f"{OPTION[what]} cannot be none: a recommender needs {what}s")
            found[what] = None
        elif name is not None:
            found[what] = column_named(name, columns, what)
    return found


def guess(
    what: str, left: dict[str, Values], rows: int, first: bool
) -> tuple[str | None, str] | None:
    """Return a column and why, or None if a guess by values has to wait for the other columns.

    Args:
        what: What is looked for.
        left: The columns that are not taken.
        rows: Of the file.
        first: Whether it is looked for by name.
    """
    column, reason = by_name(what, left, rows)
    if column is not None or what == "timestamp":
        return column, reason
    if what == "rating":
        steps = a_scale(left, rows)
        return steps, "a guess: few steps, and nothing else is a number" if steps else reason
    return None if first else (by_values(what, left, rows), "a guess: most values that come again")


def guessed(table: dict[str, Values], rows: int, asked: Asked) -> tuple[Columns, dict[str, str]]:
    """Return which column is which, and why.

    Users and items without a telling name are looked for last, lest ratings be taken for items.

    Raises:
        DataError: None can be the users or the items, or one that is named is not there.
    """
    found = said_by_hand(asked, list(table))
    why = dict.fromkeys(found, "named on the command line")
    for number, what in enumerate(("timestamp", "user", "item", "rating", "user", "item")):
        left = {name: each for name, each in table.items() if name not in found.values()}
        if what not in found and (taken := guess(what, left, rows, number < len(ROLES))):
            found[what], why[what] = taken
    chosen = [name for name in found.values() if name is not None]
    if twice := next((name for name in chosen if chosen.count(name) > 1), None):
        raise DataError(f"column {twice!r} is named for two things: name another for one of them")
    return Columns(**found), why  # type: ignore[arg-type] # users and items are there
