"""From a file of interactions to its record: who, what, how much and when, each with its reason."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..errors import DataError
from .names import counted, words_of
from .profile import TEST_SHARE, source_of
from .rating_columns import A_TABLE, COUNTED, MOST_STEPS, ONE, Asked, guessed
from .rating_records import TIMED, UNTIMED, Columns, Feedback, OwnRatings, Suggested
from .rating_table import MILLISECONDS
from .reading import ROW, Told, read
from .values import EPOCH_NAME, Values, decimal_of, said, understood, whole_numbers

LEAST_USERS = 50  # with as many rows: fewer leave nothing to measure
LEAST_ROWS = 5  # of a user: one for the test, one for each of three folds, one to learn from
LEAST_ITEMS = 20  # places in a list: with fewer every list holds everything
MOST_LIKED = 0.6  # of the ratings: a level that more reach says nothing
HEAVY = 20  # times the median: counts that go so far are no scale
REPEATED = 0.5  # of the rows are pairs: fewer, and most repeat one
LARGE = 20_000  # users and items, both: a matrix of either takes 3 GB
BAD_CELL = 60  # characters shown of a cell


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
    heavy = known.max() > HEAVY * max(known.median(), 1)
    if whole_numbers(known) and known.min() >= 0 and (heavy or words_of(name) & COUNTED):
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
        note = values.notes[0] if values.notes else ""
        shown = next(iter(text[name][text[name] != ""]), "")[:BAD_CELL]
        raise DataError(
            f"column {name!r} holds no dates: {note or f'cells such as {shown!r} do not parse'}; "
            "write them as 2024-05-31, or say TIME=none"
        )
    if values.typed.nunique() < 2:
        raise DataError(f"column {name!r} holds a single moment: say TIME=none")
    today = int((values.typed > pd.Timestamp.now()).sum())
    return (
        [f"{name} has {counted(today, 'dates')} after today: planned, or wrong?"] if today else []
    )


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
    if items == 1:
        raise DataError(ONE.format(column=columns.item, what="item"))
    if per_user.max() == 1:
        raise DataError(
            f"each {columns.user!r} comes once, so nothing is known of anybody: a recommender "
            f"needs users with two or more rows; this looks like {A_TABLE}"
        )
    if items < LEAST_ITEMS:
        raise DataError(
            f"column {columns.item!r} holds {items} items, and a list has {LEAST_ITEMS} places: so "
            "few are classes, which own_classification tells apart"
        )
    if columns.rating is None and len(pairs) == len(per_user) * items:
        raise DataError(
            f"every {columns.user!r} has every {columns.item!r}, so nothing tells who likes what: "
            f"name the column of ratings with RATING=, or else this is {A_TABLE}"
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
            f"{len(told.table):,} of {told.rows:,} rows are used: all rows of some users, drawn at "
            "random; are these users enough?"
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


def milliseconds(cells: pd.Series) -> Values | None:
    """Return a column called a time, of milliseconds since 1970, as dates, None if it is none."""
    known = said(cells)
    if known.empty or not EPOCH_NAME.search(str(cells.name)) or not fits(known):
        return None
    typed = pd.to_datetime(known.astype("int64"), unit="ms").reindex(cells.index)
    return Values("date", typed, [], [MILLISECONDS])


def fits(cells: pd.Series) -> bool:
    """Return whether all cells are 12 or 13 digits: the years from 1973 on."""
    return bool(cells.str.fullmatch(r"\d{12,13}").all())


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


def cells_of(told: Told) -> tuple[pd.DataFrame, dict[str, Values], str]:
    """Return the table as text, what each column holds, and the decimal sign."""
    text = told.table.drop(columns=ROW)
    decimal = decimal_of(text)
    table = {
        str(name): milliseconds(text[name]) or understood(text[name], decimal) for name in text
    }
    return text, table, decimal


def profile_ratings(path: Path, asked: Asked) -> Found:
    """Return everything that can be told from the file.

    Raises:
        DataError: Nothing can be recommended from it, or it is no table.
    """
    told = read(path)
    text, table, decimal = cells_of(told)
    if asked == Asked() and wide(table):
        raise DataError(
            f"{path.name} has {text.shape[1]} columns, nearly all of numbers: if a row is a user "
            "and a column an item, write one row a rating, with columns user, item and rating; "
            f"else it is {A_TABLE}"
        )
    columns, why = guessed(table, len(text), asked)
    if told.sampled:
        told = read(path, by=columns.user)
        text, table, decimal = cells_of(told)
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
