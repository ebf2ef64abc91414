"""Stage evaluate: score the test set, once, and write every fact that the documents may use.

Reads:  models/, data/split/, data/chosen_out_of_fold.parquet, the reports of the stages before
Writes: reports/metrics.json, reports/facts.json, reports/plots/
"""

import platform
from importlib.metadata import version

import joblib
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from . import metrics, plots
from .data_facts import DataReport
from .facts import Chosen, Facts, Run, TestResult
from .files import (
    CHOSEN,
    FACTS,
    MODELS,
    REPORTS,
    TEST,
    TRAIN,
    existing,
    load_config,
    read_json,
    save_json,
)
from .importance import importance
from .records import Candidate, Comparison, Estimate, Source, Timing, Training
from .scoring import derived, extrapolation, price_range, results
from .slices import errors, odd, slices
from .stats import difference, shift
from .task import read

LIBRARIES = ["numpy", "pandas", "scikit-learn", "scipy"]


def run_record(config: DictConfig) -> Run:
    """Return what the numbers were made with."""
    return Run(
        package=__package__ or "",
        seed=config.seed,
        folds=config.folds,
        choices=dict(config.choices),
        python=platform.python_version(),
        versions={name: version(name) for name in LIBRARIES},
    )


def chosen_record(
    result: TestResult, candidate: Candidate, training: Training, to_baseline: Estimate
) -> Chosen:
    """Return what is known of the chosen model, before and on the test set."""
    return Chosen(
        **dict(result),
        family=candidate.family,
        simplicity=candidate.simplicity,
        why=candidate.why,
        cv=training.cv,
        fold_sd=candidate.fold_sd,
        train=training.train,
        to_baseline=to_baseline,
    )


def compared(
    actual: pd.Series,
    predictions: dict[str, NDArray[np.float64]],
    comparison: Comparison,
    training: Training,
    seed: int,
) -> tuple[Chosen, TestResult, list[TestResult]]:
    """Return the test scores of the chosen model, of its baseline, and of other baselines."""
    name, base = training.search.model, comparison.baseline
    candidates = {each.key: each for each in comparison.candidates}
    scored = results(actual, predictions, candidates, seed)
    gain = difference(metrics.headline_error, actual, predictions[name], predictions[base], seed)
    chosen = chosen_record(scored[name], candidates[name], training, gain)
    others = [each for key, each in scored.items() if key not in (name, base)]
    return chosen, scored[base], others


def predict(training: Training, table: pd.DataFrame) -> dict[str, NDArray[np.float64]]:
    """Return the test predictions of the chosen model and of every baseline, by name."""
    chosen = joblib.load(existing(MODELS / "model.joblib", "train"))
    baselines = joblib.load(existing(MODELS / "baselines.joblib", "train"))
    models = {**baselines, training.search.model: chosen}
    return {name: model.predict(table) for name, model in models.items()}


def out_of_fold() -> NDArray[np.float64]:
    """Return what the chosen model said of each training house when it had not seen it."""
    return pd.read_parquet(existing(CHOSEN, "train"))["predicted"].to_numpy()


def flat(facts: Facts) -> dict[str, float]:
    """Return the test scores by name, as DVC and MLflow want them."""
    ours, theirs = facts.chosen.scores, facts.baseline.scores
    values = {name: estimate["value"] for name, estimate in ours.content().items()}
    return {
        **values,
        "baseline_rmse_log": theirs.rmse_log.value,
        "cv_rmse_log": facts.chosen.cv.value,
    }


def measure(
    config: DictConfig,
    train: pd.DataFrame,
    test: pd.DataFrame,
    training: Training,
    predictions: dict[str, NDArray[np.float64]],
) -> Facts:
    """Put all facts together."""
    table, actual = read(TEST)
    truth, known, seen = actual.to_numpy(), train["price"].to_numpy(), out_of_fold()
    comparison = Comparison(**read_json(REPORTS / "candidates.json", "compare"))
    prepared = DataReport(**read_json(REPORTS / "data.json", "prepare"))
    ours = predictions[training.search.model]
    candidates = {each.key: each for each in comparison.candidates}
    chosen, baseline, others = compared(actual, predictions, comparison, training, config.seed)
    parts = slices(train, test, ours, config.slice_min_rows, config.seed)
    model = joblib.load(MODELS / "model.joblib")
    moved = shift(metrics.headline_error, (truth, ours), (known, seen), config.seed)
    return Facts(
        run=run_record(config),
        source=Source(**read_json(REPORTS / "source.json", "fetch")),
        data=prepared.data,
        split=prepared.split,
        baseline=baseline,
        other_baselines=others,
        models=comparison.candidates,
        timings=[Timing(**each) for each in read_json(REPORTS / "timings.json", "compare")],
        pick=comparison.pick,
        chosen=chosen,
        runner_up=candidates[comparison.pick.runner_up],
        search=training.search,
        learning_curve=training.learning_curve,
        slices=parts,
        worst_slice=parts[0],
        slice_min_rows=config.slice_min_rows,
        importance=importance(
            model, table, actual, config.data.topics, config.importance_repeats, config.seed
        ),
        errors=errors(test, ours, odd(test, ours, train, seen, config.seed)),
        price_range=price_range(known / seen, truth, ours, config.range_level, config.seed),
        extrapolation=extrapolation(train, test, ours, config.seed),
        leakage=[*prepared.split.checks, *training.checks],
        derived=derived(chosen, baseline, moved),
        near=metrics.NEAR,
        usual_sale=config.data.usual_sale,
    )


def run() -> None:
    """Measure, draw, write."""
    config = load_config()
    train = pd.read_parquet(existing(TRAIN, "prepare"))
    test = pd.read_parquet(existing(TEST, "prepare"))
    training = Training(**read_json(REPORTS / "search.json", "train"))
    predictions = predict(training, read(TEST)[0])
    facts = measure(config, train, test, training, predictions)
    plots.draw(facts, test["price"], predictions[facts.chosen.key])
    save_json(REPORTS / "metrics.json", flat(facts), exact=True)
    save_json(FACTS, facts.content())
