"""Nested facts, and how a dotted path leads through them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class Records(dict[str, Any]):
    """A list of records that can be told apart by their ``key``: ``models.ridge.cv``.

    Their place in the list finds them as well: ``models.0.cv``.
    """

    def __missing__(self, place: object) -> Any:
        """Return the record at a place."""
        try:
            return list(self.values())[int(str(place))]
        except (ValueError, IndexError) as error:
            raise KeyError(place) from error


class NotRecordedError(LookupError):
    """A path leads to nothing: the run did not record it, or the project has no such thing."""


def indexed(value: Any) -> Any:
    """Return ``value`` with every list of keyed records as Records, at any depth."""
    if isinstance(value, dict):
        return {key: indexed(inner) for key, inner in value.items()}
    if not isinstance(value, list):
        return value
    inner = [indexed(item) for item in value]
    if inner and all(isinstance(item, dict) and "key" in item for item in inner):
        return Records({item["key"]: item for item in inner})
    return inner


def lookup(facts: Any, path: str) -> Any:
    """Return what stands at a dotted path: ``models.ridge.cv.value`` or ``slices.0.level``.

    Raises NotRecordedError when nothing does.
    """
    value = facts
    for part in path.split("."):
        try:
            value = value[int(part)] if isinstance(value, list) else value[part]
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise NotRecordedError(path) from error
    return value


def numbers_in(value: Any, *, deep: bool = True) -> Iterator[float]:
    """Yield the numbers of a value, or of all that is nested in it."""
    if isinstance(value, dict | list) and deep:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from numbers_in(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)
