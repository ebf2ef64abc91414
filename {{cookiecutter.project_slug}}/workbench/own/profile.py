"""From a file to the record: every decision, with its reason and what has to be asked."""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ..errors import DataError
from . import kinds, roles
from .containers import WESTERN
from .leaks import Leaks, leaks
from .names import WHO, WHO_BESIDE, counted, words_of
from .reading import ROW, Told, read
from .records import PERSON, Column, Own, Source, Split, Suggested, Task
from .splits import Suggestion, cut, possible, suggested, thin
from .table import twins
from .target import Target, target
from .values import Values, decimal_of, understood

SEED, TEST_SHARE = 42, 0.2
MANY_TWINS = 0.01  # of the rows
MOST_PAIRS = 5  # of columns that say the same, named one by one
DAYS = (3_650, 29_220)  # since 1970: from 1979 to 2050
USUAL_TARGETS = ["target", "label", "y", "outcome", "class"]


class Wanted(NamedTuple):
    """What a person has said on the command line; None where nothing was said."""

    target: str | None = None
    task: Task | None = None
    split: Split | None = None
    text: str | None = None  # the column of texts, empty to look for it; None for a table
    guess: str = WESTERN  # the encoding of a file that is not in Unicode


class Profile(NamedTuple):
    """The record, and what is said on the screen beside it."""

    own: Own
    reasons: dict[str, str]  # of the task and of the split
    why: dict[str, str]  # of the role of each column
    counts: dict[str, int]
    asked: dict[str, str]  # columns that may be known too late, and why
    strongest: list[str]  # the columns in use, by what each tells alone


class Understood(NamedTuple):
    """Rows of text, their columns as they are understood, and the roles of these."""

    text: pd.DataFrame
    values: dict[str, Values]
    columns: dict[str, Column]
    why: dict[str, str]


def target_name(name: str | None, columns: list[str]) -> str:
    """Return the column that is meant, in whatever case it is written.

    Without a name it is one with a usual name, or else the last.

    Raises:
        DataError: There is none; names those that there are.
    """
    lower = {each.lower(): each for each in reversed(columns)}
    if name is None:
        return next((lower[each] for each in USUAL_TARGETS if each in lower), columns[-1])
    if name in columns:
        return name
    if name.lower() not in lower:
        raise DataError(f"no column is called {name!r}; choose from: {', '.join(columns[:20])}")
    return lower[name.lower()]


def described(text: pd.DataFrame, decimal: str) -> Understood:
    """Return the rows, and each column as it is understood, with its role.

    Rows that repeat another in every cell, its id too, are copies: without them the id is an id.
    """

    def of(rows: pd.DataFrame) -> Understood:
        values = {str(name): understood(rows[name], decimal) for name in rows}
        guesses = {name: roles.guess(name, rows[name], each) for name, each in values.items()}
        columns = {name: each.column for name, each in guesses.items()}
        return Understood(rows, values, columns, {name: g.why for name, g in guesses.items()})

    found = of(text)
    if text.duplicated().any():
        single = of(text.drop_duplicates(ignore_index=True))
        if any(each.role == "id" for each in single.columns.values()):
            return single
    return found


def chosen_split(by_hand: Split | None, found: Understood, goal: Target) -> Suggestion:
    """Return the split that was asked for, or else the one that fits.

    Raises:
        DataError: It is by a column that is not there.
    """
    if by_hand is None:
        best = suggested(found.columns, found.values, goal.task)
        return possible(best, found.values, goal.values, TEST_SHARE, SEED)
    if by_hand.by is not None and by_hand.by not in found.columns:
        raise DataError(f"there is no column {by_hand.by!r} to split by")
    asked_for = Suggestion(by_hand, "chosen by hand", [])
    return thin(asked_for, found.values, goal.values, TEST_SHARE, SEED)


