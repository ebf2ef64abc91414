"""Calculations on intervals, folds and the gain over a baseline."""

from __future__ import annotations

import math
import random

from ..facts import Facts
from ..records import lookup
from .core import Calculation


def rows_for_a_narrower_interval(facts: Facts, draw: random.Random) -> Calculation:
    """How many rows would make the interval so many times narrower."""
    rows, times = int(lookup(facts, "test_rows")), draw.choice([2, 3, 4, 5])
    low, high = lookup(facts, "score.low"), lookup(facts, "score.high")
    rows += draw.randrange(0, 200)
    return Calculation(
        category="evaluation",
        covers=("interval",),
        ask=f"Suppose the interval {low:.3f} to {high:.3f} came from {rows} test rows. "
        f"About how many rows would make it {times} times narrower?",
        answer=float(rows * times**2),
        digits=0,
        unit="rows",
        steps=(
            "the width goes with 1 / sqrt(rows)",
            f"{times} times narrower needs {times} x {times} = {times**2} times the rows",
            f"{rows} x {times**2} = {rows * times**2:,}",
        ),
        why="whether you know what more test data buys, and that it buys little.",
    )


def interval_with_more_rows(facts: Facts, draw: random.Random) -> Calculation:
    """How wide the interval would be with more rows."""
    low, high = lookup(facts, "score.low"), lookup(facts, "score.high")
    times = draw.choice([2, 3, 5, 8, 10])
    width = (high - low) * draw.uniform(0.7, 1.4)
    digits = max(3, 2 - math.floor(math.log10(width)))
    width = round(width, digits)
    return Calculation(
        category="evaluation",
        covers=("interval",),
        ask=f"Suppose the 95% interval of your score is {width:.{digits}f} wide. "
        f"How wide is it with {times} times the test rows?",
        answer=width / math.sqrt(times),
        digits=digits,
        unit="",
        steps=(
            "divide the width by the root of the factor",
            f"{width:.{digits}f} / sqrt({times}) = {width / math.sqrt(times):.{digits}f}",
        ),
        why="whether an interval is a tool for you or a decoration.",
    )


def gain_over_baseline(facts: Facts, draw: random.Random) -> Calculation:
    """The gain over the baseline in percent of the baseline's score."""
    score, baseline = lookup(facts, "score.value"), lookup(facts, "baseline_score.value")
    lower = lookup(facts, "problem.better") == "lower"
    baseline = round(baseline * draw.uniform(0.8, 1.2), 3)
    score = round(score, 3)
    gain = (baseline - score if lower else score - baseline) / baseline * 100
    over, under = (baseline, score) if lower else (score, baseline)
    return Calculation(
        category="evaluation",
        covers=("baseline",),
        ask=f"Suppose a stronger or weaker baseline had scored {baseline:.3f}, and you {score:.3f} "
        f"({'lower' if lower else 'higher'} is better). What is your gain in percent of the "
        "baseline's score?",
        answer=gain,
        digits=0,
        unit="%",
        steps=(
            f"({over:.3f} - {under:.3f}) / {baseline:.3f} = {gain / 100:.3f}",
            f"that is {gain:.0f}%",
        ),
        why="whether your headline is a difference or a ratio, and that you know which.",
    )


def error_of_a_mean(facts: Facts, draw: random.Random) -> Calculation:
    """The standard error of the mean over the folds."""
    folds = int(lookup(facts, "run.folds"))
    spread = lookup(facts, "chosen.fold_sd") * draw.uniform(0.5, 2)
    digits = max(3, 2 - math.floor(math.log10(spread)))
    spread = round(spread, digits)
    error = spread / math.sqrt(folds)
    return Calculation(
        category="evaluation",
        covers=("cross-validation",),
        ask=f"Suppose the scores of {folds} folds have a standard deviation of "
        f"{spread:.{digits}f}. What is the standard error of their mean, if the folds were "
        "independent?",
        answer=error,
        digits=digits,
        unit="",
        steps=(
            f"{spread:.{digits}f} / sqrt({folds}) = {error:.{digits}f}",
            "too small in truth: folds share their training rows",
        ),
        why="whether you tell the spread of folds from the error of their mean.",
    )


def end_of_an_interval(_: Facts, draw: random.Random) -> Calculation:
    """The lower end of a normal interval of a difference."""
    difference = round(draw.uniform(0.005, 0.08), 3)
    error = round(difference * draw.uniform(0.3, 0.9), 3)
    low = difference - 1.96 * error
    verdict = "excludes" if low > 0 else "includes"
    return Calculation(
        category="evaluation",
        covers=("paired comparison",),
        ask=f"A paired difference is {difference:.3f} with a standard error of {error:.3f}. "
        "What is the lower end of its 95% interval?",
        answer=low,
        digits=3,
        unit="",
        steps=(
            f"{difference:.3f} - 1.96 x {error:.3f} = {low:.3f}",
            f"the interval {verdict} zero",
        ),
        why="whether you can say on the spot if a difference is shown.",
    )


MAKERS = (
    rows_for_a_narrower_interval,
    interval_with_more_rows,
    gain_over_baseline,
    error_of_a_mean,
    end_of_an_interval,
)
