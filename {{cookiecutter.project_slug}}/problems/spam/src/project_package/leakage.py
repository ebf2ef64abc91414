"""Is the score too good? A fit that should fail, and what the score would claim without threads."""

from collections.abc import Mapping
from typing import Any

from omegaconf import DictConfig

from workbench.records import Check

from .crossval import Job, cross_validate, training_table

MOST_WHEN_SHUFFLED = 0.1  # average precision above the share of spam: rows leak into each other
TOO_GOOD = 0.9995  # average precision that honest work on these mails stays below


def checks(name: str, candidates: Mapping[str, Any], config: DictConfig, cv: float) -> list[Check]:
    """Return one record a check, from cross-validation on the training mails.

    Args:
        name: The chosen candidate.
        candidates: All candidates, with the settings that are kept.
        config: The resolved configuration.
        cv: The cross-validated average precision of the chosen candidate.
    """
    job = Job(name, candidates, shuffle_target=True, training_error=False)
    (shuffled,) = cross_validate([job], config, "leakage checks")
    above = shuffled.cv - float(training_table()[1].mean())
    return [
        Check(
            name="shuffled target",
            question="Does the pipeline learn anything when the labels are dealt out at random?",
            finding="average precision above the share of spam",
            limit=f"below {MOST_WHEN_SHUFFLED}",
            value=above,
            passed=above < MOST_WHEN_SHUFFLED,
        ),
        Check(
            name="too good",
            question="Is the score higher than honest work on these mails gets?",
            finding="cross-validated average precision",
            limit=f"below {TOO_GOOD}",
            value=cv,
            passed=cv < TOO_GOOD,
        ),
    ]
