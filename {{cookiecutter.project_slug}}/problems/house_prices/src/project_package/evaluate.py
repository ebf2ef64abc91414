"""The test set, once per run: every metric with its interval, and what lies around an estimate.

The models were fitted on the training rows and chosen on their folds before this is read.
"""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.facts import Chosen, TestResult, about
from workbench.records import Comparison, Estimate, Training
from workbench.reports import common_facts
from workbench.statistics import difference, shift

from . import metrics
from .data import TARGET, outside
from .facts import DataReport, Derived, Extrapolation, Facts, PriceRange
from .models import predict, usual_ratios
from .weak_spots import importance, slices, worst_cases

Array = NDArray[np.float64]


class Before(NamedTuple):
    """What was found before the test set is read.

    ``out_of_fold`` holds an estimate of each training house by a model not fitted on it, US
    dollars, shape (n_train,).
    """

    prepared: DataReport
    compared: Comparison
    trained: Training
    out_of_fold: Array


def scores(actual: Array, predicted: Array, seed: int) -> dict[str, Estimate]:
    """Return every metric on the test set with its bootstrap interval over houses."""
    return {
        name: metrics.with_interval(metric, actual, predicted, seed)
        for name, metric in metrics.METRICS.items()
    }


def tested(
    predicted: dict[str, Array], actual: Array, before: Before, seed: int
) -> tuple[Chosen, TestResult, list[TestResult]]:
    """Return the test scores of the chosen model, of its baseline, and of the other baselines.

    The difference to the baseline is paired: both are scored on the same resampled houses.
    """
    candidates = {each.key: each for each in before.compared.candidates}
    results = {
        key: TestResult(key=key, label=candidates[key].label, scores=scores(actual, each, seed))
        for key, each in predicted.items()
    }
    name, base = before.trained.search.model, before.compared.baseline
    gain = difference(metrics.headline, actual, predicted[name], predicted[base], seed)
    in_training = about(candidates[name], before.trained)
    chosen = Chosen(**dict(results[name]), **in_training, to_baseline=gain)
    others = [each for key, each in results.items() if key not in (name, base)]
    return chosen, results[base], others


def price_range(ratios: Array, actual: Array, predicted: Array, config: DictConfig) -> PriceRange:
    """Return the range around an estimate that holds for ``range_level`` of the training houses.

    Args:
        ratios: Price over out-of-fold prediction of each training house, shape (n_train,).
        actual: Prices of the test houses, US dollars, shape (n_test,).
        predicted: Their estimates.
        config: The resolved configuration.
    """
    level = config.range_level
    low, high = usual_ratios(ratios, level)

    def held(actual: Array, estimated: Array, axis: int = -1) -> Any:
        return np.mean((actual >= estimated * low) & (actual <= estimated * high), axis=axis)

    return PriceRange(
        level=level,
        low_percent=(low - 1) * 100,
        high_percent=(high - 1) * 100,
        held=metrics.with_interval(held, actual, predicted, config.seed),
    )


def extrapolation(
    train: pd.DataFrame, test: pd.DataFrame, predicted: Array, seed: int
) -> Extrapolation:
    """Return the error on test houses inside and outside the ranges of the training houses."""
    away, actual = outside(train, test).to_numpy(), test[TARGET].to_numpy()

    def error(rows: NDArray[np.bool_]) -> Estimate:
        return metrics.with_interval(metrics.headline, actual[rows], predicted[rows], seed)

    beyond = error(away) if away.sum() > 1 else None
    return Extrapolation(rows=int(away.sum()), inside=error(~away), outside=beyond)


def measure(
    config: DictConfig,
    train: pd.DataFrame,
    test: pd.DataFrame,
    models: dict[str, BaseEstimator],
    before: Before,
) -> tuple[Facts, Array]:
    """Score the test set; return every fact, and the estimates of the chosen model, US dollars.

    Args:
        config: The resolved configuration.
        train: Training rows with their prices.
        test: Test rows with their prices; no stage that chooses or fits a model reads them.
        models: The fitted baselines and the chosen model, by name.
        before: What prepare, compare and train found.
    """
    (prepared, compared, trained, out_of_fold), seed = before, config.seed
    actual, in_train = (part[TARGET].to_numpy() for part in (test, train))
    predicted = {name: predict(model, test) for name, model in models.items()}
    ours, theirs = predicted[trained.search.model], predicted[compared.baseline]
    chosen, baseline, others = tested(predicted, actual, before, seed)
    by_part = slices(train, test, ours, config.slice_min_rows, seed)
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
        importance=importance(models[chosen.key], test, config),
        errors=worst_cases(train, test, ours, out_of_fold, config),
        price_range=price_range(in_train / out_of_fold, actual, ours, config),
        extrapolation=extrapolation(train, test, ours, seed),
        leakage=[*prepared.split.checks, *trained.checks],
        derived=Derived(
            lift=1 - metrics.headline(actual, ours) / metrics.headline(actual, theirs),
            gap=chosen.cv.value / chosen.train - 1,
            test_minus_cv=shift(metrics.headline, (actual, ours), (in_train, out_of_fold), seed),
        ),
        near=metrics.NEAR,
        usual_sale=config.data.usual_sale,
    )
    return facts, ours


def values(facts: Facts) -> dict[str, float]:
    """Return the scores by name, as DVC and MLflow keep them."""
    return {
        **{name: each.value for name, each in facts.chosen.scores.items()},
        "baseline_rmse_log": facts.baseline.scores["rmse_log"].value,
        "cv_rmse_log": facts.chosen.cv.value,
    }
