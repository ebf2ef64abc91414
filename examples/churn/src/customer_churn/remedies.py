"""Rare positives and empty cells: which remedy helps? On the folds of the comparison.

For rare positives: weights, resampling, or only the threshold; beside each what resampling before
the folds are cut would have claimed. For empty cells: ways to fill them, learned inside the folds.
"""

from typing import Any, NamedTuple

import numpy as np
from omegaconf import DictConfig
from sklearn.base import clone
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from workbench.classification.balancing import COMPARED, METHODS, rare_and_common
from workbench.classification.resampling import blocks, means
from workbench.files import plain
from workbench.fits import Job
from workbench.models import Candidates, changed
from workbench.parallel import run_tasks
from workbench.statistics import interval

from . import metrics
from .choose import cross_validate
from .facts import Claim, Filling, Gains, Imbalance, Remedy
from .folds import compared_before, draws, training_data
from .metrics import HALF, Array, Classes, Payoff
from .models import build

NOTHING = "nothing"
REMEDIES = {  # what is done to the training part of a fold, in words
    NOTHING: NOTHING,
    "weights": "class weights",
    "copies": "rare class copied",
    "between": "SMOTE",
}
MARKED = "median and a column that marks the gap"
WAYS: dict[str, dict[str, Any]] = {  # to fill empty numbers: settings of conf/model/
    "median": {"columns.fill": "median", "columns.indicator": False},
    "mean": {"columns.fill": "mean", "columns.indicator": False},
    MARKED: {"columns.fill": "median", "columns.indicator": True},
    "left empty": {"columns.fill": "none", "columns.indicator": False},
}
HONEST = {"model", "label", "roc_auc", "f1_at_half"}  # of a remedy, beside its claim


class Measured(NamedTuple):
    """The scores of a remedy, and of some also the draws on resampled rows, (RESAMPLES,) each."""

    scores: dict[str, float]
    draws: dict[str, Array]


def treated(name: str, candidates: Candidates, remedy: str, seed: int) -> dict[str, Any]:
    """Return the candidates with one of them treated for imbalance.

    Gaps are filled in all of them, because a row between two others needs both to be complete.
    """
    params: dict[str, Any] = {}
    if candidates[name]["columns"]["fill"] == "none":
        params["columns.fill"] = "median"
    if remedy == "weights":
        params["estimator.class_weight"] = "balanced"
    elif remedy != NOTHING:
        params["estimator"] = {
            "_target_": "workbench.classification.balancing.Balanced",
            "estimator": candidates[name]["estimator"],
            "method": remedy,
            "seed": seed,
        }
    return changed(name, candidates, params)


def measured(actual: Classes, probability: Array, payoff: Payoff, seed: int) -> Measured:
    """Return how good out-of-fold probabilities are; each draw gets the threshold best for it."""
    best = metrics.best_threshold(actual, probability, payoff)
    cuts = np.array([HALF, payoff.break_even, best])
    worth = metrics.per_thousand(actual, probability, payoff, cuts).tolist()
    highest = [
        metrics.totals(times, actual, probability, payoff)[1].max(axis=1)
        for times in blocks(len(actual), seed)
    ]
    losses = metrics.log_losses(actual, probability)
    scores = {
        "average_precision": metrics.average_precision(actual, probability),
        "roc_auc": metrics.roc_auc(actual, probability),
        "log_loss": float(losses.mean()),
        "brier": metrics.brier(actual, probability),
        "said": float(probability.mean()),
        "f1_at_half": float(f1_score(actual, probability >= HALF)),
        "best_threshold": best,
        **dict(zip(("payoff_at_half", "payoff_at_break_even", "best_payoff"), worth, strict=True)),
    }
    drawn = {
        "average_precision": metrics.headline_draws(actual, probability, seed),
        "log_loss": means(losses[:, None], seed)[:, 0],
        "best_payoff": 1000 * np.concatenate(highest) / len(actual),
    }
    return Measured(scores, drawn)


def gains(ours: Measured, nothing: Measured) -> Gains:
    """Return what a remedy gains over doing nothing, on the same resampled rows."""
    away = {
        name: interval(ours.scores[name] - nothing.scores[name], each - nothing.draws[name])
        for name, each in ours.draws.items()
    }
    return Gains(**away)


