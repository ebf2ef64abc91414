"""Is the score too good? Fits that should fail, and columns that may say too much."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from omegaconf import DictConfig

from workbench.records import Check

from .baselines import RateByColumn
from .crossval import Job, cross_validate, training_folds, training_table
from .metrics import roc_auc
from .models import build
from .task import predict

MOST_WHEN_SHUFFLED = 0.55  # ROC AUC: above, rows leak into each other
MOST_FROM_ONE = 0.9  # of what the model has above one half: above, one column is the answer


def auc_of_column(column: str, config: DictConfig) -> float:
    """Return the ROC AUC that one column gets alone, out of fold, by its rates of positives."""
    table, target = training_table()
    said = np.empty(len(target))
    for seen, rows in training_folds(config.folds, config.seed):
        rates = RateByColumn(column).fit(table.iloc[seen], target.iloc[seen])
        said[rows] = predict(rates, table.iloc[rows])
    return roc_auc(target, said)


def strongest_column(config: DictConfig) -> tuple[str, float]:
    """Return the column with the highest ROC AUC alone, and that."""
    alone = {str(name): auc_of_column(str(name), config) for name in training_table()[0]}
    name = max(alone, key=lambda column: alone[column])
    return name, alone[name]


def auc_of_shuffled(name: str, candidates: Mapping[str, Any], number: int, seed: int) -> float:
    """Return the ROC AUC, out of fold, when every row has got the class of another.

    The dealt classes are both learned and scored: against the true ones a model that learned noise
    may score anything, because all columns lean one way or the other.
    """
    table, target = training_table()
    dealt = np.random.default_rng(seed).permutation(target)
    said = np.empty(len(dealt))
    for seen, rows in training_folds(number, seed):
        model = build(name, candidates).fit(table.iloc[seen], dealt[seen])
        said[rows] = predict(model, table.iloc[rows])
    return roc_auc(dealt, said)


def checks(name: str, candidates: Mapping[str, Any], config: DictConfig, _: float) -> list[Check]:
    """Return one record a check, from cross-validation on the training rows.

    Args:
        name: The chosen candidate.
        candidates: All candidates, with the settings that are kept.
        config: The resolved configuration.

    The alarm of this problem is a ROC AUC, so the cross-validated average precision, which train
    also gives, is not needed.
    """
    (honest,) = cross_validate([Job(name, candidates, training_error=False)], config, "leakage")
    whole, limit = roc_auc(training_table()[1], honest.outcomes), config.data.too_good
    none = auc_of_shuffled(name, candidates, config.folds, config.seed)
    column, alone = strongest_column(config)
    share = (alone - 0.5) / (whole - 0.5)
    return [
        Check(
            name="shuffled target",
            question="Does the pipeline learn anything when the classes are dealt out at random?",
            finding="ROC AUC then, 0.5 is a coin",
            limit=f"below {MOST_WHEN_SHUFFLED}",
            value=none,
            passed=none < MOST_WHEN_SHUFFLED,
        ),
        Check(
            name="one column",
            question="Does one column nearly give the answer away?",
            finding=f"{column} alone, as a share of what the model has above a coin",
            limit=f"below {MOST_FROM_ONE}",
            value=share,
            passed=share < MOST_FROM_ONE,
        ),
        Check(
            name="too good",
            question="Is the score higher than honest work on this table gets?",
            finding="cross-validated ROC AUC",
            limit=f"below {limit}",
            value=whole,
            passed=whole < limit,
        ),
    ]
