"""The one look at the test set: every metric with its interval, the decisions, and their payoff.

The models were fitted on the training rows and chosen on their folds before this is read. The
threshold comes from out-of-fold probabilities of the training rows, not from the test set.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.classification.calibration import calibration
from workbench.classification.decisions import Decided, decisions, payoff_difference, slices
from workbench.classification.records import Chosen, Derived, TestResult, Threshold, Worth
from workbench.facts import about
from workbench.records import Comparison, Estimate, Training
from workbench.reports import gathered
from workbench.statistics import interval

from .data import TARGET, read_table
from .metrics import (
    HALF,
    Rule,
    best_threshold,
    headline,
    headline_draws,
    payoff_of,
    scores,
    threshold_draws,
)
from .models import predict

Array = NDArray[np.float64]


class Evaluation(NamedTuple):
    """What there is to measure: both tables, the fitted models, and what was said of their rows.

    ``actual`` and ``probability`` are of the test rows, ``known`` and ``seen`` of the training
    rows, where ``seen`` is out of fold.
    """

    config: DictConfig
    train: pd.DataFrame
    test: pd.DataFrame
    models: Mapping[str, BaseEstimator]
    actual: NDArray[np.int64]
    probability: Array
    known: NDArray[np.int64]
    seen: Array
    rule: Rule


def evaluation(
    config: DictConfig,
    train: pd.DataFrame,
    test: pd.DataFrame,
    models: Mapping[str, BaseEstimator],
    chosen: str,
    seen: Array,
) -> Evaluation:
    """Return what is to be measured, with the threshold that pays best on training rows.

    Args:
        config: The resolved configuration.
        train: Training rows with their classes.
        test: Test rows with their classes, read by no stage before.
        models: The fitted baselines and the chosen model, by name.
        chosen: The name of the chosen model.
        seen: What it said of each training row when it had not seen it, shape (n_train,).
    """
    known, payoff = train[TARGET].to_numpy(int), payoff_of(config)
    return Evaluation(
        config=config,
        train=train,
        test=test,
        models=models,
        actual=test[TARGET].to_numpy(int),
        probability=predict(models[chosen], read_table(test)),
        known=known,
        seen=seen,
        rule=Rule(best_threshold(known, seen, payoff), payoff),
    )


def operating_point(data: Evaluation) -> Threshold:
    """Return the threshold with the interval that resampled training rows give it."""
    payoff, seed = data.rule.payoff, data.config.seed
    drawn = threshold_draws(data.known, data.seen, payoff, seed)
    acted, at_half = data.rule.acts(data.probability), data.probability >= HALF
    return Threshold(
        value=interval(data.rule.threshold, drawn),
        break_even=payoff.break_even,
        gain=payoff_difference(data.actual, acted, at_half, payoff, seed),
    )


def tested(
    data: Evaluation, compared: Comparison, trained: Training, out_of_fold: pd.DataFrame
) -> dict[str, Any]:
    """Return the chosen model and the baselines on the test set, and what lies between them.

    Each baseline acts at the threshold that pays best for it. Differences are paired.
    """
    seed, payoff, actual = data.config.seed, data.rule.payoff, data.actual
    name, base = trained.search.model, compared.baseline
    candidates = {each.key: each for each in compared.candidates}
    table = read_table(data.test)
    said = {key: predict(model, table) for key, model in data.models.items()}
    threshold = {
        key: best_threshold(data.known, out_of_fold[key].to_numpy(), payoff) for key in said
    }
    threshold[name] = data.rule.threshold
    results = {
        key: TestResult(
            key=key,
            label=candidates[key].label,
            scores=scores(actual, each, seed),
            at_chosen=decisions(actual, each, threshold[key], payoff, seed),
            at_half=decisions(actual, each, HALF, payoff, seed),
        )
        for key, each in said.items()
    }
    drawn = [headline_draws(actual, said[key], seed) for key in (name, base)]
    gap = interval(headline(actual, said[base]) - headline(actual, said[name]), drawn[1] - drawn[0])
    chosen = Chosen(**dict(results[name]), **about(candidates[name], trained), to_baseline=gap)
    acted = [said[key] >= threshold[key] for key in (name, base)]
    moved = headline_draws(actual, data.probability, seed) - headline_draws(
        data.known, data.seen, seed + 1
    )
    shift = headline(actual, data.probability) - headline(data.known, data.seen)
    return {
        "chosen": chosen,
        "baseline": results[base],
        "other_baselines": [each for key, each in results.items() if key not in (name, base)],
        "derived": Derived(
            lift=Estimate(value=-gap.value, low=-gap.high, high=-gap.low),
            payoff_gain=payoff_difference(actual, *acted, payoff, seed),
            gap=chosen.train - chosen.cv.value,
            test_minus_cv=interval(shift, moved),
        ),
    }


def evaluate(
    data: Evaluation,
    compared: Comparison,
    trained: Training,
    out_of_fold: pd.DataFrame,
    cuts: Mapping[str, pd.Series],
) -> dict[str, Any]:
    """Score the test set and return the facts that every classification has.

    Args:
        data: What there is to measure.
        compared: What compare found.
        trained: What train found.
        out_of_fold: What each candidate said of each training row, one column a candidate.
        cuts: The ways to cut the test set: for each row a level, as ordered categories.
    """
    config, actual, rule = data.config, data.actual, data.rule
    return {
        **gathered(config, compared, trained, __package__ or "", [TARGET]),
        **tested(data, compared, trained, out_of_fold),
        "positives": int(actual.sum()),
        "test_rows": len(actual),
        "majority": float(max(actual.mean(), 1 - actual.mean())),
        "worth": Worth(**rule.payoff._asdict(), unit=config.data.payoff.unit),
        "threshold": operating_point(data),
        "calibration": calibration(actual, data.probability),
        "slices": slices(
            cuts,
            Decided(actual, data.probability, rule.acts(data.probability), rule.payoff),
            config.slice_min_rows,
            config.seed,
        ),
        "slice_min_rows": config.slice_min_rows,
    }
