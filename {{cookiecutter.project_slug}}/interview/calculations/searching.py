"""Calculations on what a search costs and finds."""

from __future__ import annotations

import math
import random

from ..facts import Facts
from ..records import lookup
from .core import Calculation


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
    """How likely random search finds a setting among the best few percent."""
    trials, best = draw.randint(8, 60), draw.choice([2, 5, 10])
    chance = 100 * (1 - (1 - best / 100) ** trials)
    return Calculation(
        category="evaluation",
        covers=("grid and random search",),
        ask=f"Random search draws {trials} settings. How likely is it, in percent, that at least "
        f"one of them is among the best {best}% of all settings?",
        answer=chance,
        digits=0,
        unit="%",
        steps=(
            f"one draw misses with {1 - best / 100:.2f}",
            f"all {trials} miss with {1 - best / 100:.2f} ^ {trials} = {1 - chance / 100:.3f}",
            f"1 - {1 - chance / 100:.3f} = {chance:.0f}%",
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


MAKERS = (
    grid_fits,
    random_search_luck,
    search_time,
)
