"""What the stages before evaluate have written, as the facts take it."""

import hashlib
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

import joblib
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from omegaconf import DictConfig

from .files import (
    CHOSEN,
    FACTS,
    MODELS,
    OUT_OF_FOLD,
    PREDICTIONS,
    REPORTS,
    TEST,
    TRAIN,
    existing,
    read_json,
    save,
    save_csv,
    save_json,
    save_parquet,
)
from .reaching import unreached
from .records import LIBRARIES, Check, Comparison, CurvePoint, Record, Run, Source, Timing, Training
from .tuning import Tuned, as_cells, from_cells

__all__ = [
    "common_facts",
    "comparison",
    "fitted_models",
    "out_of_fold",
    "save_comparison",
    "save_evaluation",
    "save_models",
    "save_training",
    "training",
]


def comparison() -> Comparison:
    """Return what compare found."""
    return Comparison(**read_json(REPORTS / "candidates.json", "compare"))


def training() -> Training:
    """Return what train found."""
    return Training(**read_json(REPORTS / "search.json", "train"))


def answers_sha256(columns: Sequence[str]) -> str:
    """Return the SHA-256 of the test set's answers, which no file that is published holds."""
    answers = pd.read_parquet(existing(TEST, "prepare"), columns=list(columns))
    text = answers.to_csv(index=False, lineterminator="\n")
    return hashlib.sha256(text.encode()).hexdigest()


def run_record(config: DictConfig, package: str, answers: Sequence[str]) -> Run:
    """Return what the numbers were made with."""
    return Run(
        package=package,
        seed=config.seed,
        folds=config.folds,
        choices=dict(config.choices),
        python=platform.python_version(),
        versions={name: version(name) for name in LIBRARIES},
        answers_sha256=answers_sha256(answers),
    )


def common_facts(
    config: DictConfig,
    compared: Comparison,
    trained: Training,
    package: str,
    answers: Sequence[str],
) -> dict[str, Any]:
    """Return the fields of ``BaseFacts`` that are known before the test set is read.

    Args:
        config: The resolved configuration.
        compared: What compare found.
        trained: What train found.
        package: The package that made the numbers.
        answers: The columns of a test row that a model has to find.
    """
    timings = read_json(REPORTS / "timings.json", "compare")
    pick, model = compared.pick, joblib.load(existing(MODELS / "model.joblib", "train"))
    return {
        "run": run_record(config, package, answers),
        "source": Source(**read_json(REPORTS / "source.json", "fetch")),
        "models": compared.candidates,
        "timings": [Timing(**each) for each in timings],
        "pick": pick,
        "runner_up": next(each for each in compared.candidates if each.key == pick.runner_up),
        "search": trained.search,
        "learning_curve": trained.learning_curve,
        "unused": unreached(model, pd.read_parquet(existing(TRAIN, "prepare"))),
    }


def save_comparison(found: Comparison, scores: Mapping[str, Any]) -> None:
    """Write what compare found: the candidates, their out-of-fold predictions, and their times.

    Args:
        found: The candidates and the pick.
        scores: By candidate, with ``predicted``, ``fit_s`` and ``predict_ms``.
    """
    said = {name: as_cells(each.predicted) for name, each in scores.items()}
    timings = [Timing(key=k, fit_s=s.fit_s, predict_ms=s.predict_ms) for k, s in scores.items()]
    save_parquet(OUT_OF_FOLD, pd.DataFrame(said))
    save_json(REPORTS / "timings.json", [each.content() for each in timings])
    save_json(REPORTS / "candidates.json", found.content())


def save_training(
    tuned: Tuned, curve: list[CurvePoint], checks: list[Check], held_back: ArrayLike
) -> None:
    """Write what train found, and what the chosen model said of what it had not seen.

    Args:
        tuned: The chosen model and its search; its outcomes are out of fold, shape (n,).
        curve: The score with a part of the training data.
        checks: What would make the score too good.
        held_back: What is kept beside each outcome: its fold, or how many rows it stands for.
    """
    found = Training(
        cv=tuned.cv, train=tuned.train, search=tuned.search, learning_curve=curve, checks=checks
    )
    said = as_cells(tuned.predicted)
    save_parquet(CHOSEN, pd.DataFrame({"outcome": said, "fold": held_back}))
    save_json(REPORTS / "search.json", found.content())


def save_models(models: Mapping[str, Any], chosen: str) -> None:
    """Write the fitted models: the chosen one apart from the baselines."""
    baselines = {name: model for name, model in models.items() if name != chosen}
    save(MODELS / "baselines.joblib", lambda part: joblib.dump(baselines, part))
    save(MODELS / "model.joblib", lambda part: joblib.dump(models[chosen], part))


def fitted_models(chosen: str) -> dict[str, Any]:
    """Return the fitted baselines and the chosen model, by name."""
    model = joblib.load(existing(MODELS / "model.joblib", "train"))
    return {**joblib.load(existing(MODELS / "baselines.joblib", "train")), chosen: model}


def out_of_fold() -> NDArray[np.float64]:
    """Return what the chosen model said of each training row when it had not seen it."""
    return from_cells(pd.read_parquet(existing(CHOSEN, "train"))["outcome"])


def save_evaluation(
    facts: Record, metrics: Mapping[str, float], predictions: Mapping[str, ArrayLike]
) -> None:
    """Write facts.json, metrics.json and predictions.csv.

    Args:
        facts: What was measured, rounded.
        metrics: The test scores by name, exact, as DVC and MLflow want them.
        predictions: The key of each test row, and what the chosen model said of it.
    """
    save_json(REPORTS / "metrics.json", dict(metrics), exact=True)
    save_json(FACTS, facts.content())
    save_csv(PREDICTIONS, pd.DataFrame(dict(predictions)))
