"""Stage evaluate: score the test set, once, and write every fact that the documents may use.

Reads:  models/, data/split/, data/chosen_out_of_fold.parquet, the reports of the stages before
Writes: reports/metrics.json, reports/predictions.csv, reports/facts.json, reports/plots/
"""

import joblib
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from . import metrics, plots
from .base_facts import about
from .data_facts import DataReport
from .facts import Chosen, Facts, TestResult
from .files import (
    FACTS,
    MODELS,
    PREDICTIONS,
    REPORTS,
    TEST,
    TRAIN,
    existing,
    load_config,
    read_json,
    rounded,
    save_csv,
    save_json,
)
from .fitted import out_of_fold, predictions_of
from .gathered import comparison, gathered, training
from .importance import importance
from .records import Comparison, Training
from .scoring import derived, extrapolation, price_range, results
from .slices import errors, odd, slices
from .stats import difference, shift
from .task import KEY, TARGET, read


def scored(
    actual: pd.Series,
    predictions: dict[str, NDArray[np.float64]],
    compared: Comparison,
    trained: Training,
    seed: int,
) -> tuple[Chosen, TestResult, list[TestResult]]:
    """Return the test scores of the chosen model, of its baseline, and of other baselines."""
    name, base = trained.search.model, compared.baseline
    candidates = {each.key: each for each in compared.candidates}
    tested = results(actual, predictions, candidates, seed)
    gain = difference(metrics.headline, actual, predictions[name], predictions[base], seed)
    known = about(candidates[name], trained)
    chosen = Chosen(**dict(tested[name]), **known, to_baseline=gain)
    others = [each for key, each in tested.items() if key not in (name, base)]
    return chosen, tested[base], others


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
    trained: Training,
    predictions: dict[str, NDArray[np.float64]],
) -> Facts:
    """Put all facts together."""
    table, actual = read(TEST)
    truth, known, seen = actual.to_numpy(), train[TARGET].to_numpy(), out_of_fold()
    compared, prepared = comparison(), DataReport(**read_json(REPORTS / "data.json", "prepare"))
    ours = predictions[trained.search.model]
    chosen, baseline, others = scored(actual, predictions, compared, trained, config.seed)
    parts = slices(train, test, ours, config.slice_min_rows, config.seed)
    model = joblib.load(MODELS / "model.joblib")
    moved = shift(metrics.headline, (truth, ours), (known, seen), config.seed)
    return Facts(
        **gathered(config, compared, trained),
        data=prepared.data,
        split=prepared.split,
        baseline=baseline,
        other_baselines=others,
        chosen=chosen,
        slices=parts,
        worst_slice=parts[0],
        slice_min_rows=config.slice_min_rows,
        importance=importance(
            model, table, actual, config.data.topics, config.importance_repeats, config.seed
        ),
        errors=errors(test, ours, odd(test, ours, train, seen, config.seed)),
        price_range=price_range(known / seen, truth, ours, config.range_level, config.seed),
        extrapolation=extrapolation(train, test, ours, config.seed),
        leakage=[*prepared.split.checks, *trained.checks],
        derived=derived(chosen, baseline, moved),
        near=metrics.NEAR,
        usual_sale=config.data.usual_sale,
    )


def run() -> None:
    """Measure, draw, write."""
    config = load_config()
    train = pd.read_parquet(existing(TRAIN, "prepare"))
    test = pd.read_parquet(existing(TEST, "prepare"))
    trained = training()
    predictions = predictions_of(trained, read(TEST)[0])
    measured = measure(config, train, test, trained, predictions)
    facts = Facts(**rounded(measured.content()))
    plots.draw(facts, test[TARGET], predictions[facts.chosen.key])
    save_json(REPORTS / "metrics.json", flat(measured), exact=True)
    save_json(FACTS, facts.content())
    estimates = {KEY: test[KEY], "estimate": predictions[facts.chosen.key]}
    save_csv(PREDICTIONS, pd.DataFrame(estimates))
