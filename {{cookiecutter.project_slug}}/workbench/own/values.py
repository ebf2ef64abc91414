"""What the text of a column stands for: numbers, dates, answers or words, and what says nothing.

Nothing is guessed cell by cell: a column is of one kind, and what does not fit is counted.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from .names import counted

__all__ = ["said"]

Kind = Literal["empty", "number", "date", "boolean", "words"]

ALWAYS_MISSING = {"", "na", "n/a", "nan", "null", "<na>", "#n/a", "nat", "#null!", "#div/0!"}
MARKS = {"?", "-", "--", "---", ".", "..", "*", "_", "n.a."}  # say nothing among words, too
YES_NO = [("yes", "no"), ("y", "n"), ("true", "false"), ("t", "f"), ("on", "off"), ("1", "0")]
FITS = 0.95  # of the cells: from there a column is numbers, and the other cells are gaps
DATED = 0.99
OFTEN = 3  # times: a word among numbers that is rarer is no code, and not written down
LONGEST_NUMBER = 15  # digits that a float keeps; longer ones are names
SENTINELS = {-9, -99, -999, -9999, -99999, -98, -998, -1}  # where nothing else is below zero
HIGH_SENTINELS = (99, 999, 9999, 99999, 999999, 9999999)  # and far above all others

NUMBER = {
    ".": re.compile(r"[+-]?((\d+|\d{1,3}([, '\u00a0\u202f]\d{3})+)(\.\d*)?|\.\d+)([eE][+-]?\d+)?"),
    ",": re.compile(r"[+-]?((\d+|\d{1,3}([. '\u00a0\u202f]\d{3})+)(,\d*)?|,\d+)([eE][+-]?\d+)?"),
}
AROUND = re.compile(r"^[$€£¥]\s?|\s?(%|[$€£¥]|USD|EUR|GBP)$")
INFINITE = re.compile(r"[+-]?inf(inity)?", re.IGNORECASE)
DAY_IN_DIGITS = re.compile(r"^(?:19|20)\d{6}$")
EPOCH, EPOCH_NAME = "seconds since 1970", re.compile(r"time|stamp|epoch|^ts$", re.IGNORECASE)
LONGEST_DATE = 40  # characters
DATE_LIKE = re.compile(r"\d.*[-/. :T].*\d|[A-Za-z]{3}.*\d|\d.*[A-Za-z]{3}")
COMMON_FORMATS = """
    ISO8601 | %Y/%m/%d | %d/%m/%Y | %m/%d/%Y | %d.%m.%Y | %d-%m-%Y | %m-%d-%Y | %d/%m/%y | %m/%d/%y
    | %b-%Y | %b %Y | %d-%b-%Y | %d %b %Y | %d-%b-%y | %b %d, %Y | %B %d, %Y | %Y/%m/%d %H:%M:%S
    | %d/%m/%Y %H:%M | %m/%d/%Y %H:%M | %d/%m/%Y %H:%M:%S | %m/%d/%Y %H:%M:%S | %d.%m.%Y %H:%M
