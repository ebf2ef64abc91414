"""One hidden check: a call, the right answer, and what to say when they differ."""

from __future__ import annotations

import copy
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from .places import raised

SHOWN = 24  # numbers of an array that are shown; of a larger one its shape is said
FEW = 6  # rows of a table that are shown
WIDTH = 70  # characters of any other value


@dataclass(frozen=True)
class Case:
    """One call, and what its answer must be: a value, an error, or what a judge accepts."""

    function: str
    given: Mapping[str, Any]
    expected: Any = None
    judge: Callable[[Any], str] | None = None  # for answers of which many are right: "" or a fault
    raises: type[Exception] | None = None
    close: float = 1e-8  # relative, and absolute near zero
    more: Sequence[Mapping[str, Any]] = ()  # further calls; the judge then gets a list of answers


def show(value: object) -> str:
    """Return a value as it fits into a sentence."""
    if callable(value):
        return getattr(value, "__name__", "a function")
    if isinstance(value, np.ndarray):
        if value.size > SHOWN:
            return f"<array of shape {value.shape}>"
        text = np.array2string(value, precision=4, separator=", ", max_line_width=1000)
        return re.sub(r"\s+", " ", text).replace("[ ", "[")
    if hasattr(value, "to_dict") and hasattr(value, "index"):  # a table of pandas
        cells = value.to_dict("list") if hasattr(value, "columns") else value.to_dict()
        kind = type(value).__name__
        rows = len(value.index)
        return f"{kind}({cells})" if rows <= FEW else f"<{kind} of {rows} rows>"
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, tuple) and any(isinstance(part, np.ndarray) for part in value):
        return f"({', '.join(show(part) for part in value)})"
    text = f"{value:.6g}" if isinstance(value, float) else repr(value)
    long = f"<{type(value).__name__} of {len(value)}>" if hasattr(value, "__len__") else text
    return text if len(text) <= WIDTH else long


def difference(answer: object, expected: object, close: float) -> str:
    """Say how an answer differs from the right one, "" when it does not."""
    if answer is None and expected is not None:
        return "gave None: is a return missing?"
    if isinstance(expected, tuple) and any(np.ndim(part) for part in expected):
        return _in_parts(answer, expected, close)
    if expected is None:
        return "" if answer is None else f"gave {show(answer)}, right is None"
    return _in_numbers(answer, np.asarray(expected), close)


def _in_parts(answer: object, expected: tuple[Any, ...], close: float) -> str:
    """Compare an answer of several parts, one by one."""
    if not isinstance(answer, tuple | list) or len(answer) != len(expected):
        return f"gave {show(answer)}, but the answer has {len(expected)} parts"
    for number, (ours, right) in enumerate(zip(answer, expected, strict=True), start=1):
        if fault := difference(ours, right, close):
            return f"{fault} (part {number} of the answer)"
    return ""


def _in_numbers(answer: object, expected: np.ndarray, close: float) -> str:
    """Compare numbers, or words, of any shape; name the first place of a large array."""
    found = np.asarray(answer)
    if found.shape != expected.shape:
        return f"gave {show(answer)} of shape {found.shape}, right is the shape {expected.shape}"
    if found.dtype.kind not in "biuf" or expected.dtype.kind not in "biuf":
        same = found == expected
    else:
        same = np.isclose(found, expected, rtol=close, atol=close)
    if np.all(same):
        return ""
    if expected.size <= SHOWN:
        return f"gave {show(found)}, right is {show(expected)}"
    place = tuple(int(index) for index in np.argwhere(~same)[0])
    at = ", ".join(map(str, place))
    return f"gave {show(found[place])} at [{at}], right is {show(expected[place])}"


def equal(one: Any, other: Any) -> bool:
    """Say whether two values are the same to the last bit, arrays within lists included."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(equal, one, other))
    if hasattr(one, "equals"):  # a table of pandas
        return bool(one.equals(other) and one.index.equals(other.index))
    return repr(one) == repr(other) if np.ndim(one) == 0 else np.array_equal(one, other)


def call(case: Case) -> str:
    """Return a call as it would be typed, large values by their shape."""
    return f"{case.function}({', '.join(f'{k}={show(v)}' for k, v in case.given.items())})"


def failure(case: Case, module: ModuleType) -> str:
    """Make one call and say in one sentence what is wrong with it, "" when nothing is."""
    given = copy.deepcopy(dict(case.given))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            answer = getattr(module, case.function)(**given)
            if case.more:
                rest = [getattr(module, case.function)(**copy.deepcopy(each)) for each in case.more]
                answer = [answer, *rest]
    except (Exception, SystemExit) as error:
        fine = case.raises is not None and isinstance(error, case.raises)
        wanted = f" where {case.raises.__name__} is right" if case.raises else ""
        return "" if fine else f"{call(case)} raised {raised(error, module.__file__)}{wanted}."
    if case.raises:
        return f"{call(case)} gave {show(answer)}, right is to raise {case.raises.__name__}."
    if name := next((name for name in given if not equal(given[name], case.given[name])), ""):
        return f"{call(case)} changes {name}, which belongs to the caller: work on a copy."
    fault = _judged(case, answer)
    return f"{call(case)} {fault}." if fault else ""


def _judged(case: Case, answer: object) -> str:
    """Say what is wrong with an answer, also when it is of a kind that the judge cannot read."""
    try:
        if case.judge:
            return case.judge(answer)
        return difference(answer, case.expected, case.close)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError):
        return f"gave {show(answer)}, which is not what the task says it returns"
