"""The few colours of plots and page, for light and for dark surroundings.

A plot is drawn in the light ones. On its own paper each has the contrast that WCAG 2.2 asks: 4.5 to
1 for text, 3 to 1 for marks. Grey and grid carry nothing that is not said otherwise.
"""

from typing import NamedTuple


class Colour(NamedTuple):
    """A colour by what it is for."""

    name: str
    light: str
    dark: str


COLOURS = (
    Colour("ink", "#1b1f24", "#e6edf3"),
    Colour("soft", "#57606a", "#9da7b3"),
    Colour("accent", "#0b63a5", "#6cb6ff"),
    Colour("deep", "#0a3d62", "#cae8ff"),
    Colour("pale", "#7a9cc6", "#4f86c6"),
    Colour("grey", "#c9d1d9", "#4a535e"),
    Colour("grid", "#e6e9ed", "#2a3038"),
    Colour("paper", "#ffffff", "#0d1117"),
    Colour("ground", "#f6f8fa", "#161b22"),
)
INK, SOFT, ACCENT, DEEP, PALE, GREY, GRID, *_ = (each.light for each in COLOURS)


def darkened(svg: str) -> str:
    """Return a plot in the dark colours.

    >>> darkened("fill: #ffffff")
    'fill: #0d1117'
    """
    for each in COLOURS:
        svg = svg.replace(each.light, each.dark)
    return svg


def themed(svg: str) -> str:
    """Return a plot whose colours are those of the page that it stands in.

    >>> themed("fill: #ffffff")
    'fill: var(--paper)'
    """
    for each in COLOURS:
        svg = svg.replace(each.light, f"var(--{each.name})")
    return svg


def variables(theme: str) -> str:
    """Return the colours of a theme, ``light`` or ``dark``, as CSS variables."""
    return " ".join(f"--{each.name}: {getattr(each, theme)};" for each in COLOURS)
