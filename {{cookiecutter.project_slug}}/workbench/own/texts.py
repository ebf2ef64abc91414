"""A file of texts with labels: which column is read, which is the label, and what to ask.

Nothing is taken from the texts but counts: no word of them stands in the record.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..errors import DataError
from . import roles
from .profile import (
    TEST_SHARE,
    Profile,
    Understood,
    Wanted,
    about_reading,
    chosen_split,
    later_than_today,
    source_of,
    target_name,
)
from .reading import ROW, read
from .records import Column, Own, Suggested
from .target import LEAST_OF_CLASS, LEAST_ROWS, MOST_CLASSES, Target, labels_of, target
from .values import Values, decimal_of, said, understood

__all__ = ["plain"]

MOST_TEXTS = 30_000  # rows that are used: more would take very long
USUAL_LABELS = """
    label labels class category sentiment rating stars score topic target intent y
""".split()
LONG = 40  # characters, on average: a column of longer cells is words, whatever is in them
SENTENCE = 4  # words, on average, or signs of a script without spaces
DIFFERENT = 0.3  # of the cells: texts hardly repeat
STEP = re.compile(r"\s+|[\u3040-\u30ff\u3400-\u9fff]")
AGAIN = 5  # rows of the same level, on average: then a level may be what rows have in common
NO_WORD = re.compile(r"[\W\d_]+")


class Chosen(NamedTuple):
    """The column that is read, and others that hold sentences too."""

    name: str
    why: str
    others: list[str]


def plain(texts: pd.Series) -> pd.Series:
    """Return texts without case, digits, spaces and marks: two copies share what is left.

    >>> plain(pd.Series(["Order 12: sent!", "order 7 sent"])).tolist()
    ['ordersent', 'ordersent']
    """
    bare = texts.str.lower().str.replace(NO_WORD, "", regex=True)
    return bare.where(bare != "", texts)


def holds_texts(cells: pd.Series) -> bool:
    """Return whether the cells that say something are sentences, hardly two of them the same."""
    if cells.empty or cells.nunique() < DIFFERENT * len(cells):
        return False
    return bool(cells.head(2000).str.count(STEP.pattern).mean() + 1 >= SENTENCE)


def refuse_what_is_no_text(name: str, cells: pd.Series) -> None:
    """Refuse a column that was named, but holds no texts to learn from.

    Raises:
        DataError: Says what it holds, and which problem fits.
    """
    if cells.empty:
        raise DataError(
            f"the text column {name!r} is empty in every row: choose another with TEXT="
        )
    if (different := cells.nunique()) < LEAST_ROWS:
        raise DataError(
            f"the text column {name!r} has {different} different cells, and {LEAST_ROWS} texts are "
            "the least: if they are levels, generate a project with problem=own_classification"
        )


def text_column(name: str, text: pd.DataFrame, file: str) -> Chosen:
    """Return the column that is read: the one that was named, or the one with the longest texts.

    Raises:
        DataError: There is none, or it holds no texts.
    """
    cells = {str(each): said(text[each]) for each in text}
    lengths = {each: int(c.str.len().sum()) for each, c in cells.items() if holds_texts(c)}
    ordered = sorted(lengths, key=lambda each: -lengths[each])
    if name:
        chosen = target_name(name, list(cells))
        why = "chosen by hand"
    elif ordered:
        chosen, why = ordered[0], "sentences, hardly two of them the same"
    else:
        raise DataError(
            f"{file} has no column of texts, with several words in most cells: name it with TEXT=, "
            "or generate a project with problem=own_classification"
        )
    refuse_what_is_no_text(chosen, cells[chosen])
    found = cells[chosen]
    words = found.str.count(STEP.pattern).median() + 1
    why += f"; {found.nunique():,} different, half have {words:,.0f} words or more"
    return Chosen(chosen, why, [each for each in ordered if each != chosen])


def meaning(text: pd.Series, decimal: str) -> Values:
    """Return one column as it is understood; long cells are words, and are not looked into."""
    cells = said(text)
    if not cells.empty and cells.head(2000).str.len().mean() >= LONG:
        return Values("words", cells.reindex(text.index))
    return understood(text, decimal)


def can_be_label(values: Values, text: pd.Series) -> bool:
    """Return whether a column has few classes, each with enough rows."""
    if values.kind not in ("words", "number", "boolean"):
        return False
    counts = labels_of(values, text).dropna().value_counts()
    return 2 <= len(counts) <= MOST_CLASSES and counts.min() >= LEAST_OF_CLASS


def label_column(name: str | None, table: dict[str, Values], text: pd.DataFrame, file: str) -> str:
    """Return the column of labels: the one that was named, one with a usual name, or the last.

    Raises:
        DataError: None can be it.
    """
    if name is not None:
        return target_name(name, list(table))
    lower = {each.lower(): each for each in reversed(list(table))}
    if usual := [lower[each] for each in USUAL_LABELS if each in lower]:
        return usual[0]
    if fitting := [each for each, values in table.items() if can_be_label(values, text[each])]:
        return fitting[-1]
    raise DataError(
        f"{file} has no column that can be a label, with 2 to {MOST_CLASSES} classes of "
        f"{LEAST_OF_CLASS} rows or more: name it with LABEL="
    )


def counted(texts: pd.Series, labels: pd.Series) -> dict[str, int]:
    """Return how many rows say nothing, and how many repeat another."""
    known = texts[~texts.str.strip().eq("") & labels.notna()]
    bare = plain(known)
    differing = labels[known.index].groupby(bare).nunique()
    return {
        "rows dropped without a label": int(labels.isna().sum()),
        "rows dropped without a text": int((texts.str.strip().eq("") & labels.notna()).sum()),
        "texts equal to another but for case, digits and marks": int(bare.duplicated().sum()),
        "texts of these with different labels": int(
            bare.isin(differing.index[differing > 1]).sum()
        ),
    }


def questions(found: Understood, read_one: Chosen, goal: Target, label: str) -> list[str]:
    """Return what the file cannot say of texts and labels."""
    asks = [f"who gave each {label}, and did they see more than the text?"]
    asks += [
        f"{name} holds sentences too, and only {read_one.name} is read: join them in the file if "
        "both are known in time"
        for name in read_one.others
        if name in found.columns
    ]
    rows = len(found.text)
    asks += [
        f"{name} comes again in many rows: is the model used on a new {name}? Then split by group"
        for name, each in found.columns.items()
        if each.role in ("many_levels", "category")
        and LEAST_OF_CLASS < found.values[name].typed.nunique() <= rows / AGAIN
    ]
    if goal.values.dropna().value_counts(normalize=True).max() >= 0.9:
        asks.append(f"one {label} has 90% of the rows or more: are the others found often enough?")
    return asks


def profile(path: Path, wanted: Wanted) -> Profile:
    """Return everything that can be told from a file of texts.

    Raises:
        DataError: There is no text or no label in it, or nothing can be learned from them.
    """
    told = read(path, MOST_TEXTS, guess=wanted.guess)
    text, file = told.table.drop(columns=ROW), path.name
    decimal = decimal_of(text)
    body = text_column(wanted.text or "", text, file)
    rest = text.drop(columns=body.name)
    values = {str(name): meaning(rest[name], decimal) for name in rest}
    label = label_column(wanted.target, values, text, file)
    goal = target(label, values.pop(label), text[label], "classification", "label")
    guesses = {name: roles.guess(name, rest[name], each) for name, each in values.items()}
    columns = {name: each.column for name, each in guesses.items()}
    for each in columns.values():
        each.use = False
    found = Understood(rest, values, columns, {name: each.why for name, each in guesses.items()})
    how = chosen_split(wanted.split, found, goal)
    if how.split.how == "group":
        columns[str(how.split.by)].role = "group"
    asks = [*how.asks, *goal.asks, *questions(found, body, goal, label)]
    asks += [*later_than_today(found), *about_reading(told)]
    counts = counted(text[body.name], goal.values)
    if conflicting := counts["texts of these with different labels"]:
        asks.append(
            f"{conflicting} texts are equal but for digits and marks, and have different labels: "
            "which are right?"
        )
    own = Own(
        source=source_of(path, told, decimal),
        text=body.name,
        target=label,
        rows_are="texts",
        task=goal.task,
        positive=goal.positive,
        metric=goal.metric,
        split=how.split,
        test_share=TEST_SHARE,
        columns={body.name: Column(role="text", use=True), **columns},
        open=asks,
        suggested=Suggested(
            metric=goal.metric,
            split=str(how.split),
            positive=goal.positive,
            roles={body.name: "text", **{name: each.role for name, each in columns.items()}},
        ),
    )
    reasons = {
        "task": goal.why,
        "split": how.why.replace("at random", "at random, copies together"),
    }
    return Profile(own, reasons, {body.name: body.why, **found.why}, counts, {}, [])
