"""Typed text that wraps between words, which prompt_toolkit does only between letters."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.utils import get_cwidth


class Wrapped(NamedTuple):
    """A line as it is shown, and where each letter of it, and its end, have gone."""

    text: str
    places: list[int]


def wrapped(line: str, width: int, first: int, rest: int) -> Wrapped:
    """Fill each row with spaces where the next word would not fit into it.

    Args:
        line: What was typed.
        width: Columns of a row.
        first: Columns that the prompt takes in the first row.
        rest: Columns that are left free in the rows below.
    """
    shown: list[str] = []
    places: list[int] = []
    column, length = first, 0
    for place, letter in enumerate(line):
        if letter != " " and (place == 0 or line[place - 1] == " "):
            word = get_cwidth(line[place:].split(" ", 1)[0])
            if column + word > width and word <= width - rest:
                shown.append(" " * (width - column))
                column, length = width, length + width - column
        size = get_cwidth(letter)
        places.append(length)
        if letter == " " and column >= width:
            continue  # at the end of a row the space is the end of the row
        if column + size > width:
            column = rest
        shown.append(letter)
        column, length = column + size, length + 1
    text = "".join(shown)
    return Wrapped(text, [*places, len(text)])


class WordWrap(Processor):
    """Wraps what is typed behind a prompt of ``first`` columns between its words."""

    def __init__(self, first: int, rest: int):
        """Leave so many columns free in the first row and in those below it."""
        self.first, self.rest = first, rest

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Return a line with the spaces that move its words into the next row."""
        text = "".join(fragment[1] for fragment in transformation_input.fragments)
        first = self.first if transformation_input.lineno == 0 else self.rest
        line = wrapped(text, transformation_input.width, first, self.rest)
        return Transformation(
            [("", line.text)],
            source_to_display=lambda place: line.places[min(place, len(text))],
            display_to_source=lambda place: max(bisect_right(line.places, place) - 1, 0),
        )
