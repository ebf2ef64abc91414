"""Where the model is weak: the same decision on parts of the test set."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .classification_facts import Slice
from .errors import check_parts
from .metrics import roc_auc
from .payoff import Rule
from .resampling import draws_of, roc_auc_from
from .scoring import rates
from .stats import interval

LEAST = 10  # rows of a class in a part, for a rate of that class


def part(
    actual: NDArray[np.int64], probability: NDArray[np.float64], rule: Rule, seed: int
) -> dict[str, Any]:
    """Return the measurements of one part; what needs a class that is hardly there is left out."""
    found = rates(actual, rule.acts(probability), rule.payoff, seed)
    positives, negatives = int(actual.sum()), int(len(actual) - actual.sum())
    kept: dict[str, Any] = {name: found[name] for name in ("acted_on", "payoff")}
    if positives >= LEAST:
        kept["recall"] = found["recall"]
    if negatives >= LEAST:
        kept["false_alarms"] = found["false_alarms"]
    if min(positives, negatives) >= LEAST:
        drawn = draws_of(roc_auc_from, actual, probability, seed)
        kept["roc_auc"] = interval(roc_auc(actual, probability), drawn[~np.isnan(drawn)])
    return {
        **kept,
        "rows": len(actual),
        "positives": positives,
        "said": float(probability.mean()),
        "happened": float(actual.mean()),
    }


def slices(
    cuts: Mapping[str, pd.Series],
    actual: NDArray[np.int64],
    probability: NDArray[np.float64],
    rule: Rule,
    least: int,
    seed: int,
) -> list[Slice]:
    """Return every level with at least ``least`` rows of every way to cut the test set.

    Args:
        cuts: For each feature the level of each row, as ordered categories, shape (n_rows,).
        actual: 1 for a positive, else 0, shape (n_rows,).
        probability: Of a positive, shape (n_rows,).
        rule: Which rows are acted on, and what that is worth.
        least: Rows that a part needs.
        seed: Of the resamples.

    Raises:
        ConfigError: A feature has no level with so many rows.
    """
    found = []
    for feature, levels in cuts.items():
        for rank, level in enumerate(levels.cat.categories):
            rows = np.flatnonzero(levels == level)
            if len(rows) >= least:
                measured = part(actual[rows], probability[rows], rule, seed)
                found.append(Slice(feature=feature, level=str(level), rank=rank, **measured))
    check_parts(cuts, [each.feature for each in found], least)
    return found
