"""Groups of people at the chosen threshold, and how far the groups differ."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..records import Estimate
from ..statistics import interval
from .decisions import Decided, slices
from .records import MEASURES, Disparity, Groups
from .resampling import means

__all__ = ["groups"]


def apart(more: Estimate, less: Estimate) -> Estimate:
    """Return ``more - less`` for two groups of different people, from the interval of each.

    Source:
        Newcombe, Interval Estimation for the Difference Between Independent Proportions, Statistics
        in Medicine 17 (1998), method 10.

    >>> near = Estimate(value=0.2, low=0.1, high=0.3)
    >>> apart(near, near).includes_zero
    True
    """
    value = more.value - less.value
    below = np.hypot(more.value - more.low, less.high - less.value)
    above = np.hypot(more.high - more.value, less.value - less.low)
    return Estimate(value=value, low=float(value - below), high=float(value + above))


def surplus(decided: Decided, seed: int) -> Estimate:
    """Return by how much the probabilities of a group are above what happened, on average."""
    away = decided.said - decided.actual
    return interval(float(away.mean()), means(away[:, None], seed)[:, 0])


def furthest(feature: str, measure: str, levels: Mapping[str, Estimate]) -> Disparity:
    """Return the two groups that are furthest apart in one measure."""
    more = max(levels, key=lambda name: levels[name].value)
    less = min(levels, key=lambda name: levels[name].value)
    return Disparity(
        feature=feature,
        measure=measure,
        more=more,
        less=less,
        difference=apart(levels[more], levels[less]),
    )


def groups(cuts: Mapping[str, pd.Series], decided: Decided, least: int, seed: int) -> Groups:
    """Return how every group fares, and for each measure the two groups furthest apart.

    With more than two groups the two furthest apart were looked for, so their interval is kinder
    than it says. A rate of a class that is hardly there is left out.

    Args:
        cuts: For each feature the group of each row, as ordered categories, shape (n_rows,).
        decided: The rows, and what was decided.
        least: Rows that a group needs.
        seed: Of the resamples.
    """
    parts = slices(cuts, decided, least, seed)
    measured: dict[tuple[str, str], dict[str, Estimate]] = {
        (feature, measure): {} for feature in cuts for measure in MEASURES
    }
    for part in parts:
        rows = np.flatnonzero(cuts[part.feature] == part.level)
        found = {**dict(part), "surplus": surplus(decided.part(rows), seed)}
        for measure in MEASURES:
            if found[measure]:
                measured[part.feature, measure][part.level] = found[measure]
    return Groups(
        parts=parts,
        disparities=[furthest(*key, each) for key, each in measured.items() if len(each) > 1],
    )
