"""What is done about rare positives, and how it does out of fold."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from workbench.classification.resampling import average_precision_from, blocks, cumulated, means
from workbench.records import Estimate, Record
from workbench.statistics import interval

from .metrics import average_precision, brier, log_losses, roc_auc
from .models import changed
from .payoff import HALF, Payoff, best_threshold

NOTHING = "nothing"
REMEDIES = {  # what is done to the training part of a fold, in words
    NOTHING: NOTHING,
    "weights": "class weights",
    "copies": "rare class copied",
    "fewer": "common class thinned out",
    "between": "SMOTE",
    "cleaned": "SMOTE, then edited neighbours",
}
THOUSAND = 1000

Array = NDArray[np.float64]


class Gains(Record):
    """A remedy minus doing nothing, on the same resampled rows."""

    average_precision: Estimate
    log_loss: Estimate
    best_payoff: Estimate


class Remedy(Record):
    """One remedy for one model, out of fold. Payoffs are of a thousand rows.

    ``best_payoff`` is at the threshold that is best on these rows, a little too kind to all;
    ``said`` is the mean chance.
    """

    model: str
    remedy: str
    label: str
    average_precision: float
    roc_auc: float
    log_loss: float
    brier: float
    said: float
    f1_at_half: float
    payoff_at_half: float
    payoff_at_break_even: float
    best_threshold: float
    best_payoff: float
    gains: Gains | None = None


class Drawn(NamedTuple):
    """One remedy on resampled rows, each of shape (RESAMPLES,)."""

    average_precision: Array
    log_loss: Array
    best_payoff: Array


def treated(name: str, candidates: Mapping[str, Any], remedy: str, seed: int) -> dict[str, Any]:
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
            "_target_": f"{__package__}.balancing.Balanced",
            "estimator": candidates[name]["estimator"],
            "method": remedy,
            "seed": seed,
        }
    return changed(name, candidates, params)


def drawn(actual: NDArray[np.int64], said: Array, payoff: Payoff, seed: int) -> Drawn:
    """Return a remedy's scores on resampled rows; each draw gets the threshold best for it.

    Acting on a row adds what that class gains by being acted on, so the payoff of every threshold
    comes from the same sums as average precision.
    """
    never = payoff.of(actual, np.zeros(len(actual), bool))
    of_positive = payoff.true_positive - payoff.false_negative
    of_negative = payoff.false_positive - payoff.true_negative
    precision, best = [], []
    for times in blocks(len(actual), seed):
        found, alarms = cumulated(times, actual, said)
        precision.append(average_precision_from(found, alarms))
        gained = (found * of_positive + alarms * of_negative).max(axis=1).clip(0)
        best.append((gained + times @ never) / len(actual))
    return Drawn(
        average_precision=np.concatenate(precision),
        log_loss=means(log_losses(actual, said)[:, None], seed)[:, 0],
        best_payoff=THOUSAND * np.concatenate(best),
    )


def scored(actual: NDArray[np.int64], said: Array, payoff: Payoff) -> dict[str, float]:
    """Return the scores of a remedy on the rows as they are."""
    best = best_threshold(actual, said, payoff)

    def worth(threshold: float) -> float:
        return THOUSAND * float(payoff.of(actual, said >= threshold).mean())

    return {
        "average_precision": average_precision(actual, said),
        "roc_auc": roc_auc(actual, said),
        "log_loss": float(log_losses(actual, said).mean()),
        "brier": brier(actual, said),
        "said": float(said.mean()),
        "f1_at_half": float(f1_score(actual, said >= HALF)),
        "payoff_at_half": worth(HALF),
        "payoff_at_break_even": worth(payoff.break_even),
        "best_threshold": best,
        "best_payoff": worth(best),
    }


def remedies(
    about: tuple[str, str],
    outcomes: Mapping[str, Array],
    actual: NDArray[np.int64],
    payoff: Payoff,
    seed: int,
) -> list[Remedy]:
    """Return the record of every remedy for one model, doing nothing first.

    Args:
        about: Key and label of the model.
        outcomes: Out-of-fold chances by remedy, shape (n_rows,), that of ``NOTHING`` first.
        actual: 1 for a positive, else 0, shape (n_rows,).
        payoff: What the outcomes are worth.
        seed: Of the resamples.
    """
    model, label = about
    values = {name: scored(actual, said, payoff) for name, said in outcomes.items()}
    draws = {name: drawn(actual, said, payoff, seed) for name, said in outcomes.items()}

    def gains(name: str) -> Gains | None:
        """Return what a remedy gains over doing nothing."""
        if name == NOTHING:
            return None
        away = {
            field: interval(
                values[name][field] - values[NOTHING][field],
                getattr(draws[name], field) - getattr(draws[NOTHING], field),
            )
            for field in Gains.model_fields
        }
        return Gains(**away)

    return [
        Remedy(
            model=model,
            remedy=name,
            label=f"{label}: {REMEDIES[name]}",
            **values[name],
            gains=gains(name),
        )
        for name in outcomes
    ]
