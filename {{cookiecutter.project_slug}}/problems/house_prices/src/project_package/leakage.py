"""Is the score too good? Fits that should fail, and columns that may say too much."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from omegaconf import DictConfig

from .crossval import Job, cross_validate, training_table
from .metrics import headline
from .records import Check

SALE_TERMS = ("sale_type", "sale_condition")
MOST_FROM_TERMS = 0.1  # of the error: above, the model leans on how the sale was made
LEAST_WHEN_SHUFFLED = 0.95  # of the error of one price for all: below, rows leak into each other
TOO_GOOD = 0.095  # RMSE of log price: honest cross-validation on this table stays above it


def checks(name: str, candidates: Mapping[str, Any], config: DictConfig, cv: float) -> list[Check]:
    """Return one record a check, from cross-validation on the training rows.

    Args:
        name: The chosen candidate.
        candidates: All candidates, with the settings that are kept.
        config: The resolved configuration.
        cv: The cross-validated error of the chosen candidate.
    """
    shuffled, without = cross_validate(
        [
            Job(name, candidates, share=0.25, shuffle_target=True, training_error=False),
            Job(name, candidates, drop=SALE_TERMS, training_error=False),
        ],
        config,
        "leakage checks",
    )
    target = training_table()[1]
    one_price = headline(target, np.full(len(target), target.median()))
    by_terms = without.cv / cv - 1
    return [
        Check(
            name="shuffled target",
            question="Does the pipeline learn anything when prices are dealt out at random?",
            finding="error as a share of that of one price for every house",
            limit=f"above {LEAST_WHEN_SHUFFLED}",
            value=shuffled.cv / one_price,
            passed=shuffled.cv > LEAST_WHEN_SHUFFLED * one_price,
        ),
        Check(
            name="sale terms",
            question="Does it lean on the sale type and condition, which a seller learns late?",
            finding="growth of the error, as a share, without both columns",
            limit=f"below {MOST_FROM_TERMS}",
            value=by_terms,
            passed=by_terms < MOST_FROM_TERMS,
        ),
        Check(
            name="too good",
            question="Is the error lower than honest work on this table gets?",
            finding="cross-validated error",
            limit=f"above {TOO_GOOD}",
            value=cv,
            passed=cv > TOO_GOOD,
        ),
    ]
