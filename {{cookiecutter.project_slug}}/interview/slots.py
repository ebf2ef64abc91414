"""Texts with slots: ``{chosen.cv.value:.3f}`` takes the number from the facts."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from typing import Any

from .records import lookup


class Slots(string.Formatter):
    """Python's own format syntax, with dotted paths for names and one more format, ``lower``."""

    def get_field(
        self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> tuple[Any, str]:
        """Look the whole path up at once; a part of it is no attribute."""
        return lookup(kwargs, field_name), field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        """Format as Python does; ``lower`` makes the first letter of a label small."""
        if format_spec != "lower":
            return str(format(value, format_spec))
        text = str(value)
        return text[:1].lower() + text[1:] if text[1:2].islower() else text


_SLOTS = Slots()


def fill(text: str, facts: Mapping[str, Any]) -> str:
    """Return ``text`` with its slots filled.

    Raises NotRecordedError when a slot names what the facts lack, ValueError when a format does not
    fit its value.
    """
    return _SLOTS.vformat(text, (), facts) if "{" in text else text


def paths(text: str) -> list[str]:
    """Return the paths that the slots of ``text`` name, in order."""
    return [name for _, name, _, _ in _SLOTS.parse(text) if name]
