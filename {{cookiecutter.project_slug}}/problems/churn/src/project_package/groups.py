"""Groups of people at the chosen threshold, and how far the groups differ."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.classification.records import Slice
from workbench.classification.resampling import means
from workbench.records import Estimate, Record
from workbench.statistics import interval

from .payoff import Rule
from .slices import slices

MEASURES = {  # of a group; the value is a share, the words are those of conf/data/
    "acted_on": "share who {acted}",
    "recall": "share of the {positives} who {acted}",
    "false_alarms": "share of the {negatives} who {acted}",
    "surplus": "chance said minus {rate}",
}


class Disparity(Record):
    """The two groups that differ most in one measure, and by how much."""

    feature: str
    measure: str
    more: str
    less: str
    difference: Estimate


class Groups(Record):
    """Every group, the differences, and how many of those the intervals show."""

    parts: list[Slice]
    disparities: list[Disparity]

    @property
    def shown(self) -> list[Disparity]:
        """The differences whose interval does not reach zero."""
        return [each for each in self.disparities if not each.difference.includes_zero]

    def of(self, feature: str) -> list[Disparity]:
        """Return the differences between the groups of one feature."""
        return [each for each in self.disparities if each.feature == feature]


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


def surplus(actual: NDArray[np.int64], said: NDArray[np.float64], seed: int) -> Estimate:
    """Return by how much the chances of a group are above what happened, on average."""
    away = said - actual
    return interval(float(away.mean()), means(away[:, None], seed)[:, 0])


def disparities(
    cuts: Mapping[str, pd.Series],
    actual: NDArray[np.int64],
    said: NDArray[np.float64],
    rule: Rule,
    least: int,
    seed: int,
) -> list[Disparity]:
    """Return, for each way to group people and each measure, the two groups furthest apart.

    With more than two groups the two furthest apart were looked for, so their interval is kinder
    than it says. A rate of a class that is hardly there is left out.
    """
    measured: dict[str, dict[str, dict[str, Estimate]]] = {}
    for part in slices(cuts, actual, said, rule, least, seed):
        rows = np.flatnonzero(cuts[part.feature] == part.level)
        found = {**dict(part), "surplus": surplus(actual[rows], said[rows], seed)}
        for measure in MEASURES:
            if found[measure]:
                levels = measured.setdefault(part.feature, {}).setdefault(measure, {})
                levels[part.level] = found[measure]
    return [
        furthest(feature, measure, levels)
        for feature, measures in measured.items()
        for measure, levels in measures.items()
        if len(levels) > 1
    ]


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


def groups(
    cuts: Mapping[str, pd.Series],
    actual: NDArray[np.int64],
    said: NDArray[np.float64],
    rule: Rule,
    least: int,
    seed: int,
) -> Groups:
    """Return how every group fares.

    Args:
        cuts: For each feature the group of each row, as ordered categories, shape (n_rows,).
        actual: 1 for a positive, else 0, shape (n_rows,).
        said: The chance of a positive, shape (n_rows,).
        rule: Which rows are acted on, and what that is worth.
        least: Rows that a group needs.
        seed: Of the resamples.
    """
    return Groups(
        parts=slices(cuts, actual, said, rule, least, seed),
        disparities=disparities(cuts, actual, said, rule, least, seed),
    )
