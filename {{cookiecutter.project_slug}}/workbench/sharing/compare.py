"""Are two sets of results the same? Pure: numbers and texts in, what was found out.

Three answers: identical to the last digit, the same within the tolerance, or different. The
tolerances lie four orders above what another processor changed in such projects, and two below the
smallest change that another version of a library made.
"""

import csv
import io
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from ..seal import sha256

RELATIVE = 1e-6  # of a metric; of the range of a column of predictions
ABSOLUTE = 1e-9  # of a number that should be zero
ROUNDED = 1e-5  # of a number that came with six digits: the sixth may tip over
SHOWN = 1e-3  # of a fact: a document shows three digits of it
NOISE = 0.01  # of the interval of a fact, or of what stands beside it
OWN_TO_A_RUN = ("timings", "run.python", "run.versions")  # facts that may differ: seconds, versions


class Likeness(StrEnum):
    """How alike two results are."""

    IDENTICAL = "identical"
    SAME = "same"
    DIFFERENT = "different"


class Number(NamedTuple):
    """One number, as claimed and as it came out now."""

    name: str
    claimed: float
    got: float | None
    likeness: Likeness


class Predictions(NamedTuple):
    """All predictions: how many rows are equal, and how far off the worst of the others is."""

    rows: int
    equal: int
    flips: int  # rows in which a decision, a list or another exact column differs
    worst: float  # difference, as a share of the range of its column
    likeness: Likeness
    reason: str = ""


def worst_of(found: list[Likeness]) -> Likeness:
    """Return the least alike of several.

    >>> worst_of([Likeness.IDENTICAL, Likeness.SAME]).value
    'same'
    """
    return max(found, key=list(Likeness).index, default=Likeness.IDENTICAL)


def alike(claimed: Any, got: Any, relative: float = RELATIVE) -> Likeness:
    """Compare two values: floats within the tolerance, all else exactly.

    >>> [alike(0.5, each).value for each in (0.5, 0.5000001, 0.51, None)]
    ['identical', 'same', 'different', 'different']
    >>> alike(3, 4).value, alike("a", "a").value
    ('different', 'identical')
    """
    if type(claimed) is type(got) and claimed == got:
        return Likeness.IDENTICAL
    numbers = all(type(each) in (int, float) for each in (claimed, got))
    if not numbers or float not in (type(claimed), type(got)):
        return Likeness.DIFFERENT
    near = abs(claimed - got) <= max(ABSOLUTE, relative * abs(claimed))
    return Likeness.SAME if near else Likeness.DIFFERENT


def metrics(claimed: dict[str, Any], got: dict[str, Any]) -> list[Number]:
    """Compare metrics by name.

    Args:
        claimed: By name, ``value`` and ``tolerance``, as the claim holds them.
        got: The value of each now.
    """
    found = [
        Number(
            name,
            each["value"],
            got.get(name),
            alike(each["value"], got.get(name), each["tolerance"]),
        )
        for name, each in claimed.items()
    ]
    new = [name for name in got if name not in claimed]
    return found + [Number(name, float("nan"), got[name], Likeness.DIFFERENT) for name in new]


def table(text: str) -> tuple[list[str], list[list[str]]]:
    """Return the header and the columns of a CSV."""
    header, *rows = list(csv.reader(io.StringIO(text))) or [[]]
    return header, [list(column) for column in zip(*rows, strict=True)]


def is_measured(column: list[str]) -> bool:
    """Return whether a column holds measured numbers; counts, names and lists are exact.

    >>> is_measured(["0.5", "1e-05"]), is_measured(["1", "0"]), is_measured(["a b", "1.5"])
    (True, False, False)
    """
    try:
        [float(each) for each in column]
    except ValueError:
        return False
    return any(mark in each for each in column for mark in ".en")


def shares(claimed: list[str], got: list[str]) -> list[float]:
    """Return how far apart each pair of numbers is, as a share of the range of the claimed."""
    ours, theirs = [float(each) for each in claimed], [float(each) for each in got]
    reach = (max(ours) - min(ours)) or 1.0
    return [
        0.0 if a == b else (abs(a - b) / reach if abs(a - b) < float("inf") else float("inf"))
        for a, b in zip(ours, theirs, strict=True)
    ]


