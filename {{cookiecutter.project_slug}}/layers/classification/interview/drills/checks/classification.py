"""Checks of the exercises on probabilities and decisions."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from ..own_code import Own, hold

COSTS = {"true_positive": 9, "false_positive": -1, "false_negative": 0, "true_negative": 0}


class Fixed:
    """A model whose probability of a positive is known beforehand, row by row."""

    def __init__(self, positive: np.ndarray):
        """Say ``positive`` of the rows, whatever they are."""
        self.positive = positive

    def predict_proba(self, table: pd.DataFrame) -> np.ndarray:
        """Return both columns."""
        return np.column_stack([1 - self.positive, self.positive])


def too_good_payoff(own: Own) -> None:
    """The threshold is that of the training rows, out of fold."""
    evaluate, metrics = own("evaluate"), own("metrics")
    columns = dict.fromkeys(("row", "subject", "body", "text", "group"), "a")
    train = pd.DataFrame({**columns, "target": [0, 1] * 10})
    test = pd.DataFrame({**columns, "target": [0, 0, 1, 1] * 5})
    target = own("data").TARGET
    train, test = (each.rename(columns={"target": target}) for each in (train, test))
    held = np.where(train[target] == 1, 0.8, 0.6)
    said = np.where(test[target] == 1, 0.3, 0.1)
    config: Any = SimpleNamespace(data=SimpleNamespace(payoff=COSTS), seed=0)
    known = train[target].to_numpy(int)
    data = evaluate.to_evaluate(config, train, test, {"m": Fixed(said)}, "m", held)
    right = metrics.best_threshold(known, held, metrics.Payoff(**COSTS))
    found = data.rule.threshold
    hold(
        abs(found - right) < 1e-9,
        f"Out of fold the best threshold is {right:.2f}, and {found:.2f} is used.",
    )


def act_on_nobody(own: Own) -> None:
    """Acting pays from harm over harm plus good."""
    payoff = own("metrics").Payoff
    for values, right in (((9, -1, 0, 0), 0.1), ((1, -3, 0, 0), 0.75), ((0, -2, -8, 0), 0.2)):
        found = float(payoff(*values).break_even)
        good, harm = values[0] - values[2], values[3] - values[1]
        said = f"With {good} to win and {harm} to lose it is said to pay from {found:.0%} on."
        hold(abs(found - right) < 1e-9, said)


def sure_and_right(own: Own) -> None:
    """The loss is that of the class that the row has."""
    actual, probability = np.array([1, 0, 1, 0]), np.array([0.9, 0.1, 0.8, 0.3])
    found = own("metrics").log_losses(actual, probability)
    right = -np.log([0.9, 0.9, 0.8, 0.7])
    said = f"A positive that was given 90% costs {found[0]:.2f}."
    hold(np.allclose(found, right), said)
