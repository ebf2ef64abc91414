"""What each column is for, from its values and its name; the target is not looked at here."""

from typing import NamedTuple

import pandas as pd

from . import names
from .personal import personal
from .records import NONE_EMPTY, UNKNOWN, Column
from .values import Values, said
from .values import whole_numbers as whole

MANY = 30  # levels: above, the rare ones share a column
FEW_STEPS = 10  # whole numbers in a row up to which they may be steps of a scale, or codes
SAME_LEVEL = 10  # rows that a level needs to be learned from
UNIQUE = 0.98  # of the cells: from there text or whole numbers may name rows
SENTENCE = 4  # words, on average
USED = {"number", "ordinal", "boolean", "category"}


def counter(numbers: pd.Series) -> bool:
    """Tell whether whole numbers, all different, count rows: nearly without holes, or in order."""
    span = numbers.max() - numbers.min() + 1
    dense = span <= 1.05 * len(numbers)
    start = numbers.min() in (0, 1)
    return bool(dense and (numbers.is_monotonic_increasing or start))


def number_role(name: str, numbers: pd.Series) -> tuple[str, str]:
    """Return the role of a column of numbers, and why."""
    levels = numbers.nunique()
    if not whole(numbers):
        return "number", f"{levels:,} different numbers"
    unique = levels >= UNIQUE * len(numbers)
    named = names.words_of(name) & names.ROW
    if unique and len(numbers) > FEW_STEPS and (counter(numbers) or named):
        why = "whole numbers, all different"
        return "id", f"{why}, that count rows" if counter(numbers) else f"{why}, called an id"
    if names.names_a_code(name) and levels > 2:
        return ("many_levels" if levels > MANY else "category"), "whole numbers with a code's name"
    if levels <= FEW_STEPS and numbers.max() - numbers.min() < 2 * FEW_STEPS:
        return "ordinal", f"{levels} whole numbers: a scale or a count, unless they are codes"
    return "number", f"{levels:,} different whole numbers"


def word_role(cells: pd.Series) -> tuple[str, str]:
    """Return the role of a column of words, and why."""
    counts = cells.value_counts()
    levels, n_words = len(counts), float(cells.str.count(r"\s+").mean() + 1)
    shares = levels / len(cells)
    long = n_words >= SENTENCE and shares >= 0.3
    if long or (cells.str.len().mean() >= 40 and shares >= 0.3):
        return "text", f"{n_words:.0f} words a cell, {levels:,} different cells"
    if shares >= UNIQUE and levels > FEW_STEPS:
        return "id", f"{levels:,} of {len(cells):,} cells differ"
    if levels <= MANY:
        return "category", f"{levels} levels"
    return "many_levels", f"{levels:,} levels, {(counts >= SAME_LEVEL).sum()} with 10 rows or more"


def learnable(cells: pd.Series) -> bool:
    """Tell whether at least half of the cells are in levels that are large enough."""
    counts = cells.value_counts()
    return bool(counts[counts >= SAME_LEVEL].sum() >= len(cells) / 2)


class Guess(NamedTuple):
    """A column as it is understood, and why."""

    column: Column
    why: str


def role_of(name: str, cells: pd.Series, values: Values) -> tuple[str, str]:
    """Return the role of a column, and why, from the cells that say something."""
    if values.kind == "empty":
        return "constant", "no cell says anything"
    if cells.nunique() == 1:
        return "constant", "one value"
    if values.kind == "boolean":
        return "boolean", "two answers"
    if values.kind == "date":
        ends = f"{cells.min():%Y-%m-%d} to {cells.max():%Y-%m-%d}"
        return "date", f"{cells.nunique():,} dates, {ends}"
    if values.kind == "number":
        return number_role(name, cells)
    role, why = word_role(cells)
    return ("text" if values.notes else role), why


def remarks(role: str, use: bool, gaps: float, values: Values) -> list[str]:
    """Return what else there is to say of a column."""
    found = [f"{'under 1%' if gaps < 0.005 else f'{gaps:.0%}'} empty"] if gaps else []
    found += values.notes
    if values.kind == "date" and len(values.formats) > 1:
        found.append(f"read as {values.formats[0]}, but {values.formats[1]} fits as well")
    if role == "many_levels" and not use:
        found.append("most levels have too few rows to learn from")
    if values.odd and values.kind == "number" and not values.codes:
        found.append(f"{names.counted(values.odd, 'cells')} without a number read as gaps")
    return found


def guess(name: str, text: pd.Series, values: Values) -> Guess:
    """Return what a column is for, before anything is known of the target and the split."""
    cells = values.typed.dropna()
    gaps = 1 - len(cells) / len(text)
    role, why = role_of(name, cells, values)
    reason = personal(name, said(text)) or "" if role not in ("constant", "boolean") else ""
    if reason:
        role, why = "personal", reason
    use = role in USED or (role == "many_levels" and learnable(cells.astype(str)))
    return Guess(
        Column(
            role=role,  # type: ignore[arg-type] # pydantic checks it
            use=use,
            missing_codes=[plain_value(code) for code in values.codes],
            date_format=values.formats[0] if role == "date" else None,
            says_yes=plain_value(values.formats[0]) if role == "boolean" else None,
            empty_means=UNKNOWN if gaps else NONE_EMPTY,
            reason=reason,
        ),
        "; ".join([why, *remarks(role, use, gaps, values)]),
    )


def plain_value(token: str) -> str | int | float:
    """Return a token as YAML would write it: a number where it is one."""
    try:
        number = float(token)
    except ValueError:
        return token
    return int(number) if number == int(number) else number
