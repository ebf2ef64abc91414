"""Stage evaluate: score the test set, once, and write every fact that the documents may use.

Reads:  models/, data/split/, data/out_of_fold.parquet, data/chosen_out_of_fold.parquet, the
        reports of the stages before
Writes: reports/metrics.json, reports/predictions.csv, reports/facts.json, reports/plots/
"""

from typing import Any

import joblib
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from . import plots
from .at_start import threshold_at_start
from .base_facts import about
from .calibration import calibration
from .classification_facts import Chosen, Derived, TestResult, Threshold, Worth
from .cuts import cuts
from .evaluation import Evaluation
from .extras import extras
from .facts import Facts
from .files import (
    FACTS,
    MODELS,
    OUT_OF_FOLD,
    PREDICTIONS,
    REPORTS,
    TEST,
    TRAIN,
    existing,
    load_config,
    rounded,
    save_csv,
    save_json,
)
from .fitted import out_of_fold, predictions_of
from .gathered import comparison, gathered, training
from .metrics import headline, headline_draws, worse_by
from .payoff import HALF, Rule, best_threshold, payoff_of, threshold_draws
from .records import Candidate, Comparison, Estimate, Training
from .scoring import decisions, payoff_difference, scores
from .slices import slices
from .stats import interval
from .task import KEY, TARGET, read

Array = NDArray[np.float64]


def tested(
    candidate: Candidate, actual: NDArray[np.int64], probability: Array, rule: Rule, seed: int
) -> TestResult:
    """Return the test scores of one model, at its own threshold and at one half."""
    return TestResult(
        key=candidate.key,
        label=candidate.label,
        scores=scores(actual, probability, seed),
        at_chosen=decisions(actual, probability, rule, seed),
        at_half=decisions(actual, probability, rule._replace(threshold=HALF), seed),
    )


def behind(actual: NDArray[np.int64], ours: Array, theirs: Array, seed: int) -> Estimate:
    """Return how far one model is behind another in the headline metric, on the same rows."""
    draws = [headline_draws(actual, each, seed) for each in (ours, theirs)]
    return interval(worse_by(headline(actual, ours), headline(actual, theirs)), worse_by(*draws))


def moved(data: Evaluation) -> Estimate:
    """Return the headline metric on the test set minus that out of fold, resampling both."""
    seed = data.config.seed
    here = headline_draws(data.actual, data.probability, seed)
    there = headline_draws(data.known, data.seen, seed + 1)
    value = headline(data.actual, data.probability) - headline(data.known, data.seen)
    return interval(value, here - there)


def operating_point(data: Evaluation) -> Threshold:
    """Return the threshold with the interval that resampled training rows give it."""
    payoff, seed = data.rule.payoff, data.config.seed
    draws = threshold_draws(data.known, data.seen, payoff, seed)
    acted, at_half = data.rule.acts(data.probability), data.probability >= HALF
    return Threshold(
        value=interval(data.rule.threshold, draws),
        break_even=payoff.break_even,
        gain=payoff_difference(data.actual, acted, at_half, payoff, seed),
        at_start=threshold_at_start(data.known),
    )


def compared(
    data: Evaluation, found: Comparison, trained: Training, predictions: dict[str, Array]
) -> dict[str, Any]:
    """Return the chosen model and the baselines on the test set, and what lies between them."""
    seed, payoff = data.config.seed, data.rule.payoff
    name, base = trained.search.model, found.baseline
    about_them = {each.key: each for each in found.candidates}
    seen = pd.read_parquet(existing(OUT_OF_FOLD, "compare"))
    results, acted = {}, {}
    for key, said in predictions.items():
        own = data.rule
        if key != name:
            own = Rule(best_threshold(data.known, seen[key].to_numpy(), payoff), payoff)
        results[key] = tested(about_them[key], data.actual, said, own, seed)
        acted[key] = own.acts(said)
    to_baseline = behind(data.actual, predictions[name], predictions[base], seed)
    chosen = Chosen(
        **dict(results[name]), **about(about_them[name], trained), to_baseline=to_baseline
    )
    return {
        "chosen": chosen,
        "baseline": results[base],
        "other_baselines": [each for key, each in results.items() if key not in (name, base)],
        "derived": Derived(
            lift=Estimate(value=-to_baseline.value, low=-to_baseline.high, high=-to_baseline.low),
            payoff_gain=payoff_difference(data.actual, acted[name], acted[base], payoff, seed),
            gap=chosen.train - chosen.cv.value,
            test_minus_cv=moved(data),
        ),
    }


def measure(data: Evaluation, trained: Training, predictions: dict[str, Array]) -> Facts:
    """Put all facts together."""
    config, found = data.config, comparison()
    return Facts(
        **gathered(config, found, trained),
        **compared(data, found, trained, predictions),
        positives=int(data.actual.sum()),
        test_rows=len(data.actual),
        majority=float(max(data.actual.mean(), 1 - data.actual.mean())),
        worth=Worth(**data.rule.payoff._asdict(), unit=config.data.payoff.unit),
        threshold=operating_point(data),
        calibration=calibration(data.actual, data.probability),
        slices=slices(
            cuts(config, data.train, data.test),
            data.actual,
            data.probability,
            data.rule,
            config.slice_min_rows,
            config.seed,
        ),
        slice_min_rows=config.slice_min_rows,
        **extras(data, trained),
    )


def flat(facts: Facts) -> dict[str, float]:
    """Return the test scores by name, as DVC and MLflow want them."""
    ours, base = facts.chosen, facts.baseline
    names = ("accuracy", "precision", "recall", "f1", "false_alarms", "payoff")
    return {
        **{name: each["value"] for name, each in ours.scores.content().items()},
        **{name: getattr(ours.at_chosen, name).value for name in names},
        "f1_at_half": ours.at_half.f1.value,
        "payoff_at_half": ours.at_half.payoff.value,
        "baseline_average_precision": base.scores.average_precision.value,
        "baseline_payoff": base.at_chosen.payoff.value,
        "cv_average_precision": ours.cv.value,
        "threshold": ours.at_chosen.threshold,
    }


def predicted(data: Evaluation) -> pd.DataFrame:
    """Return the chance of each test row, and whether the threshold makes it act on the row."""
    acted = data.rule.acts(data.probability)
    return pd.DataFrame(
        {KEY: data.test[KEY], "probability": data.probability, "acted_on": acted.astype(int)}
    )


def run() -> None:
    """Measure, draw, write."""
    config, trained = load_config(), training()
    train = pd.read_parquet(existing(TRAIN, "prepare"))
    table, actual = read(existing(TEST, "prepare"))
    predictions = predictions_of(trained, table)
    known, seen, payoff = train[TARGET].to_numpy(int), out_of_fold(), payoff_of(config)
    data = Evaluation(
        config=config,
        train=train,
        test=pd.read_parquet(TEST),
        model=joblib.load(MODELS / "model.joblib"),
        actual=actual.to_numpy(int),
        probability=predictions[trained.search.model],
        known=known,
        seen=seen,
        rule=Rule(best_threshold(known, seen, payoff), payoff),
    )
    measured = measure(data, trained, predictions)
    facts = Facts(**rounded(measured.content()))
    plots.draw(facts, data)
    save_json(REPORTS / "metrics.json", flat(measured), exact=True)
    save_json(FACTS, facts.content())
    save_csv(PREDICTIONS, predicted(data))
