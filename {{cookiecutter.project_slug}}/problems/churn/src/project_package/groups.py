"""Groups of people at the chosen threshold, and how far the groups differ."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .classification_facts import Slice
from .payoff import Rule
from .records import Estimate, Record
from .resampling import means
from .scoring import cells, rates_of
from .slices import LEAST, slices
from .stats import interval

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


def measured(
    actual: NDArray[np.int64], said: NDArray[np.float64], rule: Rule, seed: int
) -> dict[str, tuple[float, NDArray[np.float64]]]:
    """Return each measure of one group, on its rows and on resamples of them."""
    table = np.column_stack([cells(actual, rule.acts(said)).astype(float), said - actual])
    whole, drawn = table.mean(axis=0), means(table, seed)
    values, draws = rates_of(*whole[None, :4].T), rates_of(*drawn[:, :4].T)
    positives, negatives = int(actual.sum()), int(len(actual) - actual.sum())
    enough = {"recall": positives >= LEAST, "false_alarms": negatives >= LEAST}
    found = {
        name: (float(values[name][0]), draws[name])
        for name in ("acted_on", "recall", "false_alarms")
        if enough.get(name, True)
    }
    return {**found, "surplus": (float(whole[4]), drawn[:, 4])}


def disparities(
    cuts: Mapping[str, pd.Series],
    actual: NDArray[np.int64],
    said: NDArray[np.float64],
    rule: Rule,
    least: int,
    seed: int,
) -> list[Disparity]:
    """Return, for each way to group people and each measure, the two groups furthest apart.

    Each group is resampled on its own, because its rows are other people. With more than two groups
    the two furthest apart were looked for, so their interval is kinder than it says.
    """
    found = []
    for feature, levels in cuts.items():
        parts = {}
        for rank, level in enumerate(levels.cat.categories):
            rows = np.flatnonzero(levels == level)
            if len(rows) >= least:
                parts[str(level)] = measured(actual[rows], said[rows], rule, seed + rank)
        for measure in MEASURES:
            having = {name: part[measure] for name, part in parts.items() if measure in part}
            if len(having) > 1:
                more = max(having, key=lambda name: having[name][0])
                less = min(having, key=lambda name: having[name][0])
                (high, high_draws), (low, low_draws) = having[more], having[less]
                found.append(
                    Disparity(
                        feature=feature,
                        measure=measure,
                        more=more,
                        less=less,
                        difference=interval(high - low, high_draws - low_draws),
                    )
                )
    return found


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
