"""How the test set is cut: what the columns suggest, and the cut itself."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.model_selection import GroupShuffleSplit, train_test_split

from ..errors import DataError
from .names import BIRTH, HAPPENED, counted, words_of
from .panels import named_group, panel, years
from .records import FITTING, Column, Split
from .target import FEW_OF_CLASS
from .values import Values

__all__ = ["cut", "possible", "rarest", "strata", "thin"]

FEWEST_DATES = 3


class Suggestion(NamedTuple):
    """A split, why it fits, and what has to be asked before it can be trusted."""

    split: Split
    why: str
    asks: list[str]


def date_column(
    columns: dict[str, Column], table: dict[str, Values]
) -> tuple[str | None, list[str]]:
    """Return the column that says when a row happened, and what has to be asked."""
    dates = [
        name
        for name, each in columns.items()
        if each.role == "date"
        and table[name].typed.nunique() >= FEWEST_DATES
        and not words_of(name) & BIRTH
    ]
    sure = [name for name in dates if len(table[name].formats) == 1]
    asks = [
        f"{name}: day before month, or month before day? Until that is said it cuts nothing"
        for name in dates
        if name not in sure
    ]
    full = [name for name in sure if table[name].typed.notna().mean() > 0.95]
    if len(full) > 1:
        told = [name for name in full if words_of(name) & HAPPENED]
        asks.append(f"which date says when a row was known: {', '.join(full)}?")
        full = told[:1]
    return (full[0] if full else None), asks


def suggested(columns: dict[str, Column], table: dict[str, Values], task: str) -> Suggestion:
    """Return how to cut, why, and what has to be asked."""
    date, asks = date_column(columns, table)
    if when := years(table, columns):
        asks.append(
            f"does {' or '.join(when)} say when a row was known? If the model is used later, split "
            "by time"
        )
    rows, who = panel(table, columns), named_group(table, columns)
    if date:
        asks.append(f"{FITTING}rows after {date}? If not, split: {{how: random}}")
        if who:
            asks.append(f"{who} repeats: the same one may be in both parts of a split by time")
        why = f"{date} says when: the newest rows are the test set"
        return Suggestion(Split(how="time", by=date), why, asks)
    if rows or who:
        by = rows[0] if rows else str(who)
        over = f", once for each {rows[1]}" if rows else ""
        asks.append(f"{FITTING}a new {by}? If on the same ones later, split by time")
        why = f"{by} repeats{over}: no {by} is in both parts"
        return Suggestion(Split(how="group", by=by), why, asks)
    even = "by target decile" if task == "regression" else "each with its share of the classes"
    return Suggestion(Split(), f"no date, and nothing that repeats: at random, {even}", asks)


def strata(target: pd.Series) -> pd.Series:
    """Return what each part should have its share of: the classes, or the deciles of an amount."""
    if pd.api.types.is_float_dtype(target):
        return pd.qcut(target.rank(method="first"), 10, labels=False)
    return target


def newest(by: pd.Series, share: float, name: str) -> NDArray[np.bool_]:
    """Return which rows are the newest, in whole steps of ``by`` nearest to a share.

    Raises:
        DataError: All rows are of one time.
    """
    newer = by.value_counts(sort=False).sort_index()[::-1].cumsum() / len(by)
    cuts = newer[newer < 1]
    if cuts.empty:
        raise DataError(
            f"all rows are of one {name}, so none can be kept for later: split at random"
        )
    return np.asarray(by >= (cuts - share).abs().idxmin())


def at_random(target: pd.Series, twins: pd.Series, share: float, seed: int) -> NDArray[np.bool_]:
    """Return which rows are drawn, stratified; rows that are twins stay together."""
    first = ~twins.duplicated()
    even = strata(target[first])
    if even.nunique() > share * first.sum() or even.value_counts().min() < 2:
        return whole_groups(twins, share, seed)  # too few different rows to stratify
    chosen = train_test_split(twins[first], test_size=share, stratify=even, random_state=seed)[1]
    return np.asarray(twins.isin(chosen))


def whole_groups(by: pd.Series, share: float, seed: int) -> NDArray[np.bool_]:
    """Return which rows are drawn, so that each group is whole on one side."""
    splitter = GroupShuffleSplit(1, test_size=share, random_state=seed)
    chosen = np.zeros(len(by), bool)
    chosen[next(splitter.split(by, groups=by.astype(str)))[1]] = True
    return chosen


def lacking(target: pd.Series, test: NDArray[np.bool_]) -> tuple[str, str] | None:
    """Return a part of a split that has no row of a class, and that class; nothing if all have."""
    if not pd.api.types.is_float_dtype(target):
        for part, which in ((target[~test], "training"), (target[test], "test")):
            if missed := sorted(set(target.astype(str)) - set(part.astype(str))):
                return which, missed[0]
    return None


def rarest(target: pd.Series, classes: Sequence[str]) -> dict[str, Any]:
    """Return the class with the fewest rows and how many; nothing for an amount.

    >>> rarest(pd.Series([0.0, 1.0, 1.0]), ["yes", "no"])
    {'rarest': 'yes', 'of_rarest': 1}
    """
    if not classes:
        return {}
    counts = target.value_counts().reindex(range(len(classes)), fill_value=0)
    return {"rarest": str(classes[int(counts.argmin())]), "of_rarest": int(counts.min())}


def thin(
    how: Suggestion, table: dict[str, Values], target: pd.Series, share: float, seed: int
) -> Suggestion:
    """Return the suggestion, with a question if it leaves few test rows of a class."""
    if pd.api.types.is_float_dtype(target):
        return how
    if how.split.by is None:
        counts = (target.value_counts() * share).round().astype(int)
    else:
        by = table[how.split.by].typed
        known = target.notna() & by.notna()
        test = apart(how.split, by[known], share, seed)
        counts = target[known][test].value_counts().reindex(target.dropna().unique(), fill_value=0)
    name, rows = counts.idxmin(), int(counts.min())
    if rows >= FEW_OF_CLASS:
        return how
    better = "split another way" if how.split.by else "bring more rows of it"
    many = counted(rows, "test rows")
    asked = f"{many} of {name!r} will say little of it: {better}, or merge it with another class?"
    return how._replace(asks=[*how.asks, asked])


def apart(how: Split, by: pd.Series, share: float, seed: int) -> NDArray[np.bool_]:
    """Return which rows are the test set of a split by a column: the newest, or whole groups.

    Raises:
        DataError: All rows are of one time.
    """
    if how.how == "time":
        return newest(by, share, str(how.by))
    return whole_groups(by, share, seed)


def possible(
    how: Suggestion, table: dict[str, Values], target: pd.Series, share: float, seed: int
) -> Suggestion:
    """Return the suggestion, or one at random if a part of it would have no row of a class."""
    if how.split.by is None:
        return thin(how, table, target, share, seed)
    by = table[how.split.by].typed
    known = target.notna() & by.notna()
    test = apart(how.split, by[known], share, seed)
    if (gap := lacking(target[known], test)) is None:
        return thin(how, table, target, share, seed)
    asks = [each for each in how.asks if not each.startswith(FITTING)]
    asks.append(
        f"split {how.split} would leave the {gap[0]} part without {gap[1]!r}, so the split is at "
        f"random, and the score may be too kind: merge that class with another, and split "
        f"{how.split}?"
    )
    drawn = Suggestion(Split(), f"{how.split} would leave a part without {gap[1]!r}", asks)
    return thin(drawn, table, target, share, seed)


def cut(
    how: Split,
    by: pd.Series | None,
    target: pd.Series,
    twins: pd.Series,
    share: float,
    seed: int,
) -> NDArray[np.bool_]:
    """Return which rows are the test set, shape (n_rows,).

    Args:
        how: The split of the record.
        by: The column that it cuts by, if any.
        target: Numbers, or classes as text.
        twins: A number for each row; rows that are the same in every feature share it.
        share: Of the rows.
        seed: Of what is drawn.

    Raises:
        DataError: A part would be empty, or without one of the classes.
    """
    try:
        test = at_random(target, twins, share, seed) if by is None else apart(how, by, share, seed)
    except ValueError as error:
        raise DataError(f"split {how} cannot be cut: {str(error).splitlines()[0]}") from None
    if gap := lacking(target, test):
        raise DataError(
            f"split {how}: the {gap[0]} part has no row of class {gap[1]!r}; split another way, or "
            "merge the class with another"
        )
    return test
