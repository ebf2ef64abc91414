"""What the report asks of the template engine: plots that stand in a page, and text as HTML."""

import re
from collections.abc import Sequence
from html import unescape

from markupsafe import Markup, escape

from .. import palette
from ..files import PLOTS, existing

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
AXES = re.compile(r"<dc:description>(.*?)</dc:description>", re.DOTALL)
METADATA = re.compile(r"<title>.*?</metadata>", re.DOTALL)
ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
CELL = re.compile(r"<(t[hd])(?=[ >])")
ROLES = {"th": "rowheader", "td": "cell"}
NAME = re.compile(r'(\bid="|url\(#|xlink:href="#)')


def drawn(plot: str) -> str:
    """Return the SVG of a plot."""
    return existing(PLOTS / f"{plot}.svg", "evaluate").read_text(encoding="utf-8")


def finding(plot: str) -> str:
    """Return the title of a plot, which says what it shows."""
    found = TITLE.search(drawn(plot))
    return unescape(found[1]) if found else plot


def inline(plot: str) -> Markup:
    """Return a plot as SVG that can stand in a page, in the page's colors.

    To a screen reader it is one image, told by its title and its axes. The ids in it get the plot's
    name in front, since a page has several plots.
    """
    svg = drawn(plot)
    axes = AXES.search(svg)
    label = escape(f"{finding(plot)}. {unescape(axes[1]) if axes else ''}".rstrip(" ."))
    body = METADATA.sub("", svg[svg.index("<svg") :])
    body = NAME.sub(lambda start: f"{start[1]}{plot}-", palette.themed(body))
    return Markup(body.replace("<svg", f'<svg role="img" aria-label="{label}"', 1))


def labeled(rows: str, heads: Sequence[str]) -> Markup:
    """Return the rows of a table whose cells know the head of their column.

    A phone shows the cells of a row one under another, each with its head, so no column is lost.
    The roles say that it is a table still.

    >>> labeled("<tr><td>1</td></tr>", ["rows"])
    Markup('<tr role="row"><td role="cell" data-label="rows">1</td></tr>')
    """

    def row(found: re.Match[str]) -> str:
        left = iter(heads)

        def cell(tag: re.Match[str]) -> str:
            return f'<{tag[1]} role="{ROLES[tag[1]]}" data-label="{escape(next(left, ""))}"'

        return CELL.sub(cell, found[0]).replace("<tr>", '<tr role="row">', 1)

    return Markup(ROW.sub(row, str(rows)))


def every_plot() -> list[str]:
    """Return the names of all plots of the run, without the dark copies."""
    names = (path.stem for path in PLOTS.glob("*.svg"))
    return sorted(name for name in names if not name.endswith("-dark"))


def prose(text: str) -> Markup:
    r"""Return a paragraph of Markdown as HTML: its bold words and its code.

    >>> prose("It is **not** A & B.\n")
    Markup('It is <strong>not</strong> A &amp; B.')
    """
    bold = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", str(escape(text.strip())))
    return Markup(re.sub(r"`(.+?)`", r"<code>\1</code>", bold))
