"""The one look at the test set: every metric with its interval, and what lies around an estimate.

The models were fitted on the training rows and chosen on their folds before this is read.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.facts import Chosen, TestResult, about
from workbench.records import Comparison, Estimate, Training
from workbench.reports import gathered
from workbench.statistics import difference, shift

from . import metrics
from .cleaning import TARGET
from .data import outside
from .facts import DataReport, Derived, Extrapolation, Facts, PriceRange
from .models import predict
from .weak_spots import errors, importance, slices

Array = NDArray[np.float64]


def scores(actual: Array, predicted: Array, seed: int) -> dict[str, Estimate]:
    """Return every metric on the test set with its bootstrap interval over houses."""
    return {
        name: metrics.estimate(metric, actual, predicted, seed)
        for name, metric in metrics.METRICS.items()
    }


def tested(
    models: dict[str, BaseEstimator],
    test: pd.DataFrame,
    compared: Comparison,
    trained: Training,
    seed: int,
) -> tuple[Chosen, TestResult, list[TestResult]]:
    """Return the test scores of the chosen model, of its baseline, and of other baselines.

    The difference to the baseline is paired: both are scored on the same resampled houses.
    """
    actual, candidates = test[TARGET].to_numpy(float), {c.key: c for c in compared.candidates}
    predicted = {name: predict(model, test) for name, model in models.items()}
    results = {
        name: TestResult(key=name, label=candidates[name].label, scores=scores(actual, each, seed))
        for name, each in predicted.items()
    }
    name, base = trained.search.model, compared.baseline
    gap = difference(metrics.headline, actual, predicted[name], predicted[base], seed)
    known = about(candidates[name], trained)
    chosen = Chosen(**dict(results[name]), **known, to_baseline=gap)
    others = [each for key, each in results.items() if key not in (name, base)]
    return chosen, results[base], others


def price_range(ratios: Array, actual: Array, predicted: Array, config: DictConfig) -> PriceRange:
    """Return the range around an estimate that holds for ``range_level`` of the training houses.

    Args:
        ratios: Price over out-of-fold prediction of each training house, shape (n_train,).
        actual: Prices of the test houses, US dollars, shape (n_test,).
        predicted: Their estimates.
        config: The resolved configuration.

    Source:
        Barber, Candes, Ramdas and Tibshirani, Predictive inference with the jackknife+, Annals of
        Statistics 49 (2021): the cross-validation residuals, without its correction.
    """
    level = config.range_level
    low, high = np.quantile(ratios, [(1 - level) / 2, (1 + level) / 2])

    def held(actual: Array, estimated: Array, axis: int = -1) -> Any:
        return np.mean((actual >= estimated * low) & (actual <= estimated * high), axis=axis)

    return PriceRange(
        level=level,
        low_percent=float((low - 1) * 100),
        high_percent=float((high - 1) * 100),
        held=metrics.estimate(held, actual, predicted, config.seed),
    )


def extrapolation(
    train: pd.DataFrame, test: pd.DataFrame, predicted: Array, seed: int
) -> Extrapolation:
    """Return the error on test houses inside and outside the ranges that training has seen."""
    away, actual = outside(train, test).to_numpy(), test[TARGET].to_numpy()

    def error(rows: NDArray[np.bool_]) -> Estimate:
        return metrics.estimate(metrics.headline, actual[rows], predicted[rows], seed)

    return Extrapolation(
        rows=int(away.sum()),
        inside=error(~away),
        outside=error(away) if away.sum() > 1 else None,
    )


def evaluate(
    config: DictConfig,
    train: pd.DataFrame,
    test: pd.DataFrame,
    models: dict[str, BaseEstimator],
    out_of_fold: Array,
    reports: tuple[DataReport, Comparison, Training],
) -> Facts:
    """Score the test set and put every fact together.

    Args:
        config: The resolved configuration.
        train: Training rows with their prices.
        test: Test rows with their prices, read by no stage before.
        models: The fitted baselines and the chosen model, by name.
        out_of_fold: What the chosen model said of each training row when it had not seen it.
        reports: What prepare, compare and train found.
    """
    (prepared, compared, trained), seed = reports, config.seed
    model = models[trained.search.model]
    actual, known, ours = test[TARGET].to_numpy(), train[TARGET].to_numpy(), predict(model, test)
    chosen, baseline, others = tested(models, test, compared, trained, seed)
    parts = slices(train, test, ours, config.slice_min_rows, seed)
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
        importance=importance(model, test, config),
        errors=errors(train, test, ours, out_of_fold, seed),
        price_range=price_range(known / out_of_fold, actual, ours, config),
        extrapolation=extrapolation(train, test, ours, seed),
        leakage=[*prepared.split.checks, *trained.checks],
        derived=Derived(
            lift=1 - chosen.scores["rmse_log"].value / baseline.scores["rmse_log"].value,
            gap=chosen.cv.value / chosen.train - 1,
            test_minus_cv=shift(metrics.headline, (actual, ours), (known, out_of_fold), seed),
        ),
        near=metrics.NEAR,
        usual_sale=config.data.usual_sale,
    )
