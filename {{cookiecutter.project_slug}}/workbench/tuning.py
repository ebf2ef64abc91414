"""What choosing hands on: the scores of a model on all folds, and what a search around it found."""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .records import Estimate, Search, Trial

__all__ = ["Scores", "Tuned", "as_cells", "edges", "from_cells", "search_record"]

Params = dict[str, Any]
Space = Mapping[str, list[Any]]


def as_cells(outcomes: NDArray[np.float64]) -> Any:
    """Return outcomes as a column of a table: a number for each row, or a list of numbers."""
    return outcomes if outcomes.ndim == 1 else list(outcomes)


def from_cells(column: pd.Series) -> NDArray[np.float64]:
    """Return what ``as_cells`` was given."""
    return np.stack(list(column)) if column.dtype == object else column.to_numpy()


class Scores(NamedTuple):
    """All folds of one job: what it gives each row or user out of fold, and how that scores."""

    predicted: NDArray[np.float64]
    cv: float
    folds: list[float]
    train: float  # NaN where the fit was not asked for the rows it has seen
    fit_s: float
    predict_ms: float
    rows: int  # rows or users that a fold was fitted on


class Tuned(NamedTuple):
    """The chosen model with the settings to go on with, and what the search found."""

    name: str
    candidates: dict[str, Any]
    predicted: NDArray[np.float64]
    cv: Estimate
    train: float
    search: Search


def edges(params: Params, space: Space) -> list[str]:
    """Return the parameters whose value is the first or last that could be tried."""
    return [
        name
        for name, value in params.items()
        if len(space[name]) > 2 and value in (space[name][0], space[name][-1])
    ]


def search_record(
    model: str,
    method: str,
    space: Space,
    trials: list[Trial],
    default: float,
    best: tuple[float, Estimate],
) -> Search:
    """Return the record of a search; the best settings are kept only if a gain was shown.

    Args:
        model: The candidate that was tuned.
        method: How settings were chosen.
        space: The values of each parameter, in order.
        trials: What was tried; without any the rest is not looked at.
        default: The cross-validated score of the settings in conf/.
        best: The score of the best trial, and by how much ``default`` is behind it, paired.
    """
    found: dict[str, Any] = {"size": 0, "kept": "default", "edges": []}
    if trials:
        (score, gain) = best
        winner = next(each for each in trials if each.cv == score)
        found = {
            "size": math.prod(len(values) for values in space.values()),
            "best": winner,
            "gain": gain,
            "kept": "tuned" if gain.low > 0 else "default",
            "edges": edges(winner.params, space),
        }
    return Search(model=model, method=method, default=default, trials=trials, **found)
