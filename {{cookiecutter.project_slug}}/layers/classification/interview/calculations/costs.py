"""Calculations on what a classifier's errors cost."""

from __future__ import annotations

import random

from ..facts import Facts
from ..records import lookup
from .core import Calculation


def ratio_where_thresholds_tie(facts: Facts, draw: random.Random) -> Calculation:
    """The cost ratio at which two thresholds cost the same."""
    high, low = lookup(facts, "chosen.at_chosen"), lookup(facts, "chosen.at_half")
    if high["threshold"] < low["threshold"]:
        high, low = low, high
    missed = high["false_negatives"] - low["false_negatives"] + draw.randint(0, 12)
    alarms = low["false_positives"] - high["false_positives"] + draw.randint(0, 4)
    ratio = missed / alarms
    return Calculation(
        category="evaluation",
        covers=("threshold", "cost"),
        ask=f"Suppose the higher of two thresholds misses {missed} more positives and raises "
        f"{alarms} fewer false positives than the lower. How many misses must one false positive "
        "be worth for both to cost the same?",
        answer=ratio,
        digits=1,
        unit="",
        steps=(
            f"{alarms} x cost of an alarm = {missed} x cost of a miss",
            f"{missed} / {alarms} = {ratio:.1f}",
        ),
        why="a threshold is right for a cost ratio, and you know for which.",
    )


def cheaper_threshold(facts: Facts, draw: random.Random) -> Calculation:
    """What the cheaper of two thresholds costs at another cost ratio."""
    counts = []
    for name in ("chosen.at_chosen", "chosen.at_half"):
        at = lookup(facts, name)
        counts += [at["false_negatives"] + draw.randint(0, 9), at["false_positives"]]
    ratio = draw.choice([2, 3, 4, 5, 6, 8, 12, 15, 20, 25])
    first, second = (misses + ratio * alarms for misses, alarms in (counts[:2], counts[2:]))
    if first == second:
        raise ValueError("neither is cheaper")
    return Calculation(
        category="evaluation",
        covers=("threshold", "cost"),
        ask=f"Suppose one threshold misses {counts[0]} positives with {counts[1]} false positives, "
        f"another {counts[2]} with {counts[3]}, and a false positive is as bad as {ratio} misses. "
        "What does the cheaper of the two cost, counted in misses?",
        answer=float(min(first, second)),
        digits=0,
        unit="misses",
        steps=(
            f"{counts[0]} + {ratio} x {counts[1]} = {first:,}",
            f"{counts[2]} + {ratio} x {counts[3]} = {second:,}",
            f"the {'first' if first < second else 'second'} is cheaper",
        ),
        why="which threshold is better is a question about costs, so answer with a sum.",
    )


def break_even_probability(facts: Facts, draw: random.Random) -> Calculation:
    """The probability from which acting pays, for costs near the project's own."""
    worth = [lookup(facts, f"worth.{name}") for name in ("true_positive", "false_negative")]
    harm = lookup(facts, "worth.true_negative") - lookup(facts, "worth.false_positive")
    gain = worth[0] - worth[1]
    harm, gain = (max(1, round(value * draw.uniform(0.3, 3))) for value in (harm, gain))
    share = 100 * harm / (harm + gain)
    unit = lookup(facts, "worth.unit")
    return Calculation(
        category="practical",
        covers=("threshold", "cost"),
        ask=f"Suppose acting on a negative loses {harm} {unit} and acting on a positive gains "
        f"{gain}. From which probability, in percent, does acting pay?",
        answer=share,
        digits=0,
        unit="%",
        steps=(
            f"acting pays when p x {gain} > (1 - p) x {harm}",
            f"p > {harm} / ({harm} + {gain}) = {share:.0f}%",
        ),
        why="the threshold follows from the costs, if the probabilities are calibrated.",
    )


MAKERS = (
    ratio_where_thresholds_tie,
    cheaper_threshold,
    break_even_probability,
)
