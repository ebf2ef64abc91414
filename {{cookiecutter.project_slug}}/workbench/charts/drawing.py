"""How every plot looks, and how it is saved so that the same data gives the same bytes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import fill
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..files import PLOTS, save, save_text
from .palette import GRID, INK, SOFT, darkened

LETTERS_AN_INCH = 9.5  # of a title
STYLE: Any = {
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.grid": True,
    "grid.color": GRID,
    "font.size": 11,
    "svg.fonttype": "none",  # text stays text: small files, and screen readers can read it
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial", "sans-serif"],
    "text.color": INK,
    "xaxis.labellocation": "right",  # a long label may reach under the names of the rows
    "svg.hashsalt": "reproducible",
    "text.parse_math": False,  # a dollar sign is a dollar sign
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "figure.dpi": 100,
}


def title(axes: Axes, text: str) -> None:
    """Write what the plot shows above it, from the left edge of the figure."""
    figure = axes.figure
    assert isinstance(figure, Figure)
    lines = fill(text, int(figure.get_figwidth() * LETTERS_AN_INCH))
    figure.suptitle(lines, x=0.01, ha="left", fontsize=12, fontweight="bold")


def key_below(axes: Axes) -> None:
    """Write below the axes what the marks mean, where no mark can be hidden."""
    figure = axes.figure
    assert isinstance(figure, Figure)
    figure.legend(loc="outside lower left", ncols=2, frameon=False)


@contextmanager
def plot(name: str, width: float = 6.4, height: float = 4.0) -> Iterator[Axes]:
    """Give one pair of axes, then save them as ``reports/plots/NAME.svg``.

    SVG carries a date and random ids by default; both are off, so that reruns agree. For those who
    do not see it, the file has the plot's title, and its axes as a description.
    """
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.subplots()
        axes.set_axisbelow(True)
        yield axes

        def write(part: Path) -> None:
            figure.savefig(part, format="svg", metadata={**description(axes), "Date": None})

        save(PLOTS / f"{name}.svg", write)


def description(axes: Axes) -> dict[str, str]:
    """Return in words what a plot shows: its title, and what its axes measure."""
    across, up = axes.get_xlabel(), axes.get_ylabel()
    measured = f"{up} against {across}" if across and up else across or up
    assert isinstance(axes.figure, Figure)
    heading = " ".join(axes.figure.get_suptitle().split())
    return {"Title": heading, "Description": " ".join(measured.split())}


def dark_copy(name: str) -> None:
    """Write a plot again for a dark page, as ``NAME-dark.svg``; README.md shows one of the two."""
    svg = (PLOTS / f"{name}.svg").read_text(encoding="utf-8")
    save_text(PLOTS / f"{name}-dark.svg", darkened(svg))
