"""Is the score too good? A fit that should fail, and an alarm."""

from collections.abc import Mapping
from typing import Any

from omegaconf import DictConfig

from workbench.records import Check

from .crossval import Job, cross_validate

MOST_WHEN_SHUFFLED = 1.1  # of the baseline's score: above, a list knows who it is for
TOO_GOOD = 0.25  # nDCG: by time this table stays below it, split at random it does not


def checks(name: str, candidates: Mapping[str, Any], config: DictConfig, cv: float) -> list[Check]:
    """Return one record a check, from validation inside the training part.

    Args:
        name: The chosen candidate.
        candidates: All candidates, with the settings that are kept.
        config: The resolved configuration.
        cv: The validation score of the chosen candidate.
    """
    shuffled, popular = cross_validate(
        [
            Job(name, candidates, shuffle_target=True, training_error=False),
            Job(config.baseline, candidates, training_error=False),
        ],
        config,
        "leakage checks",
    )
    ratio = shuffled.cv / popular.cv
    return [
        Check(
            name="shuffled films",
            question="Does it know a user's taste when the watched films are dealt out at random?",
            finding="score as a share of the baseline's",
            limit=f"below {MOST_WHEN_SHUFFLED}",
            value=ratio,
            passed=ratio < MOST_WHEN_SHUFFLED,
        ),
        Check(
            name="too good",
            question="Is the score higher than honest work by time on this table gets?",
            finding="score in validation",
            limit=f"below {TOO_GOOD}",
            value=cv,
            passed=cv < TOO_GOOD,
        ),
    ]
