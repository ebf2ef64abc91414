"""Rows that belong together: a panel of somebody over time, or a key that comes again."""

import numpy as np
import pandas as pd

from .names import BESIDE, CALENDAR, REPEATING_ID, SOMEBODY, YEAR, words_of
from .records import Column
from .roles import UNIQUE
from .values import Values
from .values import whole_numbers as whole

PANEL_ROWS = 5000  # looked at for what repeats over time


def panel(table: dict[str, Values], columns: dict[str, Column]) -> tuple[str, str] | None:
    """Return the column that repeats over another one, such as a country over years.

    In a table of independent rows some pairs of two columns come twice by chance. Where hardly any
    does although many would, each row is one step of a longer story of what the first column names.
    """
    rows = max((len(each.typed) for each in table.values()), default=0)
    sample = np.sort(np.random.default_rng(0).permutation(rows)[:PANEL_ROWS])
    rows, whos, whens, codes = len(sample), {}, {}, {}
    for name, each in columns.items():
        values = table[name].typed.iloc[sample]
        if values.isna().any():
            continue
        codes[name] = pd.factorize(values)[0].astype(np.int64)
        sizes = np.bincount(codes[name])
        levels, shares = len(sizes), float(((sizes / rows) ** 2).sum())
        whole_steps = each.role in {"ordinal", "date"} or (
            each.role == "number" and whole(values) and levels <= 100
        )
        worded = each.role in {"category", "many_levels"}
        if 10 <= levels <= rows / 2 and (worded or (each.role == "number" and whole(values))):
            whos[name] = shares
        if whole_steps and 3 <= levels <= rows / 5:
            whens[name] = shares
    best = None
    called = {name: words_of(name) for name in codes}
    for who in [name for name in whos if not called[name] & CALENDAR][:60]:
        for when in [name for name in whens if not called[name] & SOMEBODY][:60]:
            if who == when:
                continue
            by_chance = rows * (rows - 1) / 2 * whos[who] * whens[when]
            if by_chance < 10:
                continue
            times = np.unique(codes[who] * rows + codes[when], return_counts=True)[1]
            found = float((times * (times - 1) / 2).sum())
            if found <= 0.02 * by_chance and (best is None or by_chance > best[0]):
                best = (by_chance, who, when)
    return None if best is None else (best[1], best[2])


def named_group(table: dict[str, Values], columns: dict[str, Column]) -> str | None:
    """Return the column whose name says that it names somebody, and whose values come again."""
    for name, each in columns.items():
        words, values = words_of(name), table[name].typed.dropna()
        levels = values.nunique()
        who = words & (SOMEBODY | REPEATING_ID)
        named = bool(who) and bool(words & REPEATING_ID or words <= SOMEBODY | BESIDE)
        if not named or each.role in {"boolean", "date", "constant", "text"} or levels < 10:
            continue
        if len(values) < len(table[name].typed) * 0.9 or levels >= UNIQUE * len(values):
            continue
        if each.role == "number" and not whole(values):
            continue
        return name
    return None


def years(table: dict[str, Values], columns: dict[str, Column]) -> list[str]:
    """Return the columns that look like the year of a row: a name that says so, 1900 to 2100."""
    found = []
    for name, each in columns.items():
        numbers = table[name].typed.dropna()
        named = each.role in {"number", "ordinal"} and words_of(name) & YEAR
        if (
            named
            and whole(numbers)
            and numbers.between(1900, 2100).all()
            and numbers.nunique() >= 3
        ):
            found.append(name)
    return found
