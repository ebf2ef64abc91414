"""Calculations on prices and their errors."""

from __future__ import annotations

import math
import random

from ..facts import Facts
from ..records import lookup
from .core import Calculation


def _misses(facts: Facts, draw: random.Random) -> list[int]:
    """Return three usual errors and one of the run's worst, in thousands of dollars."""
    usual = lookup(facts, "chosen.scores.median_dollars.value") / 1000
    worst = draw.choice(lookup(facts, "errors.worst"))
    small = [max(1, round(usual * draw.uniform(0.3, 2))) * draw.choice([-1, 1]) for _ in range(3)]
    return [*small, round((worst["predicted"] - worst["price"]) / 1000)]


def mean_error_with_one_outlier(facts: Facts, draw: random.Random) -> Calculation:
    """MAE of four errors, one of which is among the run's worst."""
    misses = _misses(facts, draw)
    mean = sum(abs(miss) for miss in misses) / 4
    return Calculation(
        category="evaluation",
        covers=("mae",),
        ask=f"Four predictions miss by {', '.join(map(str, misses))} thousand dollars; the last "
        "is one of your worst. What is the mean absolute error, in thousand dollars?",
        answer=mean,
        digits=1,
        unit="thousand dollars",
        steps=(
            "mean of the sizes, without their signs",
            f"{sum(abs(miss) for miss in misses)} / 4 = {mean:.1f}",
        ),
        why="how far one house moves the mean, and that the median would not move.",
    )


def root_error_with_one_outlier(facts: Facts, draw: random.Random) -> Calculation:
    """RMSE of four errors, one of which is among the run's worst."""
    misses = _misses(facts, draw)
    root = math.sqrt(sum(miss**2 for miss in misses) / 4)
    mean = sum(abs(miss) for miss in misses) / 4
    return Calculation(
        category="evaluation",
        covers=("rmse", "mse"),
        ask=f"Four predictions miss by {', '.join(map(str, misses))} thousand dollars; the last "
        "is one of your worst. What is the RMSE, in thousand dollars?",
        answer=root,
        digits=1,
        unit="thousand dollars",
        steps=(
            f"mean of the squares {sum(miss**2 for miss in misses) / 4:,.1f}",
            f"its root {root:.1f}; the mean absolute error is {mean:.1f}",
        ),
        why="squares let the largest miss speak for all.",
    )


def log_error_in_per_cent(facts: Facts, draw: random.Random) -> Calculation:
    """What an error of the log price means in percent."""
    error = round(lookup(facts, "score.value") * draw.uniform(0.5, 3), 3)
    share = 100 * (math.exp(error) - 1)
    return Calculation(
        category="evaluation",
        covers=("rmse",),
        ask=f"A prediction of the log price (natural logarithm) is too high by {error:.3f}. "
        "By what percentage is the price too high?",
        answer=share,
        digits=1,
        unit="%",
        steps=(f"exp({error:.3f}) - 1 = {share / 100:.3f}", f"that is {share:.1f}%"),
        why="whether your headline means something to someone who sells houses.",
    )


def explained_variance(facts: Facts, draw: random.Random) -> Calculation:
    """R2 from an error and a spread."""
    error = round(lookup(facts, "score.value") * draw.uniform(0.7, 1.5), 3)
    spread = round(error * draw.uniform(1.5, 4), 2)
    share = 1 - (error / spread) ** 2
    return Calculation(
        category="evaluation",
        covers=("r2",),
        ask=f"Suppose the RMSE of the log price is {error:.3f} and the log prices of the test set "
        f"have a standard deviation of {spread:.2f}. What is R2?",
        answer=share,
        digits=2,
        unit="",
        steps=(
            f"1 - ({error:.3f} / {spread:.2f})^2",
            f"1 - {(error / spread) ** 2:.3f} = {share:.2f}",
        ),
        why="R2 rises with the spread of the prices, not only with the model.",
    )


def middle_of_two_logs(_: Facts, draw: random.Random) -> Calculation:
    """What the mean of two log prices is, back in dollars."""
    low = draw.randrange(80, 200) * 1_000
    high = low + draw.randrange(100, 400) * 1_000
    middle = math.sqrt(low * high)
    return Calculation(
        category="theory",
        covers=("log target",),
        ask=f"Two houses that look the same sold for {low:,} and {high:,} dollars. What "
        "price, in dollars, does a model predict that averages their log prices?",
        answer=middle,
        digits=0,
        unit="dollars",
        steps=(
            "the mean of logs is the log of the geometric mean",
            f"sqrt({low:,} x {high:,}) = {middle:,.0f}",
            f"the plain mean is {(low + high) / 2:,.0f}",
        ),
        why="why prices from a log model lie below the mean.",
    )


MAKERS = (
    mean_error_with_one_outlier,
    root_error_with_one_outlier,
    log_error_in_per_cent,
    explained_variance,
    middle_of_two_logs,
)
