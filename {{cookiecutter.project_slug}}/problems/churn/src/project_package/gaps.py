"""Missing values: other ways to fill them, inside the folds, and what a new gap costs."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from workbench.files import plain
from workbench.records import Estimate, Record
from workbench.statistics import interval

from .crossval import Job, cross_validate, resampled, training_table
from .metrics import average_precision
from .models import changed
from .task import predict

REPEATS = 5  # draws of the cells that are emptied
MARKED = "median and a column that marks the gap"
WAYS: dict[str, dict[str, Any]] = {  # settings of `columns` in conf/model/
    "median": {"columns.fill": "median", "columns.indicator": False},
    "mean": {"columns.fill": "mean", "columns.indicator": False},
    MARKED: {"columns.fill": "median", "columns.indicator": True},
    "left empty": {"columns.fill": "none", "columns.indicator": False},
}


class Filling(Record):
    """One way to fill gaps for one model; ``gain`` is over the setting in conf/model/."""

    model: str
    label: str
    way: str
    used: bool
    cv: float
    gain: Estimate | None = None


class Blanked(Record):
    """The test score when a share of the cells is emptied, which training never saw."""

    share: float
    average_precision: float
    sd: float
    loss: float


class Gaps(Record):
    """What was tried; without a gap in the training rows no way of filling is."""

    fillings: list[Filling]
    blanked: Blanked

    @property
    def shown(self) -> list[Filling]:
        """The ways that are shown to be better or worse than the one in use."""
        return [each for each in self.fillings if each.gain and not each.gain.includes_zero]

    def by_marking(self, filling: Filling) -> bool:
        """Return whether a way differs from the one in use by the column that marks the gap."""
        own = next(each for each in self.fillings if each.model == filling.model and each.used)
        return {own.way, filling.way} == {"median", MARKED}


def used(columns: Mapping[str, Any]) -> str:
    """Return the way that a candidate fills gaps as it stands."""
    here = {"columns.fill": columns["fill"], "columns.indicator": columns["indicator"]}
    return next(way for way, settings in WAYS.items() if settings == here)


def ways_for(columns: Mapping[str, Any]) -> list[str]:
    """Return the ways to try: only an estimator that takes gaps can have them left empty."""
    return [way for way in WAYS if way != "left empty" or used(columns) == way]


def fillings(config: DictConfig) -> list[Filling]:
    """Return how every way of filling gaps does, beside the one in use."""
    if not training_table()[0].isna().to_numpy().any():
        return []
    candidates = plain(config.candidates)
    pairs = [
        (name, way)
        for name in config.imputation_models
        for way in ways_for(candidates[name]["columns"])
    ]
    jobs = [
        Job(name, changed(name, candidates, WAYS[way]), training_error=False) for name, way in pairs
    ]
    scores = dict(zip(pairs, cross_validate(jobs, config, "gaps"), strict=True))
    draws = {pair: resampled(each.outcomes, config.seed) for pair, each in scores.items()}
    found = []
    for name, way in pairs:
        default = (name, used(candidates[name]["columns"]))
        ours, own = scores[name, way].cv, way == default[1]
        gain = interval(ours - scores[default].cv, draws[name, way] - draws[default])
        found.append(
            Filling(
                model=name,
                label=candidates[name]["label"],
                way=way,
                used=own,
                cv=ours,
                gain=None if own else gain,
            )
        )
    return found


def emptied(table: pd.DataFrame, share: float, rng: np.random.Generator) -> pd.DataFrame:
    """Return the table with a random share of its cells empty, numbers as NaN, texts as None."""
    return table.mask(rng.random(table.shape) < share)


def blanked(
    model: Any,
    table: pd.DataFrame,
    actual: NDArray[np.int64],
    share: float,
    seed: int,
) -> Blanked:
    """Return what the score is when cells are missing that never were in training."""
    rng = np.random.default_rng(seed)
    scores: Sequence[float] = [
        average_precision(actual, predict(model, emptied(table, share, rng)))
        for _ in range(REPEATS)
    ]
    whole = average_precision(actual, predict(model, table))
    return Blanked(
        share=share,
        average_precision=float(np.mean(scores)),
        sd=float(np.std(scores, ddof=1)),
        loss=whole - float(np.mean(scores)),
    )
