"""Rare positives: do weights or resampling help, or only the threshold? On training rows only.

Every remedy is fitted on the folds of the comparison. Beside it: what resampling before the folds
are cut would have claimed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from omegaconf import DictConfig
from sklearn.base import clone
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from workbench.files import plain
from workbench.parallel import run_tasks
from workbench.records import Record

from .balancing import METHODS
from .crossval import Job, cross_validate, training_table
from .metrics import roc_auc
from .models import build
from .payoff import HALF, payoff_of
from .remedies import NOTHING, REMEDIES, Remedy, remedies, treated

ADDING = ("copies", "between", "cleaned")  # remedies that put new rows beside their originals


class Claim(Record):
    """What resampling before the folds are cut claims, and what the same does inside them."""

    model: str
    label: str
    claimed_auc: float
    claimed_f1: float
    roc_auc: float
    f1_at_half: float


class Imbalance(Record):
    """All remedies, by model, and the false claims."""

    rate: float
    break_even: float
    remedies: list[Remedy]
    claims: list[Claim]

    @property
    def worst(self) -> Claim:
        """The claim that is furthest above what is true."""
        return max(self.claims, key=lambda each: each.claimed_auc - each.roc_auc)

    @property
    def treated(self) -> list[Remedy]:
        """All but those that do nothing."""
        return [each for each in self.remedies if each.gains]

    @property
    def paying(self) -> list[Remedy]:
        """The remedies that are shown to be worth more than doing nothing, each at its best."""
        return [each for each in self.treated if each.gains and each.gains.best_payoff.low > 0]

    @property
    def ranking(self) -> list[Remedy]:
        """The remedies that are shown to rank better than doing nothing."""
        gains = [(each, each.gains) for each in self.treated]
        return [each for each, gain in gains if gain and gain.average_precision.low > 0]

    @property
    def spoiling(self) -> list[Remedy]:
        """The remedies that are shown to raise the log loss."""
        return [each for each in self.treated if each.gains and each.gains.log_loss.low > 0]

    def get(self, model: str, remedy: str = NOTHING) -> Remedy:
        """Return one remedy for one model."""
        return next(e for e in self.remedies if (e.model, e.remedy) == (model, remedy))


def balanced_before(
    name: str, candidates: Mapping[str, Any], method: str, number: int, seed: int
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
    said = np.empty(len(classes))
    splitter = StratifiedKFold(number, shuffle=True, random_state=seed)
    for seen, unseen in splitter.split(rows, classes):
        fitted = clone(model[-1]).fit(rows[seen], classes[seen])
        said[unseen] = fitted.predict_proba(rows[unseen])[:, 1]
    return roc_auc(classes, said), float(f1_score(classes, said >= HALF))


def claims(found: Sequence[Remedy], config: DictConfig) -> list[Claim]:
    """Return what the wrong order claims for every model and way to add rows."""
    honest = [each for each in found if each.remedy in ADDING]
    candidates = plain(config.candidates)
    tasks = [
        (
            each.model,
            treated(each.model, candidates, NOTHING, config.seed),
            each.remedy,
            config.folds,
            config.seed,
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
    candidates, names = plain(config.candidates), list(config.imbalance_models)
    pairs = [(name, remedy) for name in names for remedy in REMEDIES]
    jobs = [
        Job(name, treated(name, candidates, remedy, config.seed), training_error=False)
        for name, remedy in pairs
    ]
    scores = dict(zip(pairs, cross_validate(jobs, config, "imbalance"), strict=True))
    actual, payoff = training_table()[1].to_numpy(int), payoff_of(config)
    found: list[Remedy] = []
    for name in names:
        outcomes = {remedy: scores[name, remedy].outcomes for remedy in REMEDIES}
        about = name, candidates[name]["label"]
        found += remedies(about, outcomes, actual, payoff, config.seed)
    return Imbalance(
        rate=float(actual.mean()),
        break_even=payoff.break_even,
        remedies=found,
        claims=claims(found, config),
    )