"""
FORMATS = [each.strip() for each in COMMON_FORMATS.split("|")]
EARLIEST, LATEST = pd.Timestamp("1800-01-01"), pd.Timestamp("2200-01-01")


class Values(NamedTuple):
    """One column as it is understood; ``typed`` has NaN, NaT or None where nothing is said."""

    kind: Kind
    typed: pd.Series
    codes: Sequence[str] = ()  # what stands for a gap, beside an empty cell
    formats: Sequence[str] = ()  # of dates: more than one when they cannot be told apart
    odd: int = 0  # cells that do not fit the kind, now gaps
    notes: Sequence[str] = ()


def said(text: pd.Series) -> pd.Series:
    """Return the cells that say something."""
    return text[~text.str.lower().isin(ALWAYS_MISSING)]


def is_code(token: str) -> bool:
    """Tell whether digits are a name, not a quantity: 007, or more than a float keeps."""
    digits = token.lstrip("+-")
    return digits.isdigit() and (
        (len(digits) > 1 and digits[0] == "0") or len(digits) > LONGEST_NUMBER
    )


def number_of(token: str, decimal: str) -> float:
    """Return the number that a text stands for, or NaN; infinity is no number."""
    bare = AROUND.sub("", token.strip())
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1]}"
    if not NUMBER[decimal].fullmatch(bare):
        return float("nan")
    separators = ", '\u00a0\u202f" if decimal == "." else ". '\u00a0\u202f"
    plain = bare.translate({ord(c): None for c in separators}).replace(decimal, ".")
    return float(plain)


def sentinels(numbers: pd.Series) -> list[float]:
    """Return the numbers below zero that stand for a gap: alone there, round nines, and repeated.

    A high one such as 9999 may be real, so it is only asked about (``high_sentinels``).
    """
    low = numbers[numbers < 0]
    found = [float(each) for each in low.unique()]
    rest = numbers[numbers >= 0]
    suspects = all(each in SENTINELS for each in found) and len(rest) > len(low)
    if not found or not suspects or len(low) < 2:
        return []
    if found == [-1.0] or (-1.0 in found and rest.nunique() < 3):
        return []  # may be a real answer: asked about
    return found


def high_sentinels(numbers: pd.Series) -> list[float]:
    """Return the nines far above all other numbers, which may stand for a gap."""
    top = [each for each in HIGH_SENTINELS for found in [(numbers == each).sum()] if found >= 2]
    return [
        float(each)
        for each in top
        if (numbers[~numbers.isin(top)].max() if (~numbers.isin(top)).any() else each) < each / 3
    ]


def as_numbers(cells: pd.Series, decimal: str) -> Values | None:
    """Return the column as numbers, or None when it is none."""
    tokens = cells.unique()
    if any(is_code(token) for token in tokens):
        return None
    infinite = {token for token in tokens if INFINITE.fullmatch(token)}
    found = {token: number_of(token, decimal) for token in tokens}
    numbers = cells.map(found)
    fits = float((numbers.notna() | cells.isin(infinite)).mean())
    if fits < FITS:
        return None
    unread = cells[numbers.isna()]
    times = unread[~unread.isin(infinite)].value_counts()
    words = sorted(times.index[times >= OFTEN]) if (times >= OFTEN).all() else []
    notes = []
    if infinite:
        notes.append(f"{counted(int(cells.isin(infinite).sum()), 'infinite cells')} read as gaps")
    codes = words if len(words) <= 3 else []
    low = sentinels(numbers.dropna())
    numbers = numbers.mask(numbers.isin(low))
    codes += [f"{each:g}" for each in low]
    if high := high_sentinels(numbers.dropna()):
        notes.append(f"{', '.join(f'{each:g}' for each in high)} may stand for a gap")
    if (numbers == -1).sum() >= 2 and (numbers.dropna() >= -1).all():
        notes.append("-1 may stand for a gap")
    if any(AROUND.search(token) for token in tokens):
        notes.append("a sign such as $ or % was taken off")
    return Values("number", numbers, codes, [], len(unread), notes)


def as_dates(cells: pd.Series, formats: list[str], shape: re.Pattern[str]) -> Values | None:
    """Return the column as dates, or None when it is none; more formats than one are kept."""
    tokens = pd.Series(cells.unique())
    if tokens.str.contains(shape).mean() < DATED or tokens.str.len().max() > LONGEST_DATE:
        return None
    parsed = {}
    for how in formats:
        dates = pd.to_datetime(tokens, format=how, errors="coerce", utc=True).dt.tz_localize(None)
        dates = dates.where((dates > EARLIEST) & (dates < LATEST))
        if dates.notna().any():
            parsed[how] = dates
    fitting = [how for how, dates in parsed.items() if dates.notna().mean() >= DATED]
    if fitting:
        fitting = fitting[:1] if fitting[0] == "ISO8601" else fitting
        different = [h for h in fitting if not parsed[h].equals(parsed[fitting[0]])]
        lookup = dict(zip(tokens, parsed[fitting[0]], strict=True))
        typed = cells.map(lookup)
        return Values("date", typed, [], [fitting[0], *different], int(typed.isna().sum()))
    if parsed and pd.concat(parsed, axis=1).notna().any(axis=1).mean() >= DATED:
        forms = [how for how, dates in parsed.items() if dates.notna().mean() > 0.01]
        note = f"dates in mixed forms ({', '.join(forms[:3])}): write them in one"
        return Values("words", cells, [], [], 0, [note])
    return None


def as_boolean(cells: pd.Series) -> Values | None:
    """Return the column as 1 and 0, or None unless it says yes and no in one of the usual ways."""
    levels = set(cells.str.lower().str.replace(r"\.0+$", "", regex=True).unique())
    for yes, no in YES_NO:
        if levels == {yes, no}:
            low = cells.str.lower().str.replace(r"\.0+$", "", regex=True)
            return Values("boolean", (low == yes).astype(float), [], [yes])
    return None


def whole_numbers(numbers: pd.Series) -> bool:
    """Tell whether all numbers are whole."""
    return bool((numbers == numbers.round()).all())


def as_epoch(cells: pd.Series) -> Values | None:
    """Return a column called a time, of seconds since 1970, as dates, or None when it is none."""
    if not EPOCH_NAME.search(str(cells.name)) or not cells.str.fullmatch(r"\d{9,10}").all():
        return None
    typed = pd.to_datetime(cells.astype("int64"), unit="s")
    return Values("date", typed, [], [EPOCH]) if (typed < LATEST).all() else None


def understood(text: pd.Series, decimal: str) -> Values:
    """Return one column as it is understood."""
    cells = said(text)
    if cells.empty:
        return Values("empty", pd.Series(np.nan, text.index))
    marks = [token for token in cells.unique() if token in MARKS]
    worded = cells[~cells.isin(marks)]
    if worded.empty:
        return Values("empty", pd.Series(np.nan, text.index), marks)
    found = (
        as_boolean(worded)
        or as_dates(worded, ["%Y%m%d"], DAY_IN_DIGITS)
        or as_epoch(worded)
        or as_numbers(worded, decimal)
        or as_dates(worded, FORMATS, DATE_LIKE)
        or Values("words", worded)
    )
    typed = found.typed.reindex(text.index)
    return found._replace(typed=typed, codes=[*marks, *found.codes])


DECIMAL_COMMA = re.compile(
    r"[+-]?(\d+|\d{1,3}(\.\d{3})+),(\d{1,2}|\d{4,})|[+-]?\d{1,3}(\.\d{3})+,\d+"
)
DECIMAL_POINT = re.compile(
    r"[+-]?(\d+|\d{1,3}(,\d{3})+)\.(\d{1,2}|\d{4,})|[+-]?\d{1,3}(,\d{3})+\.\d+"
)


def decimal_of(table: pd.DataFrame) -> str:
    """Return the decimal mark of the table.

    Three digits after a mark may be thousands, so only cells with another number of digits tell.
    """
    bare = table.head(500).map(lambda cell: AROUND.sub("", cell))

    def told(form: re.Pattern[str]) -> int:
        return int(bare.map(lambda cell: bool(form.fullmatch(cell))).to_numpy().sum())

    return "," if told(DECIMAL_COMMA) > told(DECIMAL_POINT) else "."
