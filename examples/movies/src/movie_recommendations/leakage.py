"""Is the score too good? A fit that should fail, an alarm, and users who rated all in one day."""

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

MOST_WHEN_SHUFFLED = 1.0  # of the baseline's score: above, a list knows who it is for
TOO_GOOD = 0.25  # nDCG: by time this table stays below it, split at random it does not


def checks(tuned: Tuned, config: DictConfig) -> list[Check]:
    """Return one record a check, from validation inside the training part."""
    jobs = [
        Job(tuned.name, tuned.candidates, shuffle_target=True),
        Job(config.baseline, plain(config.candidates)),
    ]
    shuffled, popular = cross_validate(jobs, config, "leakage checks", compared_before(config))
    return [
        Check.below(
            MOST_WHEN_SHUFFLED,
            "shuffled films",
            "Does the model beat the baseline even after each user's films are shuffled?",
            "score with shuffled films, relative to the baseline",
            shuffled.cv / popular.cv,
        ),
        Check.below(
            TOO_GOOD,
            "too good",
            "Is the score suspiciously good for a split by time?",
            "validation nDCG",
            tuned.cv.value,
        ),
    ]


def visits(
    train: pd.DataFrame, users: pd.Series, ours: Array, theirs: Array, seed: int
) -> list[Visit]:
    """Return how far ``ours`` is behind ``theirs`` for short and for long visits."""
    levels = visit(train).reindex(users).to_numpy()
    return [
        Visit(level=level, rows=rows.sum(), behind=mean_behind(ours[rows], theirs[rows], seed))
        for level in VISITS
        if (rows := levels == level).any()
    ]
