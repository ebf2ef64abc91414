"""From a file of interactions to its record: who, what, how much and when, each with its reason."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..errors import DataError
from .names import words_of
from .profile import TEST_SHARE, source_of
from .rating_records import TIMED, UNTIMED, Columns, Feedback, OwnRatings, Suggested
from .reading import ROW, Told, read
from .values import Values, decimal_of, understood, whole_numbers

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
WHEN = {"time", "timestamp", "date", "when", "day", "datetime", "ts", "created", "at"}
ROLES = {"user": SOMEBODY, "item": SOMETHING, "rating": HOW_MUCH, "timestamp": WHEN}
OPTION = {"user": "USER", "item": "ITEM", "rating": "RATING", "timestamp": "TIME"}
NONE = "none"  # said of a column that the file has and the run should not use
LEAST_USERS = 50  # with as many rows: fewer leave nothing to measure
LEAST_ROWS = 5  # of a user: one for the test, one for each of three folds, one to learn from
LEAST_ITEMS = 20  # places in a list: with fewer every list holds everything
AGAIN = 2.0  # times that each user and each item comes, on average
MOST_STEPS = 21  # of a scale of ratings
MOST_LIKED = 0.6  # of the ratings: a level that more reach says nothing
HEAVY = 20  # times the median: counts that go so far are no scale
REPEATED = 0.5  # of the rows are pairs: fewer, and most repeat one
LARGE = 20_000  # users and items, both: a matrix of either takes 3 GB
A_TABLE = "a table of cases, for which own_regression and own_classification are made"
BAD_CELL = 60  # characters shown of a cell


class Asked(NamedTuple):
    """What was said on the command line, by what we call the columns; None: it is guessed."""

    user: str | None = None
    item: str | None = None
    rating: str | None = None
    timestamp: str | None = None


class Found(NamedTuple):
    """The record, and what is said on the screen beside it."""

    own: OwnRatings
    why: dict[str, str]
    counts: dict[str, int]


class Scale(NamedTuple):
    """How the ratings are read, and from where on an item counts as liked."""

    feedback: Feedback
    liked: float
    why: str
    why_liked: str
    says_yes: str | None
    codes: list[str | int | float]
    asks: list[str]


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


def by_values(what: str, left: dict[str, Values], rows: int) -> str:
    """Return the column with most different values that come again.

    Raises:
        DataError: There is none.
    """
    many = [name for name, each in left.items() if names_something(each, rows)]
    if not many:
        raise DataError(
            f"no column names {what}s that come again, so there is nothing to recommend from: this "
            f"looks like {A_TABLE}; if one does, say {OPTION[what]}=column"
        )
    return max(many, key=lambda name: left[name].typed.nunique())


def guessed(table: dict[str, Values], rows: int, asked: Asked) -> tuple[Columns, dict[str, str]]:
    """Return which column is which, and why.

    Raises:
        DataError: None can be the users or the items, or one that is named is not there.
    """
    found: dict[str, str | None] = {}
    why: dict[str, str] = {}
    for what, name in asked._asdict().items():
        if name is not None:
            none = name.lower() == NONE
            found[what] = None if none else column_named(name, list(table), what)
            why[what] = "named on the command line"
    for what in ("timestamp", "user", "item", "rating", "user", "item"):
        if what in found:
            continue
        left = {name: each for name, each in table.items() if name not in found.values()}
        column, reason = by_name(what, left, rows)
        if column is None and what in ("user", "item"):
            if "rating" not in found:
                continue  # the ratings first, lest they be taken for items
            column, reason = by_values(what, left, rows), "a guess: most values that come again"
        found[what], why[what] = column, reason
    for what in ("user", "item"):
        if found[what] is None:
            raise DataError(f"{OPTION[what]} cannot be none: a recommender needs {what}s")
    chosen = [name for name in found.values() if name is not None]
    if twice := next((name for name in chosen if chosen.count(name) > 1), None):
        raise DataError(f"column {twice!r} is named for two things: name another for one of them")
    return Columns(**found), why  # type: ignore[arg-type] # users and items are there


def liked_from(numbers: pd.Series) -> tuple[float, str]:
    """Return from which rating on an item counts as liked, and why.

    It is the lowest level in the upper half of the scale that no more than 60% of the ratings
    reach, or the top where even that is given more often.
    """
    levels = np.sort(numbers.unique())
    middle = (levels[0] + levels[-1]) / 2
    upper = levels[levels >= middle]
    reach = {float(each): float((numbers >= each).mean()) for each in upper}
    rare = [level for level, share in reach.items() if share <= MOST_LIKED]
    liked = rare[0] if rare else float(levels[-1])
    share = float((numbers >= liked).mean())
    return liked, f"{share:.0%} of the ratings are {liked:g} or more"


def implicit(why: str, asks: list[str] | None = None) -> Scale:
    """Return that every interaction counts the same."""
    return Scale("implicit", 1.0, why, "every interaction counts", None, [], asks or [])


def scale_of(name: str | None, table: dict[str, Values], text: pd.DataFrame) -> Scale:
    """Return how the ratings are read.

    Raises:
        DataError: They are words, dates or all the same.
    """
    if name is None:
        return implicit("no column of ratings: that somebody took an item is all that is known")
    values = table[name]
    known = values.typed.dropna()
    if values.kind not in ("number", "boolean"):
        shown = next(iter(text[name][text[name] != ""]), "")[:BAD_CELL]
        raise DataError(
            f"column {name!r} holds no ratings but cells such as {shown!r}: write numbers or yes "
            "and no, or say RATING=none if every row counts the same"
        )
    if known.nunique() < 2:
        raise DataError(
            f"column {name!r} says {known.iloc[0]:g} in every row, so it rates nothing: say "
            "RATING=none, and every row counts as an interaction"
        )
    codes: list[str | int | float] = list(values.codes)
    if values.kind == "boolean":
        yes = str(values.formats[0])
        share, asks = float(known.mean()), ["is a no a hit if it is offered? It counts as one here"]
        why = f"two answers, {yes!r} in {share:.0%} of the rows"
        return Scale("explicit", 1.0, why, f"{yes!r} is the liking answer", yes, codes, asks)
    levels = known.nunique()
    if whole_numbers(known) and known.min() >= 0 and known.max() > HEAVY * max(known.median(), 1):
        why = f"counts up to {known.max():g}, half of them {known.median():g} or less: no scale"
        ask = f"{name} counts something: should a higher count weigh more? Here it does not"
        return implicit(why, [ask])
    liked, why_liked = liked_from(known)
    ends = f"{known.min():g} to {known.max():g}"
    why = f"{levels} steps, {ends}" if levels <= MOST_STEPS else f"numbers from {ends}"
    return Scale("explicit", liked, why, why_liked, None, codes, [])


def checked_time(name: str | None, table: dict[str, Values], text: pd.DataFrame) -> list[str]:
    """Return what has to be asked of the times.

    Raises:
        DataError: The column that was named holds no dates, or a single one.
    """
    if name is None:
        return []
    values = table[name]
    if values.kind != "date":
        said = values.notes[0] if values.notes else ""
        shown = next(iter(text[name][text[name] != ""]), "")[:BAD_CELL]
        raise DataError(
            f"column {name!r} holds no dates: {said or f'cells such as {shown!r} do not parse'}; "
            "write them as 2024-05-31, or say TIME=none"
        )
    if values.typed.nunique() < 2:
        raise DataError(f"column {name!r} holds a single moment: say TIME=none")
    today = int((values.typed > pd.Timestamp.now()).sum())
    return [f"{name} has {today} date(s) after today: planned, or wrong?"] if today else []


def wide(table: dict[str, Values]) -> bool:
    """Return whether a table has a row for each user and a column for each item."""
    numbers = [each.typed for each in table.values() if each.kind in ("number", "boolean")]
    return len(numbers) >= LEAST_ITEMS and len(numbers) >= len(table) - 2


def refuse_too_few(pairs: pd.DataFrame, columns: Columns) -> None:
    """Refuse a file from which no recommender can be learned or measured.

    Raises:
        DataError: Says what is missing, and what the file may be instead.
    """
    per_user, items = pairs[columns.user].value_counts(), pairs[columns.item].nunique()
    if per_user.max() == 1:
        raise DataError(
            f"each {columns.user!r} comes once, so nothing is known of anybody: a recommender "
            f"needs users with two or more rows; this looks like {A_TABLE}"
        )
    if items == 1:
        raise DataError(f"column {columns.item!r} holds one item: there is nothing to choose from")
    if items < LEAST_ITEMS:
        raise DataError(
            f"column {columns.item!r} holds {items} items, and a list has {LEAST_ITEMS} places: so "
            "few are classes, which own_classification tells apart"
        )
    if (several := int((per_user >= LEAST_ROWS).sum())) < LEAST_USERS:
        raise DataError(
            f"{several} of {len(per_user)} users have {LEAST_ROWS} rows or more, and "
            f"{LEAST_USERS} such users are the least on which lists can be measured: one row is "
            "held back for the test and one in each of three folds"
        )


def about(pairs: pd.DataFrame, columns: Columns, told: Told) -> list[str]:
    """Return what has to be asked of the rows."""
    asks = []
    if told.sampled:
        asks.append(
            f"{len(told.table):,} of {told.rows:,} rows are used, drawn at random, so histories "
            "have holes: better bring all rows of a part of the users"
        )
    users, items = pairs[columns.user].nunique(), pairs[columns.item].nunique()
    if min(users, items) > LARGE:
        asks.append(
            f"{users:,} users and {items:,} items: EASE needs "
            f"{min(users, items) ** 2 * 8 / 1e9:.0f} GB for a matrix; delete conf/model/ease*.yaml "
            "and blend.yaml if that is too much"
        )
    if told.encoding in {"cp1252", "latin-1"}:
        asks.append(f"read as {told.encoding}, which is a guess")
    return [*asks, "who is in the file and who is left out, such as users with few rows?"]


def gaps(text: pd.DataFrame, table: dict[str, Values], columns: Columns) -> pd.Series:
    """Return which rows lack a user, an item, or a rating or time if there are any."""
    gone = text[list(columns.named.values())] == ""
    for name in (columns.rating, columns.timestamp):
        if name is not None:
            gone[name] = table[name].typed.isna()
    return gone.any(axis=1)


def without_ambiguous(
    columns: Columns, table: dict[str, Values], why: dict[str, str]
) -> tuple[Columns, list[str]]:
    """Return the columns without a time that can be read in two ways, and what to ask then."""
    name = columns.timestamp
    if name is None:
        return columns, ["no time is known, so the test set is drawn at random: do tastes change?"]
    if len(table[name].formats) < 2:
        return columns, []
    why["timestamp"] = f"{name} can be read in two ways, so no time is used"
    ask = (
        f"{name}: day before month, or month before day? Until you write its name into "
        "columns.timestamp and its format into time_format, no time is used"
    )
    return columns.model_copy(update={"timestamp": None}), [ask]


def profile_ratings(path: Path, asked: Asked) -> Found:
    """Return everything that can be told from the file.

    Raises:
        DataError: Nothing can be recommended from it, or it is no table.
    """
    told = read(path)
    text = told.table.drop(columns=ROW)
    decimal = decimal_of(text)
    table = {str(name): understood(text[name], decimal) for name in text}
    if asked == Asked() and wide(table):
        raise DataError(
            f"{path.name} has {text.shape[1]} columns, nearly all of numbers: if a row is a user "
            "and a column an item, write one row a rating, with columns user, item and rating; "
            f"else it is {A_TABLE}"
        )
    columns, why = guessed(table, len(text), asked)
    asks = checked_time(columns.timestamp, table, text)
    scale = scale_of(columns.rating, table, text)
    if scale.feedback == "implicit":
        columns = columns.model_copy(update={"rating": None})
    columns, more = without_ambiguous(columns, table, why)
    gone = gaps(text, table, columns)
    if gone.all():
        raise DataError(f"no row has a value in each of {', '.join(columns.named.values())}")
    pairs = text[~gone].drop_duplicates([columns.user, columns.item])
    refuse_too_few(pairs, columns)
    counts = {
        "users": pairs[columns.user].nunique(),
        "items": pairs[columns.item].nunique(),
        "rows with a gap, which are dropped": int(gone.sum()),
        "rows that repeat a user and an item: the last one is kept": int(
            (~gone).sum() - len(pairs)
        ),
    }
    if len(pairs) < REPEATED * (~gone).sum():
        asks.append("most rows repeat a user and an item: is it new items that should be offered?")
    timed = columns.timestamp is not None
    own = OwnRatings(
        source=source_of(path, told, decimal),
        columns=columns,
        feedback=scale.feedback,
        liked=scale.liked,
        says_yes=scale.says_yes,
        missing_codes=scale.codes,
        time_format=table[str(columns.timestamp)].formats[0] if timed else None,
        protocols=TIMED if timed else UNTIMED,
        test_share=TEST_SHARE,
        open=[*asks, *more, *scale.asks, *about(pairs, columns, told)],
        suggested=Suggested(columns=columns, feedback=scale.feedback, liked=scale.liked),
    )
    why["rating"] += f"; {scale.why}"
    return Found(own, {**why, "liked": scale.why_liked}, counts)
