"""Calculations that a method does inside: a split, a step, a distance."""

from __future__ import annotations

import math
import random

from ..facts import Facts
from .core import Calculation


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
        f"{large} in one with {spreads[1]}. How far apart are they once both are standardized?",
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
    gini_impurity,
    gini_gain,
    gradient_step,
    scaled_distance,
)
