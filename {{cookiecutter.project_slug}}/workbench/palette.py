"""The few colors of plots and page, for light and for dark surroundings.

A plot is drawn in the light ones. On its own paper each has the contrast that WCAG 2.2 asks: 4.5 to
1 for text, 3 to 1 for marks. Grey and grid carry nothing that is not said otherwise.
"""

from typing import NamedTuple


class Color(NamedTuple):
    """A color by what it is for."""

    name: str
    light: str
    dark: str


COLORS = (
    Color("ink", "#1b1f24", "#e6edf3"),
    Color("soft", "#57606a", "#9da7b3"),
    Color("accent", "#0b63a5", "#6cb6ff"),
    Color("deep", "#0a3d62", "#cae8ff"),
    Color("pale", "#7a9cc6", "#4f86c6"),
    Color("grey", "#c9d1d9", "#4a535e"),
    Color("grid", "#e6e9ed", "#2a3038"),
    Color("paper", "#ffffff", "#0d1117"),
    Color("ground", "#f6f8fa", "#161b22"),
)
INK, SOFT, ACCENT, DEEP, PALE, GREY, GRID, *_ = (each.light for each in COLORS)


def darkened(svg: str) -> str:
    """Return a plot in the dark colors.

    >>> darkened("fill: #ffffff")
    'fill: #0d1117'
    """
    for each in COLORS:
        svg = svg.replace(each.light, each.dark)
    return svg


def themed(svg: str) -> str:
    """Return a plot whose colors are those of the page that it stands in.

    >>> themed("fill: #ffffff")
    'fill: var(--paper)'
    """
    for each in COLORS:
        svg = svg.replace(each.light, f"var(--{each.name})")
    return svg


def variables(theme: str) -> str:
    """Return the colors of a theme, ``light`` or ``dark``, as CSS variables."""
    return " ".join(f"--{each.name}: {getattr(each, theme)};" for each in COLORS)
