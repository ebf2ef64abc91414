"""Calculations on what a classifier's probabilities are worth."""

from __future__ import annotations

import math
import random

from ..facts import Facts
from .core import Calculation


def loss_of_a_confident_miss(_: Facts, draw: random.Random) -> Calculation:
    """The log loss of one row that was confidently wrong."""
    said = draw.choice([0.995, 0.998, 0.999, *(tenth / 100 for tenth in range(60, 100))])
    loss = -math.log(1 - said)
    return Calculation(
        category="evaluation",
        covers=("log loss",),
        ask=f"A row is predicted positive with probability {said} and is negative. "
        "What does it add to the sum of the log loss (natural logarithm)?",
        answer=loss,
        digits=2,
        unit="",
        steps=(f"-ln(1 - {said}) = {loss:.2f}", "a probability of one half would have cost 0.69"),
        why="why one confident mistake can undo many good rows.",
    )


def auc_of_a_few(_: Facts, draw: random.Random) -> Calculation:
    """ROC AUC as the share of pairs in the right order."""
    scores = draw.sample(range(5, 96), 6)
    positives, negatives = sorted(scores[:3]), sorted(scores[3:])
    right = sum(p > n for p in positives for n in negatives)
    return Calculation(
        category="evaluation",
        covers=("roc-auc",),
        ask="Positives have the scores "
        + ", ".join(f"0.{score:02d}" for score in positives)
        + ", negatives "
        + ", ".join(f"0.{score:02d}" for score in negatives)
        + ". What is ROC AUC?",
        answer=right / 9,
        digits=2,
        unit="",
        steps=(
            f"of 3 x 3 pairs, {right} have the positive above the negative",
            f"{right} / 9 = {right / 9:.2f}",
        ),
        why="AUC is the probability that a positive ranks above a negative; ties count one half.",
    )


def brier_of_three(_: Facts, draw: random.Random) -> Calculation:
    """The Brier score of three predictions."""
    said = [draw.randint(1, 19) / 20 for _ in range(3)]
    happened = [draw.randint(0, 1) for _ in range(3)]
    parts = [(p - y) ** 2 for p, y in zip(said, happened, strict=True)]
    rows = ", ".join(
        f"{p:.2f} ({'positive' if y else 'negative'})" for p, y in zip(said, happened, strict=True)
    )
    return Calculation(
        category="evaluation",
        covers=("brier score", "calibration"),
        ask=f"Three predictions and their outcomes: {rows}. What is the Brier score?",
        answer=sum(parts) / 3,
        digits=2,
        unit="",
        steps=(
            "mean of the squared differences to 1 or 0",
            f"({' + '.join(f'{part:.3f}' for part in parts)}) / 3 = {sum(parts) / 3:.2f}",
        ),
        why="whether you can say what the score punishes.",
    )


MAKERS = (
    loss_of_a_confident_miss,
    auc_of_a_few,
    brier_of_three,
)
