"""What is asked for: an amount, one of two classes or one of several, and the fitting metric."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import skew

from ..errors import DataError
from .names import counted, words_of
from .records import LARGER, Metric, Task
from .roles import plain_value
from .values import Values
from .values import whole_numbers as whole

LEAST_ROWS = 50  # with a target: a test set of ten and five folds of eight
FEW_OF_CLASS = 10  # in the test set: fewer say little of how well a class is found
LEAST_OF_CLASS = 10  # two in the test set, and one or more in each of five folds
MOST_CLASSES = 20
FEW_NUMBERS = 6  # whole numbers up to which a target is classes, unless somebody says otherwise
SKEWED = 1.0
RARE_OF_TWO = 0.35  # of the rows: below, ranking the rare ones is what counts
RARE = 0.5  # of an even share: a class below it would hardly count in a mean over rows
POSITIVE = set(
    """
    yes y true t 1 bad default defaulted churn churned left fraud spam positive died dead fail
    failed case sick disease malignant low abnormal late
    """.split()
)
NEVER_NEGATIVE = set(
    """
    price cost amount salary wage income revenue area age weight height distance duration count
    sales
    """.split()
)
OTHER = "generate a project with problem={} for it"


class Target(NamedTuple):
    """The task with its rows; ``values`` has NaN or None where the target is not known.

    ``positive`` is the class that is looked for, None for an amount or several classes.
    """

    task: Task
    metric: Metric
    values: pd.Series
    positive: str | int | float | None
    why: str
    asks: list[str]


def target(
    name: str, found: Values, text: pd.Series, task: Task | None, called: str = "target"
) -> Target:
    """Return what is asked for.

    Args:
        name: Of the target.
        found: Its values as they are understood.
        text: Its cells.
        task: What the project does; None if the target decides.
        called: What it is called in a message.

    Raises:
        DataError: The target is not known often enough, or does not fit the task.
    """
    known = found.typed.dropna()
    if known.empty:
        raise DataError(f"the {called} {name!r} is empty in every row: choose another column")
    if len(known) < LEAST_ROWS:
        raise DataError(
            f"{len(known)} of {counted(len(text), 'rows')} with a {called}: {LEAST_ROWS} is the "
            "least that a test set and five folds can be cut from"
        )
    if known.nunique() == 1:
        raise DataError(f"the {called} {name!r} is the same in every row: nothing to tell apart")
    if found.kind == "date":
        raise DataError(f"the {called} {name!r} is a date: make a number of days of it")
    number = found.kind == "number"
    few = whole(known) and known.nunique() <= FEW_NUMBERS if number else True
    wanted = task or ("classification" if few else "regression")
    if wanted == "regression":
        if not number:
            raise DataError(
                f"the {called} {name!r} is no amount, it has {known.nunique()} classes: "
                + OTHER.format("own_classification")
            )
        return amount(name, found)
    if number and not few and (known.nunique() > MOST_CLASSES or not whole(known)):
        raise DataError(
            f"the {called} {name!r} is an amount with {known.nunique()} different numbers, and no "
            "class: " + OTHER.format("own_regression")
        )
    return classes(name, found, text, called)


def amount(name: str, found: Values) -> Target:
    """Return a regression: on the log scale where that takes the skew away."""
    y, asks = found.typed, []
    known = y.dropna()
    crooked = float(skew(known, bias=False))
    logs = float(skew(np.log(known), bias=False)) if (known > 0).all() else np.inf
    if crooked > SKEWED and abs(logs) < abs(crooked):
        metric: Metric = "rmse_log"
        why = f"an amount above zero and skewed ({crooked:.1f}; {logs:.1f} on the log scale)"
    else:
        metric = "mae"
        below = "" if (known > 0).all() else ", not all above zero"
        why = f"an amount, skew {crooked:.1f}{below}"
    below_zero = int((known < 0).sum())
    if below_zero and (words_of(name) & NEVER_NEGATIVE or below_zero < 0.02 * len(known)):
        rows = counted(below_zero, "rows")
        asks.append(f"{name} is below zero in {rows}: is that right?")
    if whole(known) and known.min() >= 0 and known.nunique() <= MOST_CLASSES:
        asks.append(f"{name} has {known.nunique()} whole numbers: an amount, or classes?")
    return Target("regression", metric, y, None, why, asks)


def refuse_classes(name: str, counts: pd.Series, called: str) -> None:
    """Refuse classes that are too many or too small.

    Raises:
        DataError: Says which, and the way out.
    """
    if len(counts) > MOST_CLASSES:
        raise DataError(
            f"the {called} {name!r} is text with {len(counts)} levels, and {MOST_CLASSES} is the "
            f"most that is told apart: group them, or choose another {called}"
        )
    small = [(level, rows) for level, rows in counts.items() if rows < LEAST_OF_CLASS]
    if small:
        many = f"each of {len(small)} classes, such as " if small[1:] else "class "
        them, their = ("them with others", "their") if small[1:] else ("it with another", "its")
        raise DataError(
            f"the {called} {name!r} has fewer than {LEAST_OF_CLASS} rows of {many}"
            f"{str(small[-1][0])!r} ({small[-1][1]}): merge {them}, or take "
            f"{their} rows out"
        )


def labels_of(found: Values, text: pd.Series) -> pd.Series:
    """Return the class of each row as the file writes it; whole numbers without decimals."""
    if found.kind == "number":
        return found.typed.map(lambda value: f"{value:g}", na_action="ignore")
    return found.typed if found.kind == "words" else text.where(found.typed.notna())


def classes(name: str, found: Values, text: pd.Series, called: str) -> Target:
    """Return a classification; of two classes the rarer or the telling one is the positive.

    Raises:
        DataError: There are too many classes, or one has too few rows.
    """
    labels = labels_of(found, text)
    counts = labels.dropna().value_counts()
    refuse_classes(name, counts, called)
    asks = []
    if len(counts) > 2:
        if found.kind == "number":
            asks.append(f"{name} has {len(counts)} whole numbers: classes, or steps of a scale?")
        rarest = float(counts.min() / counts.sum())
        why = f"{len(counts)} classes, the rarest {rarest:.1%} of the rows"
        metric: Metric = "macro_f1" if rarest < RARE / len(counts) else "log_loss"
        return Target("classification", metric, labels, None, why, asks)
    telling = [level for level in counts.index if level.lower() in POSITIVE]
    positive = telling[0] if len(telling) == 1 else counts.index[-1]
    rate = float(counts[positive] / counts.sum())
    if rate > 0.5:
        asks.append(f"{positive!r} is the larger class ({rate:.0%}): {LARGER}")
    why = f"two classes, {positive!r} in {rate:.1%} of the rows"
    value = plain_value(positive)
    metric = "average_precision" if min(rate, 1 - rate) < RARE_OF_TWO else "log_loss"
    return Target("classification", metric, labels, value, why, asks)
