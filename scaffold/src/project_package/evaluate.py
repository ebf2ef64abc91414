"""The one look at the test set: every metric with its interval."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.facts import Chosen, TestResult, about
from workbench.records import Comparison, Training
from workbench.reports import gathered
from workbench.statistics import difference

from . import metrics
from .cleaning import NAME, TARGET
from .data import KEY
from .facts import DataReport, Facts
from .models import predict
from .weak_spots import importance, slices, worst_cases


def tested(
    predicted: dict[str, NDArray[np.float64]],
    actual: NDArray[np.float64],
    compared: Comparison,
    trained: Training,
    seed: int,
) -> tuple[Chosen, TestResult, list[TestResult]]:
    """Return the test scores of the chosen model, of its baseline, and of other baselines."""
    candidates = {each.key: each for each in compared.candidates}
    results = {}
    for key, each in predicted.items():
        of = {n: metrics.estimate(m, actual, each, seed) for n, m in metrics.METRICS.items()}
        results[key] = TestResult(key=key, label=candidates[key].label, scores=of)
    name, base = trained.search.model, compared.baseline
    gap = difference(metrics.headline, actual, predicted[name], predicted[base], seed)
    known = about(candidates[name], trained)
    chosen = Chosen(**dict(results[name]), **known, to_baseline=gap)
    return chosen, results[base], [v for k, v in results.items() if k not in (name, base)]


def evaluate(
    config: DictConfig,
    test: pd.DataFrame,
    models: dict[str, BaseEstimator],
    reports: tuple[DataReport, Comparison, Training],
) -> Facts:
    """Score the test set and put every fact together.

    Args:
        config: The resolved configuration.
        test: Test rows with their targets, read by no stage before.
        models: The fitted baselines and the chosen model, by name.
        reports: What prepare, compare and train found.
    """
    prepared, compared, trained = reports
    table = test.drop(columns=[TARGET, NAME, KEY])
    predicted = {name: predict(model, table) for name, model in models.items()}
    actual, ours = test[TARGET].to_numpy(), predicted[trained.search.model]
    chosen, baseline, others = tested(predicted, actual, compared, trained, config.seed)
    parts = slices(test, ours, config.slice_min_rows, config.seed)
    return Facts(
        **gathered(config, compared, trained, __package__ or "", [TARGET]),
        data=prepared.data,
        split=prepared.split,
        baseline=baseline,
        other_baselines=others,
        chosen=chosen,
        slices=parts,
        worst_slice=parts[0],
        slice_min_rows=config.slice_min_rows,
        worst=worst_cases(test, ours),
        importance=importance(models[trained.search.model], test, config),
        leakage=[*prepared.split.checks, *trained.checks],
    )
