"""The test set, once per run: every metric with its interval."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.facts import Chosen, TestResult, about
from workbench.records import Comparison, Training
from workbench.reports import common_facts
from workbench.statistics import difference, shift

from . import metrics
from .data import TARGET
from .facts import DataReport, Derived, Facts
from .features import seen
from .models import predict
from .weak_spots import importance, slices, worst_cases


class Before(NamedTuple):
    """What was found before the test set is read; ``out_of_fold`` is of the training rows."""

    prepared: DataReport
    compared: Comparison
    trained: Training
    out_of_fold: NDArray[np.float64]


def tested(
    predicted: dict[str, NDArray[np.float64]],
    actual: NDArray[np.float64],
    before: Before,
    seed: int,
) -> tuple[Chosen, TestResult, list[TestResult]]:
    """Return the test scores of the chosen model, of its baseline, and of other baselines."""
    candidates = {each.key: each for each in before.compared.candidates}
    results = {}
    for key, each in predicted.items():
        of = {n: metrics.estimate(m, actual, each, seed) for n, m in metrics.METRICS.items()}
        results[key] = TestResult(key=key, label=candidates[key].label, scores=of)
    name, base = before.trained.search.model, before.compared.baseline
    gap = difference(metrics.headline, actual, predicted[name], predicted[base], seed)
    known = about(candidates[name], before.trained)
    chosen = Chosen(**dict(results[name]), **known, to_baseline=gap)
    return chosen, results[base], [v for k, v in results.items() if k not in (name, base)]


def measure(
    config: DictConfig,
    train: pd.DataFrame,
    test: pd.DataFrame,
    models: dict[str, BaseEstimator],
    before: Before,
) -> tuple[Facts, NDArray[np.float64]]:
    """Score the test set; return every fact, and the estimates of the chosen model.

    Args:
        config: The resolved configuration.
        train: Training rows with their targets.
        test: Test rows with their targets, not read by a stage that chooses or fits.
        models: The fitted baselines and the chosen model, by name.
        before: What prepare, compare and train found.
    """
    prepared, compared, trained, out_of_fold = before
    table = seen(test)
    predicted = {name: predict(model, table) for name, model in models.items()}
    actual, ours = test[TARGET].to_numpy(), predicted[trained.search.model]
    chosen, baseline, others = tested(predicted, actual, before, config.seed)
    by_part = slices(test, ours, config.slice_min_rows, config.seed)
    known = train[TARGET].to_numpy()
    moved = shift(metrics.headline, (actual, ours), (known, out_of_fold), config.seed)
    facts = Facts(
        **common_facts(config, compared, trained, __package__ or "", [TARGET]),
        data=prepared.data,
        split=prepared.split,
        baseline=baseline,
        other_baselines=others,
        chosen=chosen,
        slices=by_part,
        worst_slice=by_part[0],
        slice_min_rows=config.slice_min_rows,
        worst=worst_cases(test, ours),
        importance=importance(models[trained.search.model], test, config),
        leakage=[*prepared.split.checks, *trained.checks],
        derived=Derived(test_minus_cv=moved),
    )
    return facts, ours


def values(facts: Facts) -> dict[str, float]:
    """Return the scores by name, as DVC and MLflow keep them."""
    scores = {name: each.value for name, each in facts.chosen.scores.items()}
    return {**scores, "cv_rmse": facts.chosen.cv.value}
