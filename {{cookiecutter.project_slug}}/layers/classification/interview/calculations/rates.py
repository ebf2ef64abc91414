"""Calculations on a classifier's counts and rates."""

from __future__ import annotations

import math
import random

from ..facts import Facts
from ..records import lookup
from .core import Calculation


def precision_at_another_rate(facts: Facts, draw: random.Random) -> Calculation:
    """The precision where positives are rarer or more frequent than in the test set."""
    recall = round(lookup(facts, "chosen.at_chosen.recall.value"), 2)
    alarms = round(lookup(facts, "chosen.at_chosen.false_alarms.value"), 3)
    share = draw.choice([0.2, 0.5, 0.8, *range(1, 46)]) / 100
    hits, misses = recall * share, alarms * (1 - share)
    precision = 100 * hits / (hits + misses)
    return Calculation(
        category="evaluation",
        covers=("precision",),
        ask=f"At your threshold recall is {recall:.2f} and {alarms:.3f} of the negatives are "
        f"flagged. What is the precision, in percent, where {share:.1%} are positive?",
        answer=precision,
        digits=0,
        unit="%",
        steps=(
            f"true positives {recall:.2f} x {share:.3f} = {hits:.4f}",
            f"false positives {alarms:.3f} x {1 - share:.3f} = {misses:.4f}",
            f"{hits:.4f} / ({hits:.4f} + {misses:.4f}) = {precision:.0f}%",
        ),
        why="recall and the false-positive rate carry over only where both classes look as before; "
        "precision changes with the share even then.",
    )


def missed_positives(facts: Facts, draw: random.Random) -> Calculation:
    """How many positives are missed, from a rate of positives and recall."""
    rows = draw.choice([1_000, 2_000, 5_000, 10_000, 20_000])
    share = draw.randint(3, 40) / 100
    recall = round(lookup(facts, "chosen.at_chosen.recall.value") * draw.uniform(0.85, 1), 2)
    missed = rows * share * (1 - recall)
    return Calculation(
        category="evaluation",
        covers=("recall", "confusion matrix"),
        ask=f"Suppose {rows:,} rows come in, {share:.0%} of them positive, and recall is "
        f"{recall:.2f}. How many positives are missed?",
        answer=missed,
        digits=0,
        unit="rows",
        steps=(
            f"{rows:,} x {share:.2f} = {rows * share:,.0f} positives",
            f"x (1 - {recall:.2f}) = {missed:,.0f} missed",
        ),
        why="a rate turned into a count is what the user feels.",
    )


def false_alarms_in_ten_thousand(facts: Facts, draw: random.Random) -> Calculation:
    """How many negatives are flagged by mistake."""
    alarms = round(lookup(facts, "chosen.at_chosen.false_alarms.value") * draw.uniform(0.6, 2), 4)
    share, rows = draw.randint(2, 45) / 100, 10_000
    flagged = rows * (1 - share) * alarms
    return Calculation(
        category="practical",
        covers=("confusion matrix",),
        ask=f"Suppose {share:.0%} of {rows:,} rows are positive and {alarms:.2%} of the negatives "
        "are flagged by mistake. How many rows is that?",
        answer=flagged,
        digits=0,
        unit="rows",
        steps=(
            f"{rows:,} x {1 - share:.2f} = {rows * (1 - share):,.0f} negatives",
            f"x {alarms:.4f} = {flagged:,.0f}",
        ),
        why="a small rate of a large class is a large number of people.",
    )


def f1_from_its_parts(facts: Facts, draw: random.Random) -> Calculation:
    """F1 from precision and recall."""
    precision = round(
        min(lookup(facts, "chosen.at_chosen.precision.value") * draw.uniform(0.6, 1.1), 0.99), 2
    )
    recall = round(
        min(lookup(facts, "chosen.at_chosen.recall.value") * draw.uniform(0.4, 1.1), 0.99), 2
    )
    score = 2 * precision * recall / (precision + recall)
    return Calculation(
        category="evaluation",
        covers=("f1",),
        ask=f"Suppose precision is {precision:.2f} and recall {recall:.2f}. What is F1?",
        answer=score,
        digits=2,
        unit="",
        steps=(
            "2 P R / (P + R)",
            f"2 x {precision:.2f} x {recall:.2f} / {precision + recall:.2f} = {score:.2f}",
        ),
        why="the harmonic mean stays near the smaller of the two.",
    )


def false_alarms_from_precision(facts: Facts, draw: random.Random) -> Calculation:
    """How many false positives there are, from rows, share, recall and precision."""
    rows = draw.choice([1_000, 2_000, 5_000, 10_000, 50_000])
    share = draw.randint(2, 40) / 100
    recall = round(lookup(facts, "chosen.at_chosen.recall.value") * draw.uniform(0.7, 1), 2)
    own = lookup(facts, "chosen.at_chosen.precision.value")
    precision = round(min(own * draw.uniform(0.5, 1.1), 0.98), 2)
    hits = rows * share * recall
    return Calculation(
        category="evaluation",
        covers=("precision", "confusion matrix"),
        ask=f"Suppose {rows:,} rows come in, {share:.0%} of them positive, recall is {recall:.2f} "
        f"and precision {precision:.2f}. How many false positives are there?",
        answer=hits * (1 - precision) / precision,
        digits=0,
        unit="rows",
        steps=(
            f"found: {rows:,} x {share:.2f} x {recall:.2f} = {hits:,.1f}",
            f"flagged: {hits:,.1f} / {precision:.2f} = {hits / precision:,.1f}",
            f"the rest of the flagged: {hits / precision - hits:,.0f}",
        ),
        why="from three rates and a count the whole confusion matrix follows.",
    )


def error_of_a_rate(facts: Facts, draw: random.Random) -> Calculation:
    """Half the width of the interval of a rate."""
    rows = max(int(lookup(facts, "positives") * draw.uniform(0.3, 3)), 30)
    recall = lookup(facts, "chosen.at_chosen.recall.value") * draw.uniform(0.7, 1)
    rate = round(min(recall, 0.97), 2)
    half = 100 * 1.96 * math.sqrt(rate * (1 - rate) / rows)
    return Calculation(
        category="evaluation",
        covers=("interval", "recall"),
        ask=f"Suppose recall is {rate:.2f} on {rows} positives. How many percentage points is "
        "the 95% interval to either side, by the normal approximation?",
        answer=half,
        digits=1,
        unit="%",
        steps=(
            f"1.96 x sqrt({rate:.2f} x {1 - rate:.2f} / {rows})",
            f"= {half:.1f} points",
        ),
        why="recall is counted on the positives alone, so its interval is wider than you think.",
    )


MAKERS = (
    precision_at_another_rate,
    missed_positives,
    false_alarms_in_ten_thousand,
    f1_from_its_parts,
    false_alarms_from_precision,
    error_of_a_rate,
)
