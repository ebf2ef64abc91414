"""Is the score too good? Fits that should fail, and columns that may say too much."""

import numpy as np
from omegaconf import DictConfig

from workbench.fits import Job
from workbench.records import Check
from workbench.tuning import Tuned

from .choose import cross_validate
from .folds import training_data
from .metrics import headline

SALE_TERMS = ("sale_type", "sale_condition")
MOST_FROM_TERMS = 0.1  # of the error: above, the model leans on how the sale was made
LEAST_WHEN_SHUFFLED = 0.95  # of the error of one price for all: below, rows leak into each other
TOO_GOOD = 0.095  # RMSE of log price: honest cross-validation on this table stays above it


def checks(tuned: Tuned, config: DictConfig) -> list[Check]:
    """Return one record a check, from cross-validation on the training rows."""
    name, candidates, cv = tuned.name, tuned.candidates, tuned.cv.value
    dealt = Job(name, candidates, share=0.25, shuffle_target=True)
    jobs = [dealt, Job(name, candidates, drop=SALE_TERMS)]
    shuffled, without = cross_validate(jobs, config, "leakage checks")
    target = training_data()[1]
    one_price = headline(target, np.full(len(target), target.median()))
    return [
        Check.above(
            LEAST_WHEN_SHUFFLED,
            "shuffled target",
            "Does the pipeline learn anything when the prices are shuffled?",
            "error relative to giving every house the same price",
            shuffled.cv / one_price,
        ),
        Check.below(
            MOST_FROM_TERMS,
            "sale terms",
            "Does it rely on sale type and condition, which may be unknown at listing?",
            "relative increase of the error without both columns",
            without.cv / cv - 1,
        ).of(SALE_TERMS),
        Check.above(
            TOO_GOOD,
            "too good",
            "Is the error suspiciously low for this table?",
            "cross-validated error",
            cv,
        ),
    ]
