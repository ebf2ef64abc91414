"""What the candidates are worth, and how that changes with what is assumed of the payoffs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..statistics import interval
from .decisions import payoff_difference, worth
from .records import CostCase, Paid
from .resampling import means

__all__ = ["Rated", "cost_cases", "paid"]

Classes = NDArray[np.int64]
Chances = NDArray[np.float64]


class Rated(NamedTuple):
    """Two sets of rows with what is known of them and what each model says.

    ``known`` and ``actual`` are the classes of the training and of the test rows; ``held`` and
    ``said``, by model, the out-of-fold probabilities of the former and those of the latter.
    ``said`` has the chosen model and the baselines. ``best`` returns the threshold at which
    probabilities pay best.
    """

    chosen: str
    labels: Mapping[str, str]
    known: Classes
    held: Mapping[str, Chances]
    actual: Classes
    said: Mapping[str, Chances]
    best: Callable[[Classes, Chances, Any], float]


def cost_cases(rated: Rated, payoffs: Mapping[str, Sequence[float]], seed: int) -> list[CostCase]:
    """Return what acting on the test rows is worth under each set of payoffs.

    Thresholds, and the baseline that the model has to beat, are chosen out of fold.

    Args:
        rated: The rows.
        payoffs: By what each assumes, in words, what a true positive, a false positive, a false
            negative and a true negative are worth.
        seed: Of the resamples.
    """
    return [cost_case(rated, says, payoff, seed) for says, payoff in payoffs.items()]


def cost_case(rated: Rated, says: str, payoff: Sequence[float], seed: int) -> CostCase:
    """Return what acting on the test rows is worth under one set of payoffs."""
    known, actual, chosen = rated.known, rated.actual, rated.chosen
    true_positive, false_positive, false_negative, true_negative = payoff
    harm = true_negative - false_positive
    cuts = {key: rated.best(known, rated.held[key], payoff) for key in rated.said}
    others = {
        key: worth(known, rated.held[key] >= cut, payoff).sum()
        for key, cut in cuts.items()
        if key != chosen
    }
    rival = max(others, key=others.__getitem__)
    ours, theirs = (rated.said[key] >= cuts[key] for key in (chosen, rival))
    each = np.column_stack([worth(actual, acted, payoff) for acted in (ours, theirs)])
    drawn = means(each, seed)
    return CostCase(
        says=says,
        break_even=harm / (harm + true_positive - false_negative),
        threshold=cuts[chosen],
        payoff=interval(float(each[:, 0].mean()), drawn[:, 0]),
        rival=rated.labels[rival],
        rival_acts=float(theirs.mean()),
        rival_payoff=interval(float(each[:, 1].mean()), drawn[:, 1]),
        gain=payoff_difference(actual, ours, theirs, payoff, seed),
    )


def paid(rated: Rated, payoff: Sequence[float], seed: int) -> list[Paid]:
    """Return what each candidate is worth out of fold at its own best threshold, best first."""
    known = rated.known
    cuts = {key: rated.best(known, said, payoff) for key, said in rated.held.items()}
    acted = {key: said >= cuts[key] for key, said in rated.held.items()}
    found = [
        Paid(
            label=rated.labels[key],
            threshold=cuts[key],
            payoff=float(worth(known, rows, payoff).mean()),
            chosen_ahead=None
            if key == rated.chosen
            else payoff_difference(known, acted[rated.chosen], rows, payoff, seed),
        )
        for key, rows in acted.items()
    ]
    return sorted(found, key=lambda each: -each.payoff)
