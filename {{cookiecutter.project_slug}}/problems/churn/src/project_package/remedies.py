"""Rare positives: do weights or resampling help, or only the threshold? On training rows only.

Every remedy is fitted on the folds of the comparison. Beside it: what resampling before the folds
are cut would have claimed.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import clone
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from workbench.classification.balancing import METHODS
from workbench.classification.resampling import blocks, means
from workbench.files import plain
from workbench.fits import Job
from workbench.models import Candidates, changed
from workbench.parallel import run_tasks
from workbench.statistics import interval

from .choose import cross_validate, training_table
from .facts import Claim, Gains, Imbalance, Remedy
from .metrics import (
    HALF,
    Payoff,
    average_precision,
    best_threshold,
    brier,
    headline_draws,
    log_loss,
    log_losses,
    payoff_of,
    per_thousand,
    roc_auc,
    totals,
)
from .models import build

NOTHING = "nothing"
REMEDIES = {  # what is done to the training part of a fold, in words
    NOTHING: NOTHING,
    "weights": "class weights",
    "copies": "rare class copied",
    "between": "SMOTE",
}

Array = NDArray[np.float64]


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


def scored(actual: NDArray[np.int64], probability: Array, payoff: Payoff) -> dict[str, float]:
    """Return the scores of a remedy on the rows as they are."""
    best = best_threshold(actual, probability, payoff)
    cuts = np.array([HALF, payoff.break_even, best])
    worth = per_thousand(actual, probability, payoff, cuts).tolist()
    return {
        "average_precision": average_precision(actual, probability),
        "roc_auc": roc_auc(actual, probability),
        "log_loss": log_loss(actual, probability),
        "brier": brier(actual, probability),
        "said": float(probability.mean()),
        "f1_at_half": float(f1_score(actual, probability >= HALF)),
        "best_threshold": best,
        **dict(zip(("payoff_at_half", "payoff_at_break_even", "best_payoff"), worth, strict=True)),
    }


def drawn(
    actual: NDArray[np.int64], probability: Array, payoff: Payoff, seed: int
) -> dict[str, Array]:
    """Return a remedy's scores on resampled rows; each draw gets the threshold best for it."""
    best = [
        totals(times, actual, probability, payoff)[1].max(axis=1)
        for times in blocks(len(actual), seed)
    ]
    return {
        "average_precision": headline_draws(actual, probability, seed),
        "log_loss": means(log_losses(actual, probability)[:, None], seed)[:, 0],
        "best_payoff": 1000 * np.concatenate(best) / len(actual),
    }


def remedies(
    about: tuple[str, str],
    predicted: Mapping[str, Array],
    actual: NDArray[np.int64],
    payoff: Payoff,
    seed: int,
) -> list[Remedy]:
    """Return the record of every remedy for one model, doing nothing first.

    Args:
        about: Key and label of the model.
        predicted: Out-of-fold probabilities by remedy, shape (n_rows,), that of NOTHING first.
        actual: 1 for a positive, else 0, shape (n_rows,).
        payoff: What the outcomes are worth.
        seed: Of the resamples.
    """
    values = {name: scored(actual, each, payoff) for name, each in predicted.items()}
    draws = {name: drawn(actual, each, payoff, seed) for name, each in predicted.items()}

    def gains(name: str) -> Gains:
        """Return what a remedy gains over doing nothing, on the same resampled rows."""
        ours, nothing = values[name], values[NOTHING]
        return Gains(
            **{
                score: interval(ours[score] - nothing[score], each - draws[NOTHING][score])
                for score, each in draws[name].items()
            }
        )

    return [
        Remedy(
            model=about[0],
            remedy=name,
            label=f"{about[1]}: {REMEDIES[name]}",
            **each,
            gains=None if name == NOTHING else gains(name),
        )
        for name, each in values.items()
    ]


def balanced_before(
    name: str, candidates: Candidates, method: str, number: int, seed: int
) -> tuple[float, float]:
    """Return the ROC AUC and F1 that the wrong order claims: balance all rows, then cut folds.

    A copied or made-up row can then be in the validation part while its original is in the training
    part. This is a common mistake in published work on rare classes; it is made here on purpose, to
    show what it is worth.
    """
    table, target = training_table()
    model = build(name, candidates)
    rows, classes = METHODS[method](
        np.asarray(model[:-1].fit_transform(table, target), float),
        target.to_numpy(int),
        np.random.default_rng(seed),
    )
    predicted = np.empty(len(classes))
    splitter = StratifiedKFold(number, shuffle=True, random_state=seed)
    for seen, unseen in splitter.split(rows, classes):
        fitted = clone(model[-1]).fit(rows[seen], classes[seen])
        predicted[unseen] = fitted.predict_proba(rows[unseen])[:, 1]
    return roc_auc(classes, predicted), float(f1_score(classes, predicted >= HALF))


def claims(found: list[Remedy], config: DictConfig) -> list[Claim]:
    """Return what the wrong order claims for every model and way to add rows."""
    honest = [each for each in found if each.remedy in METHODS]
    candidates, seed = plain(config.candidates), config.seed
    tasks = [
        (
            each.model,
            treated(each.model, candidates, NOTHING, seed),
            each.remedy,
            config.folds,
            seed,
        )
        for each in honest
    ]
    claimed = run_tasks(balanced_before, tasks, config.compute, "the wrong order")
    return [
        Claim(
            model=each.model,
            label=each.label,
            claimed_auc=auc,
            claimed_f1=f1,
            roc_auc=each.roc_auc,
            f1_at_half=each.f1_at_half,
        )
        for each, (auc, f1) in zip(honest, claimed, strict=True)
    ]


def imbalance(config: DictConfig) -> Imbalance:
    """Return what every remedy does to the models named in the configuration."""
    candidates = plain(config.candidates)
    jobs = {
        (name, remedy): Job(name, treated(name, candidates, remedy, config.seed))
        for name in config.imbalance_models
        for remedy in REMEDIES
    }
    scores = dict(zip(jobs, cross_validate(list(jobs.values()), config, "imbalance"), strict=True))
    actual, payoff = training_table()[1].to_numpy(int), payoff_of(config)
    found: list[Remedy] = []
    for name in config.imbalance_models:
        predicted = {remedy: scores[name, remedy].predicted for remedy in REMEDIES}
        about = name, candidates[name]["label"]
        found += remedies(about, predicted, actual, payoff, config.seed)
    return Imbalance(
        rate=float(actual.mean()),
        break_even=payoff.break_even,
        remedies=found,
        claims=claims(found, config),
    )