def looked_for(found: Understood, goal: Target, name: str, how: Split) -> Leaks:
    """Return what may be the target in other words, from training rows of the split."""
    known = goal.values.notna()
    if how.by:
        known &= found.values[how.by].typed.notna()
    typed = {
        column: each.typed[known].reset_index(drop=True) for column, each in found.values.items()
    }
    y = goal.values[known].reset_index(drop=True)
    used = [column for column, each in found.columns.items() if each.use]
    alike = twins(pd.DataFrame({column: typed[column] for column in used}))
    test = cut(how, typed[how.by] if how.by else None, y, alike, TEST_SHARE, SEED)
    train = {column: values[~test] for column, values in typed.items()}
    return leaks(train, found.columns, name, y[~test], goal.task, SEED)


def set_aside(found: Understood, which: Leaks, name: str) -> None:
    """Take out of use what is the target in other words.

    Raises:
        DataError: Nothing is left.
    """
    for column, reason in which.sure.items():
        each = found.columns[column]
        each.role, each.use, each.reason = "leak", False, reason
        found.why[column] += f"; set aside: it {reason}"
    for column, reason in which.asked.items():
        found.why[column] += f"; it {reason}: known before {name}?"
    if not any(each.use for each in found.columns.values()):
        said = ", ".join(which.sure)
        raise DataError(f"every column beside {name!r} says the target in other words: {said}")


def used_columns(found: Understood, name: str) -> None:
    """Refuse a table in which nothing can be learned from.

    Raises:
        DataError: Says what the columns are instead.
    """
    if not any(each.use for each in found.columns.values()):
        said = ", ".join(f"{c} ({each.role})" for c, each in list(found.columns.items())[:5])
        raise DataError(f"no column is left to learn from beside {name!r}: {said}")


def repeated(found: Understood, copies: int) -> tuple[dict[str, int], int]:
    """Return how many rows are the same as another, with their id and without it; the latter."""
    ids = [name for name, each in found.columns.items() if each.role == "id"]
    rest = [name for name in found.text if name not in ids]
    equal = int(found.text[rest].duplicated().sum())
    what = f"rows equal to another in every column{' but an id' if ids else ''}"
    return {
        "rows dropped for the id and cells of another": copies if ids else 0,
        what: equal,
    }, equal


def doubled(found: Understood) -> list[str]:
    """Return a question for columns that say the same in other words, as a sex and its code."""
    same: dict[Any, list[str]] = {}
    for name, each in found.columns.items():
        codes, levels = pd.factorize(found.values[name].typed)
        many = len(levels) > len(codes) / 2  # then they have to be the very same values
        if each.use:
            same.setdefault((codes.tobytes(), *(levels if many else ())), []).append(name)
    alike = [f"{', '.join(n[:-1])} and {n[-1]}" for n in same.values() if n[1:]]
    more = [f"{len(alike) - MOST_PAIRS} more groups of columns say the same: keep one of each?"]
    asks = [f"{names} say the same: keep one?" for names in alike[:MOST_PAIRS]]
    return asks + (more if len(alike) > MOST_PAIRS else [])


def who_somebody_is(found: Understood) -> list[str]:
    """Return a question for the columns in use that seem to say who somebody is."""
    used = {name: words_of(name) for name, each in found.columns.items() if each.use}
    if not any(words & WHO for words in used.values()):
        return []  # an age or a color alone may be that of a house
    said = ", ".join(name for name, words in used.items() if words & (WHO | WHO_BESIDE))
    return [f"{said}: {PERSON}, may a model use it, and does it err alike for each?"]


def later_than_today(found: Understood) -> list[str]:
    """Return a question for each column with dates that have not come yet."""
    today = pd.Timestamp(date.today())
    dates = {n: int((v.typed > today).sum()) for n, v in found.values.items() if v.kind == "date"}
    return [
        f"{n} has {counted(rows, 'dates')} after today: planned, or wrong?"
        for n, rows in dates.items()
        if rows
    ]


