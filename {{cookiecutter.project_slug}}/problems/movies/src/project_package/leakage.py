"""Is the score too good? A fit that should fail, and an alarm."""

from omegaconf import DictConfig

from workbench.files import plain
from workbench.fits import Job
from workbench.records import Check

from .choose import Tuned, compared_before, cross_validate

MOST_WHEN_SHUFFLED = 1.1  # of the baseline's score: above, a list knows who it is for
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
