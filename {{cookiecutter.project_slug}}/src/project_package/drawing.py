"""How every plot looks, and how it is saved so that the same data gives the same bytes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .files import PLOTS, save

INK, SOFT, ACCENT, GREY = "#1b1f24", "#5b6470", "#0b63a5", "#c9d1d9"
STYLE: Any = {
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.grid": True,
    "grid.color": "#e6e9ed",
    "font.size": 10,
    "svg.fonttype": "none",  # text stays text: small files, and screen readers can read it
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial", "sans-serif"],
    "svg.hashsalt": "reproducible",
    "text.parse_math": False,  # a dollar sign is a dollar sign
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "figure.dpi": 100,
}


def title(axes: Axes, text: str) -> None:
    """Write what the plot shows above it, from the left edge of the figure."""
    axes.figure.suptitle(text, x=0.01, ha="left", fontsize=12, fontweight="bold")


@contextmanager
def plot(name: str, width: float = 7.0, height: float = 4.2) -> Iterator[Axes]:
    """Give one pair of axes, then save them as ``reports/plots/NAME.svg``.

    SVG carries a date and random ids by default; both are off, so that reruns agree.
    """
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.subplots()
        axes.set_axisbelow(True)
        yield axes

        def write(part: Path) -> None:
            figure.savefig(part, format="svg", metadata={"Date": None})

        save(PLOTS / f"{name}.svg", write)
