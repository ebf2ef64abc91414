"""Is the score too good? A fit that should fail, and an alarm."""

import numpy as np
from omegaconf import DictConfig

from workbench.fits import Job
from workbench.records import Check
from workbench.tuning import Tuned

from .choose import cross_validate
from .folds import training_data
from .metrics import headline

LEAST_WHEN_SHUFFLED = 0.9  # of the error of the mean: below, rows leak into each other


def checks(tuned: Tuned, config: DictConfig) -> list[Check]:
    """Return one record a check, from cross-validation on the training rows."""
    job = Job(tuned.name, tuned.candidates, shuffle_target=True)
    (shuffled,) = cross_validate([job], config, "leakage checks")
    target = training_data()[1]
    mean = headline(target, np.full(len(target), target.mean()))
    return [
        Check.above(
            LEAST_WHEN_SHUFFLED,
            "shuffled target",
            "Does the pipeline learn anything when the targets are shuffled?",
            "error as a share of that of one answer for all",
            shuffled.cv / mean,
        ),
        Check.above(
            config.data.too_good,
            "too good",
            "Is the error suspiciously low for this table?",
            "cross-validated error",
            tuned.cv.value,
        ),
    ]