def balanced_before(
    name: str, candidates: Candidates, method: str, number: int, seed: int
) -> tuple[float, float]:
    """Return the ROC AUC and F1 that the wrong order claims: balance all rows, then cut folds.

    A copied or made-up row can then be in the validation part while its original is in the training
    part. This is a common mistake in published work on rare classes; it is made here on purpose, to
    show what it is worth.
    """
    table, target = training_data()
    model = build(name, candidates)
    encoded = np.asarray(model[:-1].fit_transform(table, target), float)
    rng = np.random.default_rng(seed)
    rows, classes = METHODS[method](encoded, target.to_numpy(int), rng)
    predicted = np.empty(len(classes))
    splitter = StratifiedKFold(number, shuffle=True, random_state=seed)
    for fit_rows, held in splitter.split(rows, classes):
        fitted = clone(model[-1]).fit(rows[fit_rows], classes[fit_rows])
        predicted[held] = fitted.predict_proba(rows[held])[:, 1]
    return metrics.roc_auc(classes, predicted), float(f1_score(classes, predicted >= HALF))


def claims(found: list[Remedy], config: DictConfig) -> list[Claim]:
    """Return what the wrong order claims for every model and way to add rows."""
    honest = [each for each in found if each.remedy in METHODS]
    candidates, seed = plain(config.candidates), config.seed
    filled = {name: treated(name, candidates, NOTHING, seed) for name in config.imbalance_models}
    tasks = [(e.model, filled[e.model], e.remedy, config.folds, seed) for e in honest]
    claimed = run_tasks(balanced_before, tasks, config.compute, "the wrong order")
    return [
        Claim(claimed_auc=auc, claimed_f1=f1, **each.model_dump(include=HONEST))
        for each, (auc, f1) in zip(honest, claimed, strict=True)
    ]


def imbalance(config: DictConfig) -> Imbalance:
    """Return what every remedy does to the models named in the configuration."""
    candidates, seed = plain(config.candidates), config.seed
    actual, payoff = training_data()[1].to_numpy(int), metrics.payoff_of(config)
    pairs = [(name, remedy) for name in config.imbalance_models for remedy in REMEDIES]
    jobs = [Job(name, treated(name, candidates, remedy, seed)) for name, remedy in pairs]
    fitted = cross_validate(jobs, config, "imbalance", compared_before(config))
    scored = [measured(actual, each.predicted, payoff, seed) for each in fitted]
    ours = dict(zip(pairs, scored, strict=True))
    found = [
        Remedy(
            model=name,
            remedy=remedy,
            label=f"{candidates[name]['label']}: {REMEDIES[remedy]}",
            gains=None if remedy == NOTHING else gains(each, ours[name, NOTHING]),
            **each.scores,
        )
        for (name, remedy), each in ours.items()
    ]
    return Imbalance(
        rate=float(actual.mean()),
        break_even=payoff.break_even,
        compared=COMPARED if len(rare_and_common(actual)[0]) > COMPARED else None,
        remedies=found,
        claims=claims(found, config),
    )


def fillings(config: DictConfig) -> list[Filling]:
    """Return how each way to fill gaps does when a share of all cells is emptied at random.

    Only an estimator that takes gaps as they are is tried with cells left empty.
    """
    candidates, found = plain(config.candidates), []
    for name in config.imputation_models:
        here = {f"columns.{key}": candidates[name]["columns"][key] for key in ("fill", "indicator")}
        used = next(way for way, settings in WAYS.items() if settings == here)
        ways = [way for way in WAYS if way in (used, "median", "mean", MARKED)]
        blank = {"columns.blank": config.blank_share}
        jobs = [Job(name, changed(name, candidates, {**blank, **WAYS[way]})) for way in ways]
        scores = dict(zip(ways, cross_validate(jobs, config, "gaps"), strict=True))
        drawn = {way: draws(each.predicted, config) for way, each in scores.items()}
        for way, each in scores.items():
            gain = interval(each.cv - scores[used].cv, drawn[way] - drawn[used])
            found.append(
                Filling(
                    model=name,
                    label=candidates[name]["label"],
                    way=way,
                    used=way == used,
                    cv=each.cv,
                    gain=None if way == used else gain,
                )
            )
    return found
