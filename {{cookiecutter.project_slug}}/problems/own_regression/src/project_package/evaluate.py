"""The test set, once per run: every metric with its interval, and the range of a prediction.

The models were fitted on the training rows and chosen on their folds before this is read.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.facts import Chosen, TestResult, about
from workbench.own.form import form_of
from workbench.records import Comparison, Estimate, Training
from workbench.reports import common_facts
from workbench.statistics import difference, proportion, shift

from . import metrics
from .data import TARGET, read_table, told
from .facts import NAMES, Bin, DataReport, Derived, Facts, Range
from .models import predict, reach
from .weak_spots import importance, on_scale, slices, worst_cases

LEAST_IN_BIN = 10  # rows: a mean of fewer would say too much of one
BINS = 10

Array = NDArray[np.float64]


class Before(NamedTuple):
    """What was found before the test set is read.

    ``out_of_fold`` holds a prediction of each training row by a model not fitted on it, shape
    (n_train,).
    """

    prepared: DataReport
    compared: Comparison
    trained: Training
    out_of_fold: Array


def scores(actual: Array, predicted: Array, seed: int) -> dict[str, Estimate]:
    """Return every metric on the test set with its bootstrap interval over rows."""
    return {
        name: metrics.with_interval(metric, actual, predicted, seed)
        for name, metric in metrics.METRICS.items()
    }


def tested(
    predicted: dict[str, Array], actual: Array, before: Before, seed: int
) -> tuple[Chosen, TestResult, list[TestResult]]:
    """Return the test scores of the chosen model, of its baseline, and of the other baselines.

    The difference to the baseline is paired: both are scored on the same resampled rows.
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


def range_around(
    known: Array, out_of_fold: Array, tests: tuple[Array, Array], level: float
) -> Range:
    """Return the range around a prediction, and the share of test rows for which it held.

    Args:
        known: Targets of the training rows.
        out_of_fold: Their predictions by models not fitted on them.
        tests: Targets of the test rows, and their predictions.
        level: Share of the rows that the range should hold for.
    """
    factor = told()["metric"] == "rmse_log"
    far = reach(on_scale(known), on_scale(out_of_fold), level)
    actual, predicted = (on_scale(each) for each in tests)
    inside = int((np.abs(actual - predicted) <= far).sum())
    return Range(
        level=level,
        reach=float(np.exp(far)) if factor else far,
        factor=factor,
        held=proportion(inside, len(actual)),
    )


def bins(actual: Array, predicted: Array) -> list[Bin]:
    """Return the means of predicted and observed in equally large bins by the prediction."""
    number = max(1, min(BINS, len(actual) // LEAST_IN_BIN))
    order = np.argsort(predicted, kind="stable")
    return [
        Bin(rows=len(rows), predicted=predicted[rows].mean(), observed=actual[rows].mean())
        for rows in np.array_split(order, number)
    ]


def measure(
    config: DictConfig,
    train: pd.DataFrame,
    test: pd.DataFrame,
    models: dict[str, BaseEstimator],
    before: Before,
) -> tuple[Facts, Array]:
    """Score the test set; return every fact, and the predictions of the chosen model.

    Args:
        config: The resolved configuration.
        train: Training rows with their targets.
        test: Test rows with their targets; no stage that chooses or fits a model reads them.
        models: The fitted baselines and the chosen model, by name.
        before: What prepare, compare and train found.
    """
    (prepared, compared, trained, out_of_fold), seed = before, config.seed
    actual, known = (part[TARGET].to_numpy() for part in (test, train))
    predicted = {name: predict(model, read_table(test)) for name, model in models.items()}
    ours, theirs = predicted[trained.search.model], predicted[compared.baseline]
    chosen, baseline, others = tested(predicted, actual, before, seed)
    leaned_on = importance(models[chosen.key], test, config)
    by_part = slices((train, test), leaned_on, ours, config.slice_min_rows, seed)
    facts = Facts(
        **common_facts(config, compared, trained, __package__ or "", [TARGET]),
        data=prepared.data,
        split=prepared.split,
        metric=told()["metric"],
        metric_name=NAMES[told()["metric"]].format(prepared.data.target),
        baseline=baseline,
        other_baselines=others,
        chosen=chosen,
        slices=by_part,
        worst_slice=by_part[0],
        slice_min_rows=config.slice_min_rows,
        importance=leaned_on,
        form=form_of(read_table(train)),
        errors=worst_cases(test, ours),
        prediction_range=range_around(known, out_of_fold, (actual, ours), config.range_level),
        bins=bins(actual, ours),
        median_target=float(np.median(known)),
        leakage=[*prepared.split.checks, *trained.checks],
        derived=Derived(
            lift=1 - metrics.headline(actual, ours) / metrics.headline(actual, theirs),
            test_minus_cv=shift(metrics.headline, (actual, ours), (known, out_of_fold), seed),
        ),
    )
    return facts, ours


def values(facts: Facts) -> dict[str, float]:
    """Return the scores by name, as DVC and MLflow keep them."""
    return {
        **{name: each.value for name, each in facts.chosen.scores.items()},
        "baseline_headline": facts.baseline.scores["headline"].value,
        "cv_headline": facts.chosen.cv.value,
    }
