"""The test set, once per run: every metric with its interval, and what lies between two models.

The models were fitted on the training rows and chosen on their folds before this is read.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from omegaconf import DictConfig

from workbench.facts import Chosen, TestResult, about
from workbench.records import Comparison, Estimate, Training
from workbench.reports import common_facts
from workbench.statistics import interval

from . import metrics
from .choose import behind
from .data import TARGET
from .facts import DataReport

Array = NDArray[np.float64]


class Before(NamedTuple):
    """What was found before the test set is read.

    ``known`` holds the target of each training row, ``out_of_fold`` a prediction of it by a model
    that was not fitted on the row.
    """

    prepared: DataReport
    compared: Comparison
    trained: Training
    known: Array
    out_of_fold: Array


def tested(
    predicted: Mapping[str, Array], actual: Array, before: Before, seed: int
) -> tuple[Chosen, TestResult, list[TestResult]]:
    """Return the test scores of the chosen model, of its baseline, and of the other baselines.

    The difference to the baseline is paired: both are scored on the same resampled rows.
    """
    labels = {each.key: each.label for each in before.compared.candidates}
    results = {
        key: TestResult(key=key, label=labels[key], scores=metrics.scores(actual, each, seed))
        for key, each in predicted.items()
    }
    name, base = before.trained.search.model, before.compared.baseline
    ours, theirs = (metrics.headline(actual, predicted[key]) for key in (name, base))
    drawn = [metrics.headline_draws(actual, predicted[key], seed) for key in (name, base)]
    gap = interval(behind(ours, theirs), behind(*drawn))
    candidate = next(each for each in before.compared.candidates if each.key == name)
    in_training = about(candidate, before.trained)
    chosen = Chosen(**dict(results[name]), **in_training, to_baseline=gap)
    others = [each for key, each in results.items() if key not in (name, base)]
    return chosen, results[base], others


def moved(actual: Array, predicted: Array, before: Before, seed: int) -> Estimate:
    """Return the headline on the test set minus that out of fold; each is resampled on its own."""
    here, there = (actual, predicted), (before.known, before.out_of_fold)
    draws = metrics.headline_draws(*here, seed) - metrics.headline_draws(*there, seed + 1)
    return interval(metrics.headline(*here) - metrics.headline(*there), draws)


def measure(
    config: DictConfig, predicted: Mapping[str, Array], actual: Array, before: Before
) -> dict[str, Any]:
    """Score the test set; return the facts that do not depend on what a row is.

    Args:
        config: The resolved configuration.
        predicted: What the chosen model and each baseline say of the test rows, by their names.
        actual: The targets of these rows; no stage that chooses or fits a model reads them.
        before: What prepare, compare and train found.
    """
    prepared, compared, trained = before.prepared, before.compared, before.trained
    chosen, baseline, others = tested(predicted, actual, before, config.seed)
    return {
        **common_facts(config, compared, trained, __package__ or "", [TARGET]),
        **dict(prepared),
        "chosen": chosen,
        "baseline": baseline,
        "other_baselines": others,
        "leakage": [*prepared.split.checks, *trained.checks],
    }


def values(chosen: Chosen, baseline: TestResult) -> dict[str, float]:
    """Return the scores by name, as DVC and MLflow keep them; the headline is the first."""
    headline = next(iter(chosen.scores))
    return {
        **{name: each.value for name, each in chosen.scores.items()},
        f"baseline_{headline}": baseline.scores[headline].value,
        f"cv_{headline}": chosen.cv.value,
    }