def predictions(claimed: str, got: str) -> Predictions:
    """Compare two files of predictions: the same rows in the same order, cell by cell.

    The first column names a row, unless it is measured: private predictions are in no row's order.
    """
    try:
        (header, ours), (other, theirs) = table(claimed), table(got)
    except ValueError:
        return Predictions(0, 0, 0, 0.0, Likeness.DIFFERENT, "a row has too many or too few cells")
    rows = len(ours[0]) if ours else 0
    key = 0 if ours and is_measured(ours[0]) else 1
    if header != other or rows != (len(theirs[0]) if theirs else 0) or ours[:key] != theirs[:key]:
        return Predictions(rows, 0, 0, 0.0, Likeness.DIFFERENT, "other rows or columns")
    flipped, differs, worst = set[int](), set[int](), 0.0
    for here, there in zip(ours[key:], theirs[key:], strict=True):
        unequal = {
            row for row, pair in enumerate(zip(here, there, strict=True)) if len({*pair}) > 1
        }
        differs |= unequal
        if is_measured(here) and is_measured(there):
            worst = max([worst, *shares(here, there)])
        else:
            flipped |= unequal
    near = Likeness.SAME if worst <= RELATIVE else Likeness.DIFFERENT
    likeness = Likeness.DIFFERENT if flipped else near if differs else Likeness.IDENTICAL
    return Predictions(rows, rows - len(differs), len(flipped), worst, likeness)


def unseen(fingerprint: str, got: str) -> Predictions:
    """Compare predictions with those of which only the fingerprint is published."""
    rows = max(0, len(got.splitlines()) - 1)
    if sha256(got.encode()) == fingerprint:
        return Predictions(rows, rows, 0, 0.0, Likeness.IDENTICAL)
    reason = "not those of the claim, which are private: nobody here can tell how far they are off"
    return Predictions(rows, 0, 0, 0.0, Likeness.DIFFERENT, reason)


def widths(node: dict[str, Any]) -> list[float]:
    """Return how wide the intervals are that a fact has itself, or that stand right below it."""
    near = [node, *(each for each in node.values() if isinstance(each, dict))]
    return [each["high"] - each["low"] for each in near if {"value", "low", "high"} <= set(each)]


def leaves(node: Any, path: str = "", wide: float = 0.0) -> Iterator[tuple[str, Any, float]]:
    """Yield every value of nested facts with its path and the width of the nearest interval.

    >>> list(leaves({"a": {"value": 2, "low": 1, "high": 4}, "c": [5]}))
    [('a.value', 2, 3), ('a.low', 1, 3), ('a.high', 4, 3), ('c.0', 5, 3)]
    """
    if isinstance(node, dict):
        wide = max(widths(node), default=wide)
    if isinstance(node, dict | list):
        for key, each in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(each, f"{path}.{key}" if path else str(key), wide)
    else:
        yield path, node, wide


def fact(claimed: Any, got: Any, wide: float) -> Likeness:
    """Compare one fact: a measured number may move by far less than its own interval.

    The metrics are held to their digits; this is for all else that a document says, down to the
    fifth candidate's third digit.
    """
    found = alike(claimed, got, SHOWN)
    measured = all(type(each) is float for each in (claimed, got))
    if found is Likeness.DIFFERENT and measured and abs(claimed - got) <= NOISE * wide:
        return Likeness.SAME
    return found


def facts(claimed: Any, got: Any) -> dict[str, Likeness]:
    """Compare every fact that the documents may use, by its path, without what is a run's own."""

    def kept(node: Any) -> dict[str, tuple[Any, float]]:
        found = {path: (each, wide) for path, each, wide in leaves(node)}
        return {path: each for path, each in found.items() if not path.startswith(OWN_TO_A_RUN)}

    ours, theirs, gone = kept(claimed), kept(got), (None, 0.0)
    return {
        path: fact(ours.get(path, gone)[0], theirs.get(path, gone)[0], ours.get(path, gone)[1])
        for path in {**ours, **theirs}
    }