def source_of(path: Path, told: Told, decimal: str) -> Source:
    """Return what is written down of the file."""
    ending = "".join(path.suffixes[-2:]) if told.packed != "no" else path.suffix
    return Source(
        name=path.name.split(".")[0],
        file=f"{told.checksum[:16]}{ending.lower()}",
        rows=len(told.table),
        sampled_from=told.rows if told.sampled else 0,
        checksum=told.checksum,
        format=told.format,
        packed=told.packed,
        encoding=told.encoding,
        delimiter=told.delimiter,
        decimal=decimal,  # type: ignore[arg-type] # pydantic checks it
    )


def day_numbers(found: Understood) -> list[str]:
    """Return a question for each column called a date whose numbers are days since 1970."""
    asks = []
    for name, each in found.values.items():
        days = each.typed.dropna()
        if each.kind == "number" and "date" in words_of(name) and days.between(*DAYS).all():
            first, last = (pd.Timestamp(0) + pd.Timedelta(days=d) for d in (days.min(), days.max()))
            asks.append(
                f"{name} holds numbers: as days since 1970 they are {first:%Y-%m-%d} to "
                f"{last:%Y-%m-%d}. If so, write dates into the file, and split by time?"
            )
    return asks


def about_reading(told: Told) -> list[str]:
    """Return what has to be asked of how the file was read."""
    asks = []
    if told.encoding in {"cp1252", "latin-1"}:
        asks.append(
            f"read as {told.encoding}, which is a guess: are letters with accents right? "
            "If not, say which it is after `encoding`, or save it as UTF-8"
        )
    if told.sampled:
        asks.append(
            f"{len(told.table):,} of {told.rows:,} rows are used, drawn at random: are they enough?"
        )
    return asks


def profile(path: Path, wanted: Wanted) -> Profile:
    """Return everything that can be told from the file.

    Raises:
        DataError: Nothing can be learned from it, or it is no table.
    """
    told = read(path, guess=wanted.guess)
    text = told.table.drop(columns=ROW)
    name, decimal = target_name(wanted.target, [str(each) for each in text]), decimal_of(text)
    found = described(text, decimal)
    goal = target(name, found.values.pop(name), found.text[name], wanted.task)
    del found.columns[name], found.why[name]
    used_columns(found, name)
    how = chosen_split(wanted.split, found, goal)
    if how.split.how == "group":
        each = found.columns[str(how.split.by)]
        each.role, each.use = "group", False
    used_columns(found, name)
    which = looked_for(found, goal, name, how.split)
    set_aside(found, which, name)
    counts, equal = repeated(found, int(text.duplicated().sum()))
    counts["rows dropped without a target"] = int(goal.values.isna().sum())
    asks = [*kinds.hints(found.columns, found.values, goal.values), *how.asks, *goal.asks]
    asks += [f"{c} {why}: is it known before {name} is?" for c, why in which.asked.items()]
    asks += [*later_than_today(found), *day_numbers(found), *doubled(found), *about_reading(told)]
    asks += who_somebody_is(found)
    if equal > MANY_TWINS * len(found.text):
        asks.append("rows repeat others in every column: the same case twice, or alike by chance?")
    record: dict[str, Any] = {
        "source": source_of(path, told, decimal),
        "target": name,
        "task": goal.task,
        "positive": goal.positive,
        "metric": goal.metric,
        "split": how.split,
        "test_share": TEST_SHARE,
        "best_column": next(iter(which.strongest), ""),
        "columns": found.columns,
        "open": asks,
    }
    said = Suggested(
        metric=goal.metric,
        split=str(how.split),
        positive=goal.positive,
        roles={column: each.role for column, each in found.columns.items()},
    )
    reasons = {"task": goal.why, "split": how.why}
    own = Own(**record, suggested=said)
    return Profile(own, reasons, found.why, counts, which.asked, which.strongest)
