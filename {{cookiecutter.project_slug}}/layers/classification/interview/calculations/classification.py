"""Calculations on a classifier's counts, costs and probabilities."""

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
        f"flagged. What is the precision, in per cent, where {share:.1%} are positive?",
        answer=precision,
        digits=0,
        unit="%",
        steps=(
            f"true positives {recall:.2f} x {share:.3f} = {hits:.4f}",
            f"false positives {alarms:.3f} x {1 - share:.3f} = {misses:.4f}",
            f"{hits:.4f} / ({hits:.4f} + {misses:.4f}) = {precision:.0f} %",
        ),
        why="recall and false alarms travel to other places; precision does not.",
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
        "are flagged by mistake. How many are that?",
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
        f"{alarms} fewer false alarms than the lower. How many misses must one false alarm be "
        "worth for both to cost the same?",
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
        ask=f"Suppose one threshold misses {counts[0]} positives with {counts[1]} false alarms, "
        f"another {counts[2]} with {counts[3]}, and a false alarm is as bad as {ratio} misses. "
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


def false_alarms_from_precision(facts: Facts, draw: random.Random) -> Calculation:
    """How many false alarms there are, from rows, share, recall and precision."""
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
        f"and precision {precision:.2f}. How many false alarms are there?",
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
        f"{gain}. From which probability, in per cent, does acting pay?",
        answer=share,
        digits=0,
        unit="%",
        steps=(
            f"acting pays when p x {gain} > (1 - p) x {harm}",
            f"p > {harm} / ({harm} + {gain}) = {share:.0f} %",
        ),
        why="the threshold follows from the costs, if the probabilities are calibrated.",
    )


def loss_of_a_confident_miss(_: Facts, draw: random.Random) -> Calculation:
    """The log loss of one row that was confidently wrong."""
    said = draw.choice([0.995, 0.998, 0.999, *(tenth / 100 for tenth in range(60, 100))])
    loss = -math.log(1 - said)
    return Calculation(
        category="evaluation",
        covers=("log loss",),
        ask=f"A row is called positive with probability {said} and is negative. "
        "What does it add to the sum of the log loss (natural logarithm)?",
        answer=loss,
        digits=2,
        unit="",
        steps=(f"-ln(1 - {said}) = {loss:.2f}", "a coin's answer would have cost 0.69"),
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
        why="AUC is the chance that a positive is ranked above a negative.",
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
        "the 95 % interval to either side, by the normal approximation?",
        answer=half,
        digits=1,
        unit="%",
        steps=(
            f"1.96 x sqrt({rate:.2f} x {1 - rate:.2f} / {rows})",
            f"= {half:.1f} points",
        ),
        why="recall is counted on the positives alone, so its interval is wider than you think.",
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
        ask=f"Three predictions and what came true: {rows}. What is the Brier score?",
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
    precision_at_another_rate,
    missed_positives,
    false_alarms_in_ten_thousand,
    f1_from_its_parts,
    ratio_where_thresholds_tie,
    cheaper_threshold,
    false_alarms_from_precision,
    break_even_probability,
    loss_of_a_confident_miss,
    auc_of_a_few,
    error_of_a_rate,
    brier_of_three,
)
