"""How every plot looks, and how it is saved so that the same data gives the same bytes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from textwrap import fill
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..files import PLOTS, save, save_text
from ..palette import GRID, INK, SOFT, darkened

WIDTH = 5.0  # inches: on a phone of 390 pixels the letters are still 11 pixels high
LETTERS = 11.5  # points
BOLD, PLAIN = 9.5, 10.5  # letters an inch, of a title and of what stands along an axis
ROW = 27  # letters of the name of a row; longer ones take two lines
ONE_LINE, AMONG, TWO_LINES = (
    0.24,
    0.34,
    0.4,
)  # inches of a row: plain, beside one of two lines, both
WORD = re.compile("[a-z]{2}")
NUMBER = 6  # letters of a number on an axis; of longer ones there is room for few
JOINED = "n\u00a0=\u00a0"  # a count does not break
SHORT = 20  # letters up to which two names stand beside each other in the key
STYLE: Any = {
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.grid": True,
    "grid.color": GRID,
    "font.size": LETTERS,
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


# A matplotlibrc of the user changes no plot: a plot is committed, and made by others, too.
LOOK: Any = {key: value for key, value in mpl.rcParamsDefault.items() if key != "backend"} | STYLE


def title(axes: Axes, text: str) -> None:
    """Write what the plot shows above it, from the left edge of the figure."""
    figure = axes.figure
    assert isinstance(figure, Figure)
    lines = fill(text, int(WIDTH * BOLD))
    figure.suptitle(lines, x=0.01, ha="left", fontsize=12, fontweight="bold")


def key_below(axes: Axes) -> None:
    """Write below the axes what the marks mean, where no mark can be hidden."""
    figure = axes.figure
    assert isinstance(figure, Figure)
    _, names = axes.get_legend_handles_labels()
    ncols = 2 if all(len(name) <= SHORT for name in names) else 1
    figure.legend(loc="outside lower left", ncols=ncols, frameon=False)


def height_of_rows(names: list[str]) -> float:
    """Return how many inches high rows with these names have to be together; 0 for numbers."""
    if not any(WORD.search(name) for name in names):
        return 0.0
    long = [len(name) > ROW for name in names]
    if (True, True) in pairwise(long):
        return len(names) * TWO_LINES
    return len(names) * (AMONG if any(long) else ONE_LINE)


def fit_words(axes: Axes) -> None:
    """Break what is too long for its place, and make room for the names of the rows."""
    figure = axes.figure
    assert isinstance(figure, Figure)
    axes.set_xlabel(fill(axes.get_xlabel(), int(WIDTH * PLAIN)))
    names = [label.get_text().replace("n = ", JOINED) for label in axes.get_yticklabels()]
    if any(len(name) > ROW for name in names):
        axes.set_yticks(axes.get_yticks(), [fill(name, ROW) for name in names])
    numbers = isinstance(axes.xaxis.get_major_locator(), MaxNLocator)
    if numbers and any(len(label.get_text()) > NUMBER for label in axes.get_xticklabels()):
        axes.locator_params("x", nbins=3)
    figure.draw_without_rendering()  # only then is known how high the axes are
    upright = axes.get_position().height * figure.get_figheight()
    missing = max(height_of_rows(names) - upright, 0)
    figure.set_figheight(figure.get_figheight() + missing)
    axes.set_ylabel(fill(axes.get_ylabel(), int((upright + missing) * PLAIN)))


@contextmanager
def plot(name: str, height: float = 3.6) -> Iterator[Axes]:
    """Give one pair of axes, so many inches high, then save them as ``reports/plots/NAME.svg``.

    SVG carries a date and random ids by default; both are off, so that reruns agree. For those who
    do not see it, the file has the plot's title, and its axes as a description.
    """
    with mpl.rc_context(LOOK):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        axes = figure.subplots()
        axes.set_axisbelow(True)
        yield axes
        fit_words(axes)

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
