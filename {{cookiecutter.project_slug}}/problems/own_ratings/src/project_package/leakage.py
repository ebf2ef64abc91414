"""Is the score too good? A fit that should fail, and users who did everything in one day.

No published score on these rows is known, so no limit can say what honest work gets on them.
"""

import numpy as np
import pandas as pd
from omegaconf import DictConfig

from workbench.files import plain
from workbench.fits import Job
from workbench.recommendation.records import Visit
from workbench.records import Check
from workbench.tuning import Tuned

from .choose import cross_validate
from .data import Array
from .features import VISITS, visit
from .folds import compared_before
from .metrics import mean_behind

MOST_WHEN_SHUFFLED = 0.1  # of the baseline's score, above it: a list would know who it is for
MOST_POPULAR = "most_popular"


def checks(tuned: Tuned, config: DictConfig) -> list[Check]:
    """Return one record a check, from validation inside the training part.

    The limit is held against the low end of the interval: few users reach far by chance.
    """
    jobs = [
        Job(tuned.name, tuned.candidates, shuffle_target=True),
        Job(MOST_POPULAR, plain(config.candidates)),
    ]
    known = compared_before(config)
    shuffled, popular = cross_validate(jobs, config, "leakage checks", known)
    ahead = mean_behind(popular.predicted, shuffled.predicted, config.seed)
    return [
        Check.below(
            MOST_WHEN_SHUFFLED,
            "shuffled items",
            "Does it beat popularity even when the items of each user are shuffled?",
            "how far ahead with shuffled items, as a share of the baseline's score, at the low end",
            max(0.0, ahead.low) / max(popular.cv, np.finfo(float).tiny),
        )
    ]


def visits(
    train: pd.DataFrame, users: pd.Series, ours: Array, theirs: Array, seed: int
) -> list[Visit]:
    """Return how far ``ours`` is behind ``theirs`` for short and for long visits.

    Empty where no time tells them apart.
    """
    levels = visit(train).reindex(users).to_numpy()
    kinds = [level for level in VISITS if (levels == level).any()]
    return [
        Visit(level=level, rows=rows.sum(), behind=mean_behind(ours[rows], theirs[rows], seed))
        for level in kinds
        if len(kinds) > 1
        for rows in [levels == level]
    ]
