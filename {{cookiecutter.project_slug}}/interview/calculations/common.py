"""Calculations that every run gives: intervals, folds, searches, and a few pen-and-paper steps."""

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
        ask=f"Suppose the 95 % interval of your score is {width:.{digits}f} wide. "
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


def grid_fits(facts: Facts, draw: random.Random) -> Calculation:
    """How many fits a grid search costs."""
    sizes = [draw.randint(2, 7) for _ in range(3)]
    folds = int(lookup(facts, "run.folds"))
    settings = math.prod(sizes)
    a, b, c = sizes
    return Calculation(
        category="evaluation",
        covers=("grid and random search",),
        ask=f"A grid has {a}, {b} and {c} values for three settings, and you cross-validate with "
        f"{folds} folds. How many fits is that, without the last refit?",
        answer=float(settings * folds),
        digits=0,
        unit="fits",
        steps=(f"{a} x {b} x {c} = {settings} settings", f"x {folds} folds = {settings * folds}"),
        why="whether you see the price of a grid before you start it.",
    )


def random_search_luck(_: Facts, draw: random.Random) -> Calculation:
    """How likely random search finds a setting among the best few per cent."""
    trials, best = draw.randint(8, 60), draw.choice([2, 5, 10])
    chance = 100 * (1 - (1 - best / 100) ** trials)
    return Calculation(
        category="evaluation",
        covers=("grid and random search",),
        ask=f"Random search draws {trials} settings. How likely is it, in per cent, that at least "
        f"one of them is among the best {best} % of all settings?",
        answer=chance,
        digits=0,
        unit="%",
        steps=(
            f"one draw misses with {1 - best / 100:.2f}",
            f"all {trials} miss with {1 - best / 100:.2f} ^ {trials} = {1 - chance / 100:.3f}",
            f"1 - {1 - chance / 100:.3f} = {chance:.0f} %",
        ),
        why="why random search needs no grid: the number of settings does not matter.",
    )


def search_time(facts: Facts, draw: random.Random) -> Calculation:
    """How long a search takes, from the fit time that the run measured."""
    fit = round(lookup(facts, f"timings.{lookup(facts, 'chosen.key')}.fit_s"), 2)
    folds, trials = int(lookup(facts, "run.folds")), draw.randrange(20, 210, 10)
    cores = draw.choice([2, 4, 8])
    seconds = fit * folds * trials / cores
    return Calculation(
        category="practical",
        covers=("cost",),
        ask=f"One fit of your model takes {fit:.2f} s. About how many seconds do {trials} trials "
        f"in {folds} folds take on {cores} cores that share the work evenly?",
        answer=seconds,
        digits=int(seconds < 10),
        unit="s",
        steps=(
            f"{trials} x {folds} = {trials * folds} fits",
            f"x {fit:.2f} s / {cores} cores = {seconds:.1f} s",
        ),
        why="whether you can say what an experiment costs before you run it.",
    )


def gain_over_baseline(facts: Facts, draw: random.Random) -> Calculation:
    """The gain over the baseline in per cent of the baseline's score."""
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
        f"({'lower' if lower else 'higher'} is better). What is your gain in per cent of the "
        "baseline's score?",
        answer=gain,
        digits=0,
        unit="%",
        steps=(
            f"({over:.3f} - {under:.3f}) / {baseline:.3f} = {gain / 100:.3f}",
            f"that is {gain:.0f} %",
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
        "What is the lower end of its 95 % interval?",
        answer=low,
        digits=3,
        unit="",
        steps=(
            f"{difference:.3f} - 1.96 x {error:.3f} = {low:.3f}",
            f"the interval {verdict} zero",
        ),
        why="whether you can say on the spot if a difference is shown.",
    )


def gini_impurity(_: Facts, draw: random.Random) -> Calculation:
    """The Gini impurity of a node with two classes."""
    a, b = draw.randint(2, 40), draw.randint(2, 40)
    p, q = a / (a + b), b / (a + b)
    return Calculation(
        category="algorithm",
        covers=("decision tree",),
        ask=f"A node of a tree holds {a} rows of one class and {b} of the other. "
        "What is its Gini impurity?",
        answer=1 - p**2 - q**2,
        digits=2,
        unit="",
        steps=(
            f"1 - ({a}/{a + b})^2 - ({b}/{a + b})^2",
            f"1 - {p**2:.3f} - {q**2:.3f} = {1 - p**2 - q**2:.2f}",
        ),
        why="whether a tree's split is a formula for you or a word.",
    )


def gini_gain(_: Facts, draw: random.Random) -> Calculation:
    """The impurity that is left after a split."""
    left, right = [(draw.randint(2, 20), draw.randint(2, 20)) for _ in range(2)]
    total = sum(left) + sum(right)
    parts = [1 - sum((n / sum(side)) ** 2 for n in side) for side in (left, right)]
    after = (sum(left) * parts[0] + sum(right) * parts[1]) / total
    return Calculation(
        category="algorithm",
        covers=("decision tree",),
        ask=f"A split sends {left[0]} positives and {left[1]} negatives to the left, {right[0]} "
        f"and {right[1]} to the right. What is the weighted Gini impurity after it?",
        answer=after,
        digits=2,
        unit="",
        steps=(
            f"left {parts[0]:.3f} on {sum(left)} rows, right {parts[1]:.3f} on {sum(right)}",
            f"weighted by rows: {after:.2f}",
        ),
        why="whether you would weight the sides by their rows.",
    )


def gradient_step(_: Facts, draw: random.Random) -> Calculation:
    """One step of gradient descent on one row."""
    weight, x, y = (round(draw.uniform(-3, 3), 1) for _ in range(3))
    rate = draw.choice([0.01, 0.05, 0.1, 0.2])
    slope = 2 * x * (weight * x - y)
    after = weight - rate * slope
    return Calculation(
        category="theory",
        covers=("gradient descent",),
        ask=f"The loss of one row is (w x - y)^2 with x = {x}, y = {y}. From w = {weight}, one "
        f"step with learning rate {rate}: what is w then?",
        answer=after,
        digits=2,
        unit="",
        steps=(
            f"slope 2 x (w x - y) = {slope:.3f}",
            f"{weight} - {rate} x {slope:.3f} = {after:.2f}",
        ),
        why="whether you can do the step that every library does for you.",
    )


def scaled_distance(_: Facts, draw: random.Random) -> Calculation:
    """A distance between two rows before a k-NN, with both columns scaled."""
    small, large = draw.randint(1, 9), draw.randrange(1_000, 20_000, 100)
    spreads = draw.randint(2, 6), draw.randrange(2_000, 30_000, 500)
    parts = small / spreads[0], large / spreads[1]
    return Calculation(
        category="algorithm",
        covers=("k-nn",),
        ask=f"Two rows differ by {small} in a column with standard deviation {spreads[0]}, and by "
        f"{large} in one with {spreads[1]}. How far apart are they once both are standardised?",
        answer=math.hypot(*parts),
        digits=2,
        unit="",
        steps=(
            f"{small}/{spreads[0]} = {parts[0]:.2f} and {large}/{spreads[1]} = {parts[1]:.2f}",
            f"root of the sum of squares: {math.hypot(*parts):.2f}",
            f"unscaled, the second column alone would decide: {large}",
        ),
        why="why k-NN without scaling listens to one column.",
    )


MAKERS = (
    rows_for_a_narrower_interval,
    interval_with_more_rows,
    grid_fits,
    random_search_luck,
    search_time,
    gain_over_baseline,
    error_of_a_mean,
    end_of_an_interval,
    gini_impurity,
    gini_gain,
    gradient_step,
    scaled_distance,
)
