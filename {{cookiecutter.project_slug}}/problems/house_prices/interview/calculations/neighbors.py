"""A calculation on the nearest neighbor of a house, before and after scaling."""

from __future__ import annotations

import itertools
import math
import random
import statistics

from ..facts import Facts
from ..records import lookup
from .core import Calculation

COLUMNS = {"area": "living area in sq ft", "lot_area": "lot in sq ft", "year_built": "year built"}
GRADE = "overall_qual"


def neighbor_after_scaling(facts: Facts, draw: random.Random) -> Calculation:
    """How far the nearest neighbor is once both columns are scaled, and that it is another one."""
    houses = [house["facts"] for house in lookup(facts, "errors.worst")]
    column = draw.choice(list(COLUMNS))
    spreads = [_spread(houses, name) * draw.uniform(0.7, 1.4) for name in (column, GRADE)]
    wide, narrow = round(spreads[0], -1) or 10, round(spreads[1], 1)
    ordered = list(itertools.permutations(houses, 3))
    draw.shuffle(ordered)
    for trio in ordered:
        a, b, c = ((house[column], house[GRADE]) for house in trio)
        plain = [math.dist(a, each) for each in (b, c)]
        scaled = [math.hypot((a[0] - x) / wide, (a[1] - y) / narrow) for x, y in (b, c)]
        if (plain[0] < plain[1]) != (scaled[0] < scaled[1]):
            break
    else:
        raise ValueError("scaling changes no neighbor")
    named = ", ".join(f"{n} ({x:.0f}, {y})" for n, (x, y) in zip("ABC", (a, b, c), strict=True))
    before, after = ("BC"[each.index(min(each))] for each in (plain, scaled))
    return Calculation(
        category="algorithm",
        covers=("k-nn",),
        ask=f"Three of your worst houses as ({COLUMNS[column]}, quality of 10): {named}. Divide "
        f"the first column by {wide:.0f} and the second by {narrow}. How far is A from its "
        "nearest neighbor then?",
        answer=min(scaled),
        digits=2,
        unit="",
        steps=(
            f"as they stand: B at {plain[0]:,.1f}, C at {plain[1]:,.1f}, so {before} is nearer",
            f"scaled: B at {scaled[0]:.2f}, C at {scaled[1]:.2f}, so {after} is",
        ),
        why="k-NN without scaling listens to the column with the largest numbers.",
    )


def _spread(houses: list[dict[str, float]], column: str) -> float:
    """Return the standard deviation of a column."""
    return statistics.stdev(house[column] for house in houses)


MAKERS = (neighbor_after_scaling,)
