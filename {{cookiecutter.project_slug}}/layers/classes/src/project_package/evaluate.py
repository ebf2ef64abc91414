"""The test set, once per run: every metric with its interval, per class, and what acting is worth.

The models were fitted on the training rows and chosen on their folds before this is read. A
threshold is chosen only if conf/data/own.yaml says what an error costs, on out-of-fold
probabilities of the training rows.
"""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.classification.calibration import calibration
from workbench.classification.decisions import decisions
from workbench.classification.lift import lift
from workbench.classification.records import Worth
from workbench.facts import Chosen, TestResult, about
from workbench.own.classes import NAMES, Derived, OfClass
from workbench.records import Comparison, Estimate, Training
from workbench.reports import common_facts
from workbench.statistics import interval, proportion

from . import metrics
from .data import TARGET, read_table, told
from .facts import DataReport, Facts
from .metrics import Array, Classes, Payoff, cells, f1_of
from .models import predict
from .weak_spots import weak_spots

HALF = 0.5  # the threshold where nobody has said what an error costs


class Before(NamedTuple):
    """What was found before the test set is read.

    ``out_of_fold`` holds a prediction of each training row by a model not fitted on it, shape
    (n_train,).
    """

    prepared: DataReport
    compared: Comparison
    trained: Training
    out_of_fold: Array


def tested(
    predicted: dict[str, Array], actual: Classes, before: Before, seed: int
) -> tuple[Chosen, TestResult, list[TestResult]]:
    """Return the test scores of the chosen model, of its baseline, and of the other baselines.

    The difference to the baseline is paired: both are scored on the same resampled rows.
    """
    candidates = {each.key: each for each in before.compared.candidates}
    results = {
        key: TestResult(
            key=key, label=candidates[key].label, scores=metrics.scores(actual, each, seed)
        )
        for key, each in predicted.items()
    }
    name, base = before.trained.search.model, before.compared.baseline
    ahead = metrics.headline(actual, predicted[name]) - metrics.headline(actual, predicted[base])
    drawn = [metrics.headline_draws(actual, predicted[key], seed) for key in (name, base)]
    gap = interval(-ahead, drawn[1] - drawn[0])
    in_training = about(candidates[name], before.trained)
    chosen = Chosen(**dict(results[name]), **in_training, to_baseline=gap)
    others = [each for key, each in results.items() if key not in (name, base)]
    return chosen, results[base], others


def moved(here: tuple[Classes, Array], there: tuple[Classes, Array], seed: int) -> Estimate:
    """Return the headline on the test set minus that out of fold; each is resampled on its own."""
    draws = metrics.headline_draws(*here, seed) - metrics.headline_draws(*there, seed + 1)
    return interval(metrics.headline(*here) - metrics.headline(*there), draws)


def of_two(
    actual: Classes, probability: Array, known: Classes, out_of_fold: Array, config: DictConfig
) -> dict[str, Any]:
    """Return what only two classes have: calibration, lift and, with payoffs, decisions."""
    found: dict[str, Any] = {"lift": lift(actual, probability, config.lift_share, config.seed)}
    cut = HALF
    if worth := config.data.get("payoff"):
        payoff = Payoff(*(float(worth[name]) for name in Payoff._fields))
        cut = payoff.best_threshold(known, out_of_fold)
        found["worth"] = Worth(**payoff._asdict(), unit=worth.unit)
        found["decisions"] = decisions(actual, probability, cut, payoff, config.seed)
    found["calibration"] = calibration(actual, probability, probability >= cut, config.seed)
    return found


def per_class(confusion: Array, names: list[str]) -> list[OfClass]:
    """Return precision, recall and F1 of each of several classes, shape (n_classes, n_classes)."""
    return [
        OfClass(
            name=name,
            rows=int(confusion[i].sum()),
            predicted=int(confusion[:, i].sum()),
            precision=proportion(confusion[i, i], confusion[:, i].sum()),
            recall=proportion(confusion[i, i], confusion[i].sum()),
            f1=float(f1_of(confusion)[i]),
        )
        for i, name in enumerate(names)
    ]


def of_several(actual: Classes, predicted: Array, names: list[str]) -> dict[str, Any]:
    """Return what only several classes have: each class, and which is taken for which."""
    number = len(names)
    confusion = cells(actual, predicted, number).sum(axis=0).reshape(number, number)
    return {
        "per_class": per_class(confusion, names),
        "confusion": confusion.astype(int).tolist(),
    }


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
        train: Training rows with their classes.
        test: Test rows with their classes; no stage that chooses or fits a model reads them.
        models: The fitted baselines and the chosen model, by name.
        before: What prepare, compare and train found.
    """
    (prepared, compared, trained, out_of_fold), seed = before, config.seed
    actual, known = (part[TARGET].to_numpy(int) for part in (test, train))
    predicted = {name: predict(model, read_table(test)) for name, model in models.items()}
    model, ours = models[trained.search.model], predicted[trained.search.model]
    chosen, baseline, others = tested(predicted, actual, before, seed)
    names = told()["classes"]
    special = (
        of_several(actual, ours, names)
        if metrics.several()
        else of_two(actual, ours, known, out_of_fold, config)
    )
    facts = Facts(
        **common_facts(config, compared, trained, __package__ or "", [TARGET]),
        data=prepared.data,
        split=prepared.split,
        metric=told()["metric"],
        metric_name=NAMES[told()["metric"]],
        classes=names,
        shares=[float(np.mean(known == number)) for number in range(len(names))],
        baseline=baseline,
        other_baselines=others,
        chosen=chosen,
        slice_metric="accuracy" if metrics.several() else "ROC AUC",
        slice_min_rows=config.slice_min_rows,
        **weak_spots(model, (train, test), ours, config),
        **special,
        leakage=[*prepared.split.checks, *trained.checks],
        derived=Derived(test_minus_cv=moved((actual, ours), (known, out_of_fold), seed)),
    )
    return facts, ours


def values(facts: Facts) -> dict[str, float]:
    """Return the scores by name, as DVC and MLflow keep them."""
    return {
        **{name: each.value for name, each in facts.chosen.scores.items()},
        "baseline_headline": facts.baseline.scores["headline"].value,
        "cv_headline": facts.chosen.cv.value,
    }
