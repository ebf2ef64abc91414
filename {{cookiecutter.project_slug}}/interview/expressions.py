"""Conditions over the facts: ``chosen.family == 'tree' and derived.gap > 0.1``.

Evaluated by simpleeval, which knows comparisons, arithmetic and the functions below, and nothing
that could touch the machine.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from simpleeval import EvalWithCompoundTypes, InvalidExpression, NameNotDefined

from .errors import InterviewError
from .records import NotRecordedError, Records, lookup

Found = Mapping[str, Any]


def _rows(records: Any) -> list[Any]:
    """Return records as a list, whether or not they are indexed by key."""
    return list(records.values() if isinstance(records, Records) else records)


def where(records: Any, **fields: Any) -> list[Any]:
    """Return the records whose fields have these values."""
    return [
        row
        for row in _rows(records)
        if all(name in row and row[name] == value for name, value in fields.items())
    ]


def without(records: Any, **fields: Any) -> list[Any]:
    """Return the records that do not have these values."""
    kept = where(records, **fields)
    return [row for row in _rows(records) if row not in kept]


def has(records: Any, **fields: Any) -> bool:
    """Say whether any record has these values."""
    return bool(where(records, **fields))


def count(records: Any, **fields: Any) -> int:
    """Return how many records have these values."""
    return len(where(records, **fields))


def first(records: Any, **fields: Any) -> Any:
    """Return the first record with these values; without one the question has no ground."""
    found = where(records, **fields)
    if not found:
        raise NotRecordedError(str(fields))
    return found[0]


def values(records: Any, path: str) -> list[Any]:
    """Return what each record has at ``path``, leaving out the records that lack it."""
    found = []
    for row in _rows(records):
        try:
            found.append(lookup(row, path))
        except NotRecordedError:
            continue
    return found


def _extreme(choose: Callable[..., Any], records: Any, path: str) -> Any:
    """Return the record with the largest or smallest number at ``path``."""
    able = [row for row in _rows(records) if values([row], path)]
    if not able:
        raise NotRecordedError(path)
    return choose(able, key=lambda row: lookup(row, path))


def top(records: Any, path: str) -> Any:
    """Return the record with the largest number at ``path``."""
    return _extreme(max, records, path)


def bottom(records: Any, path: str) -> Any:
    """Return the record with the smallest number at ``path``."""
    return _extreme(min, records, path)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{function.__name__: function for function in (abs, len, max, min, round, sum)},
    **{function.__name__: function for function in (math.sqrt, math.log, math.exp)},
    **{
        function.__name__: function
        for function in (bottom, count, first, has, top, values, where, without)
    },
}


class Evaluator(EvalWithCompoundTypes):
    """An evaluator for which ``a.b`` is the entry ``b`` of ``a``, never a method of a dict."""

    def _eval_attribute(self, node: ast.Attribute) -> Any:
        return lookup(self._eval(node.value), node.attr)


def evaluate(expression: str, facts: Found) -> Any:
    """Return the value of ``expression``.

    Raises NotRecordedError when it needs what the facts lack or has no value, InterviewError
    when it is not an expression that the kit understands.
    """

    def known(path: str) -> bool:
        try:
            lookup(facts, path)
        except NotRecordedError:
            return False
        return True

    functions = {**FUNCTIONS, "known": known}
    try:
        return Evaluator(names=dict(facts), functions=functions).eval(expression)
    except NotRecordedError:
        raise
    except (NameNotDefined, LookupError, ArithmeticError, ValueError) as error:
        raise NotRecordedError(expression) from error
    except (InvalidExpression, SyntaxError, TypeError) as error:
        raise InterviewError(f"cannot evaluate {expression!r}: {error}") from error


def _dotted(node: ast.AST) -> str | None:
    """Return ``a.b.c`` for an attribute chain, None for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = _dotted(node.value)
        return f"{base}.{node.attr}" if base else None
    return None


def paths(expressions: Iterable[str]) -> set[str]:
    """Return every dotted path that the expressions name."""
    found: set[str] = set()
    for expression in expressions:
        for node in ast.walk(ast.parse(expression, mode="eval")):
            path = _dotted(node)
            if path and path not in FUNCTIONS and path != "known":
                found.add(path)
    return found
