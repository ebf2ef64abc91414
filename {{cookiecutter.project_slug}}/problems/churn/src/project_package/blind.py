"""What it costs not to let the model see who people are, and whether that makes groups equal."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.files import plain
from workbench.records import Estimate, Record, Training
from workbench.statistics import interval

from .crossval import Job, cross_validate, resampled
from .evaluation import Evaluation
from .groups import disparities
from .metrics import worse_by
from .models import kept_settings
from .payoff import Rule, best_threshold

MEASURE = "acted_on"


class Change(Record):
    """How far apart two groups are in the share acted on, with the columns and without."""

    feature: str
    more: str
    less: str
    seeing: Estimate
    blind: Estimate | None = None

    @property
    def still_apart(self) -> bool:
        """Whether a difference is shown without the columns."""
        return self.blind is None or not self.blind.includes_zero


class Blind(Record):
    """The chosen model without the columns that say who people are, out of fold.

    ``behind`` is the loss of average precision, paired by row.
    """

    columns: list[str]
    cv: float
    behind: Estimate
    changes: list[Change]


def apart(
    cuts: Mapping[str, pd.Series], data: Evaluation, said: NDArray[np.float64]
) -> dict[str, tuple[str, str, Estimate]]:
    """Return, for each way to group people, the two groups furthest apart in training rows."""
    rule = Rule(best_threshold(data.known, said, data.rule.payoff), data.rule.payoff)
    least, seed = data.config.slice_min_rows, data.config.seed
    found = disparities(cuts, data.known, said, rule, least, seed)
    return {
        each.feature: (each.more, each.less, each.difference)
        for each in found
        if each.measure == MEASURE
    }


def blind(data: Evaluation, trained: Training, cuts: Mapping[str, pd.Series]) -> Blind:
    """Return what changes when the columns of ``data.groups`` are dropped.

    Args:
        data: What is evaluated.
        trained: What train found, for the settings that were kept.
        cuts: The group of each training row by feature, as ordered categories.
    """
    config, columns = data.config, list(data.config.data.groups)
    name, candidates = trained.search.model, kept_settings(plain(config.candidates), trained.search)
    job = Job(name, candidates, drop=tuple(columns), training_error=False)
    (without,) = cross_validate([job], config, "without who people are")
    draws = [resampled(each, config.seed) for each in (without.outcomes, data.seen)]
    before, after = apart(cuts, data, data.seen), apart(cuts, data, without.outcomes)
    return Blind(
        columns=columns,
        cv=without.cv,
        behind=interval(worse_by(without.cv, trained.cv.value), worse_by(*draws)),
        changes=[
            Change(
                feature=feature,
                more=more,
                less=less,
                seeing=difference,
                blind=after[feature][2] if after[feature][:2] == (more, less) else None,
            )
            for feature, (more, less, difference) in before.items()
        ],
    )
