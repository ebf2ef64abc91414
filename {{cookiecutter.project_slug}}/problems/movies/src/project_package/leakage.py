"""Is the score too good? What the split must not allow, a fit that should fail, and an alarm."""

import pandas as pd
from omegaconf import DictConfig

from workbench.files import plain
from workbench.fits import Job
from workbench.records import Check
from workbench.tuning import Tuned

from .data import ITEM, TIME, USER

MOST_WHEN_SHUFFLED = 1.1  # of the baseline's score: above, a list knows who it is for
TOO_GOOD = 0.25  # nDCG: by time this table stays below it, split at random it does not


def split_checks(train: pd.DataFrame, test: pd.DataFrame) -> list[Check]:
    """Return what the split must not allow, each with the number found."""
    last = train.groupby(USER)[TIME].max()
    return [
        Check.none(
            "same rating",
            "Is a rating in both parts?",
            "pairs of user and film in both",
            len(test.merge(train, on=[USER, ITEM])),
        ),
        Check.none(
            "time order",
            "Did a user give a held-back rating before one that the model learns from?",
            "held-back ratings older than the user's last training rating",
            int((test[TIME] < test[USER].map(last)).sum()),
        ),
        Check.none(
            "nobody new",
            "Is a user asked about of whom nothing is known?",
            "test users without a training rating",
            int((~test[USER].drop_duplicates().isin(last.index)).sum()),
        ),
    ]


def checks(tuned: Tuned, config: DictConfig) -> list[Check]:
    """Return one record a check, from validation inside the training part."""
    from .choose import compared_before, cross_validate  # prepare, which checks too, needs no fits

    jobs = [
        Job(tuned.name, tuned.candidates, shuffle_target=True),
        Job(config.baseline, plain(config.candidates)),
    ]
    shuffled, popular = cross_validate(jobs, config, "leakage checks", compared_before(config))
    return [
        Check.below(
            MOST_WHEN_SHUFFLED,
            "shuffled films",
            "Does it know a user's taste when the watched films are dealt out at random?",
            "score as a share of the baseline's",
            shuffled.cv / popular.cv,
        ),
        Check.below(
            TOO_GOOD,
            "too good",
            "Is the score higher than honest work by time on this table gets?",
            "score in validation",
            tuned.cv.value,
        ),
    ]
