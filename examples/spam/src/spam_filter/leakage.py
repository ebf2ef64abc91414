"""Is the score too good? A fit that should fail, and what honest work on these emails reaches."""

from omegaconf import DictConfig

from workbench.fits import Job
from workbench.records import Check, Training
from workbench.tuning import Tuned

from .choose import cross_validate
from .facts import DataReport, Transfer
from .folds import training_data

MOST_WHEN_SHUFFLED = 0.1  # average precision above the share of spam: rows leak into each other
TOO_GOOD = 0.9995  # average precision that honest work on these emails stays below
TOO_GOOD_ELSEWHERE = 0.98  # F1 on another source that it stays below


def checks(tuned: Tuned, config: DictConfig) -> list[Check]:
    """Return one record a check, from cross-validation on the training emails."""
    name, candidates = tuned.name, tuned.candidates
    job = Job(name, candidates, shuffle_target=True)
    (shuffled,) = cross_validate([job], config, "leakage checks")
    share_of_spam = float(training_data()[1].mean())
    learned, cv = shuffled.cv - share_of_spam, tuned.cv.value
    return [
        Check.below(
            MOST_WHEN_SHUFFLED,
            "shuffled target",
            "Does the pipeline score above chance when the labels are shuffled?",
            "average precision above the share of spam",
            learned,
        ),
        Check.below(
            TOO_GOOD,
            "too good",
            "Is the score suspiciously good for these emails?",
            "cross-validated average precision",
            cv,
        ),
    ]


def every_check(prepared: DataReport, trained: Training, found: list[Transfer]) -> list[Check]:
    """Return all that was checked: the split, cross-validation, and email from another source."""
    away = next(each for each in found if each.way == "other source")
    transfer = Check.below(
        TOO_GOOD_ELSEWHERE,
        "other source",
        "Is the score on email from another source suspiciously good?",
        "F1 on email from another source",
        away.f1.value,
    )
    return [*prepared.split.checks, *trained.checks, transfer]
