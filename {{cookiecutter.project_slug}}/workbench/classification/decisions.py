"""What acting on some rows and not on others comes to: rates, payoffs, and the same on parts."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score

from ..records import Estimate
from ..slices import parts
from ..statistics import interval, proportion
from .records import Decisions, Slice
from .resampling import (
    average_precision_from,
    cumulated,
    draws_of,
    group_blocks,
    means,
    roc_auc_from,
)

__all__ = [
    "Decided",
    "by_group",
    "decisions",
    "f1_at",
    "payoff_difference",
    "rates",
    "slices",
    "worth",
]

Classes = NDArray[np.int64]
Chances = NDArray[np.float64]
Acted = NDArray[np.bool_]
THOUSAND = 1000
LEAST = 10  # rows of a class in a part, for a rate of that class


def cells(actual: Classes, acted: Acted) -> NDArray[np.bool_]:
    """Return which rows are true and false positives, false and true negatives, as columns."""
    positive = actual == 1
    return np.column_stack(
        [positive & acted, ~positive & acted, positive & ~acted, ~positive & ~acted]
    )


def worth(actual: Classes, acted: Acted, payoff: Sequence[float]) -> Chances:
    """Return what a thousand rows like each one are worth, shape (n_rows,)."""
    return THOUSAND * (cells(actual, acted) @ np.array(payoff, float))


def rates(actual: Classes, acted: Acted, payoff: Sequence[float], seed: int) -> dict[str, Estimate]:
    """Return every rate of a decision, and the payoff of a thousand rows, with intervals.

    Args:
        actual: 1 for a positive, else 0, shape (n_rows,).
        acted: Which rows are acted on.
        payoff: What a true positive, a false positive, a false negative and a true negative are
            worth.
        seed: Of the resamples.
    """
    table = cells(actual, acted).astype(float)
    tp, fp, fn, tn = table.sum(axis=0)
    drawn, thousand = means(table, seed), THOUSAND * np.array(payoff)
    twice, wrong = 2 * drawn[:, 0], drawn[:, 1] + drawn[:, 2]
    f1_drawn = np.divide(twice, twice + wrong, out=np.zeros_like(twice), where=twice + wrong > 0)
    return {
        "accuracy": proportion(tp + tn, len(actual)),
        "precision": proportion(tp, tp + fp),
        "recall": proportion(tp, tp + fn),
        "f1": interval(2 * tp / (2 * tp + fp + fn) if tp else 0.0, f1_drawn),
        "false_alarms": proportion(fp, fp + tn),
        "acted_on": proportion(tp + fp, len(actual)),
        "payoff": interval(float(table.mean(axis=0) @ thousand), drawn @ thousand),
    }


def f1_at(share: float, actual: Classes, acted: Acted, seed: int) -> Estimate:
    """Return F1 as it would be if ``share`` of the rows were positives, and both rates the same.

    So rows with another share of positives can be compared: F1 itself rises with it.
    """

    def of(table: Chances) -> Chances:
        tp, fp, fn, tn = table.T
        found = share * (tp / np.maximum(tp + fn, 1e-9))
        alarms = (1 - share) * (fp / np.maximum(fp + tn, 1e-9))
        return 2 * found / (found + alarms + share)

    table = cells(actual, acted).astype(float)
    return interval(float(of(table.mean(axis=0)[None, :])[0]), of(means(table, seed)))


def decisions(
    actual: Classes, said: Chances, threshold: float, payoff: Sequence[float], seed: int
) -> Decisions:
    """Return what happens when every row at or above a threshold is acted on."""
    acted = said >= threshold
    tp, fp, fn, tn = (int(each) for each in cells(actual, acted).sum(axis=0))
    return Decisions(
        threshold=threshold,
        true_positives=tp,
        false_positives=fp,
        false_negatives=fn,
        true_negatives=tn,
        **rates(actual, acted, payoff, seed),
    )


def payoff_difference(
    actual: Classes, ours: Acted, theirs: Acted, payoff: Sequence[float], seed: int
) -> Estimate:
    """Return the payoff of a thousand rows under one decision minus another, paired by row."""
    gained = worth(actual, ours, payoff) - worth(actual, theirs, payoff)
    return interval(float(gained.mean()), means(gained[:, None], seed)[:, 0])


class Decided(NamedTuple):
    """Rows with their classes, what was said of them, which are acted on, and what that is worth.

    ``actual`` is 1 for a positive, else 0; ``said`` the probability of a positive; both of shape
    (n_rows,). ``payoff`` is as ``rates`` takes it.
    """

    actual: Classes
    said: Chances
    acted: Acted
    payoff: Sequence[float]

    def part(self, rows: NDArray[np.int64]) -> "Decided":
        """Return some of the rows."""
        return Decided(self.actual[rows], self.said[rows], self.acted[rows], self.payoff)


def by_group(rows: Decided, groups: NDArray[np.int64], seed: int) -> dict[str, Estimate]:
    """Return average precision and the payoff with intervals that resample whole groups of rows.

    Args:
        rows: The rows.
        groups: The group of each row, shape (n_rows,).
        seed: Of the resamples.
    """
    each, precision, payoff = worth(rows.actual, rows.acted, rows.payoff), [], []
    for times in group_blocks(groups, seed):
        precision.append(average_precision_from(*cumulated(times, rows.actual, rows.said)))
        payoff.append(times @ each / times.sum(axis=1))
    whole = float(average_precision_score(rows.actual, rows.said))
    return {
        "average_precision": interval(whole, np.concatenate(precision)),
        "payoff": interval(float(each.mean()), np.concatenate(payoff)),
    }


def measured(rows: Decided, seed: int) -> dict[str, Any]:
    """Return the measurements of one part; what needs a class that is hardly there is left out."""
    found = rates(rows.actual, rows.acted, rows.payoff, seed)
    positives, negatives = int(rows.actual.sum()), int((rows.actual == 0).sum())
    kept: dict[str, Any] = {name: found[name] for name in ("acted_on", "payoff")}
    if positives >= LEAST:
        kept["recall"] = found["recall"]
    if negatives >= LEAST:
        kept["false_alarms"] = found["false_alarms"]
    if min(positives, negatives) >= LEAST:
        drawn = draws_of(roc_auc_from, rows.actual, rows.said, seed)
        whole = float(roc_auc_score(rows.actual, rows.said))
        kept["roc_auc"] = interval(whole, drawn[~np.isnan(drawn)])
    return {
        **kept,
        "rows": len(rows.actual),
        "positives": positives,
        "said": float(rows.said.mean()),
        "happened": float(rows.actual.mean()),
    }


def slices(cuts: Mapping[str, pd.Series], decided: Decided, least: int, seed: int) -> list[Slice]:
    """Return every level with at least ``least`` rows of every way to cut the rows.

    Args:
        cuts: For each feature the level of each row, as ordered categories, shape (n_rows,).
        decided: The rows, and what was decided.
        least: Rows that a part needs.
        seed: Of the resamples.

    Raises:
        ConfigError: A feature has no level with so many rows.
    """
    return [
        Slice(**{**part.named, **measured(decided.part(part.rows), seed)})
        for part in parts(cuts, least)
    ]
