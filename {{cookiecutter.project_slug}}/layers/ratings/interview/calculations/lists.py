"""Calculations on recommended lists."""

from __future__ import annotations

import math
import random

from ..facts import Facts
from ..records import lookup
from .core import Calculation

SHORT = 5  # places of the lists in these tasks


def ndcg_of_a_list(_: Facts, draw: random.Random) -> Calculation:
    """NDCG of a short list with given hits."""
    places = sorted(draw.sample(range(1, SHORT + 1), draw.randint(1, 3)))
    held = draw.randint(max(len(places), 2), 6)
    gain = sum(1 / math.log2(place + 1) for place in places)
    best = sum(1 / math.log2(place + 1) for place in range(1, min(held, SHORT) + 1))
    return Calculation(
        category="evaluation",
        covers=("ndcg",),
        ask=f"{held} choices of a user are held back. A list of {SHORT} has its hits at place "
        f"{', '.join(map(str, places))} and nowhere else. What is nDCG@{SHORT}?",
        answer=gain / best,
        digits=2,
        unit="",
        steps=(
            f"DCG: sum of 1 / log2(place + 1) = {gain:.3f}",
            f"best possible, the first {min(held, SHORT)} places: {best:.3f}",
            f"{gain:.3f} / {best:.3f} = {gain / best:.2f}",
        ),
        why="whether you know both the discount and what the score is divided by.",
    )


def discount_of_a_place(_: Facts, draw: random.Random) -> Calculation:
    """How much more a hit counts at one place than at another."""
    high = draw.randint(1, 4)
    low = draw.randint(high + 2, 10)
    times = math.log2(low + 1) / math.log2(high + 1)
    return Calculation(
        category="evaluation",
        covers=("ndcg",),
        ask=f"How many times as much does a hit at place {high} count in nDCG as one at {low}?",
        answer=times,
        digits=2,
        unit="",
        steps=(
            f"log2({low + 1}) / log2({high + 1})",
            f"= {math.log2(low + 1):.2f} / {math.log2(high + 1):.2f} = {times:.2f}",
        ),
        why="whether the discount is as steep as you say it is.",
    )


def users_without_a_hit(facts: Facts, draw: random.Random) -> Calculation:
    """How many users see no hit."""
    rate = round(lookup(facts, "chosen.scores.hit_rate.value") * draw.uniform(0.7, 1.2), 2)
    users = draw.choice([1_000, 2_500, 5_000, 20_000])
    missed = users * (1 - rate)
    return Calculation(
        category="practical",
        covers=("recall@k",),
        ask=f"Suppose the hit rate at ten is {rate:.2f}. How many of {users:,} users find none of "
        "their held-back items?",
        answer=missed,
        digits=0,
        unit="users",
        steps=(f"{users:,} x (1 - {rate:.2f}) = {missed:,.0f}",),
        why="the same rate in people, from the side of those whom it fails.",
    )


def recall_of_a_list(_: Facts, draw: random.Random) -> Calculation:
    """Recall at ten of one user."""
    held, hits = draw.randint(7, 60), draw.randint(1, 6)
    return Calculation(
        category="evaluation",
        covers=("recall@k", "precision"),
        ask=f"{held} choices of a user are held back, and {hits} of the ten shown are among them. "
        "What is recall@10 in percent?",
        answer=100 * hits / held,
        digits=0,
        unit="%",
        steps=(
            f"{hits} / {held} = {100 * hits / held:.0f}%",
            f"it cannot be above {min(10, held) / held:.0%}: ten places for {held} hits",
        ),
        why="recall has a ceiling when more is held back than places are shown.",
    )


def items_ever_shown(facts: Facts, draw: random.Random) -> Calculation:
    """How many items of the catalog are shown to anyone."""
    share = round(lookup(facts, "chosen.beyond_accuracy.coverage") * draw.uniform(0.6, 1.6), 2)
    items, named = int(lookup(facts, "trained_items")), lookup(facts, "problem.items")
    return Calculation(
        category="practical",
        covers=("coverage",),
        ask=f"Suppose the lists cover {share:.0%} of the {items:,} {named} in training. "
        f"How many {named} are never shown to anyone?",
        answer=items * (1 - share),
        digits=0,
        unit=str(named),
        steps=(f"{items:,} x (1 - {share:.2f}) = {items * (1 - share):,.0f}",),
        why="coverage from the side of those whose items are never shown.",
    )


def density_of_a_matrix(facts: Facts, draw: random.Random) -> Calculation:
    """How full the matrix of users and items would be."""
    users, items = int(lookup(facts, "data.users")), int(lookup(facts, "all_items"))
    named = lookup(facts, "problem.items")
    more, rated = draw.choice([2, 3, 5, 10]), draw.randint(20, 180)
    users *= more
    share = 100 * rated / items
    return Calculation(
        category="theory",
        covers=("density",),
        ask=f"Suppose {users:,} users have {rated} of {items:,} {named} each on average. "
        "How full is the matrix, in percent?",
        answer=share,
        digits=2,
        unit="%",
        steps=(
            f"{users:,} x {rated} / ({users:,} x {items:,} cells)",
            f"the users cancel: {rated} / {items:,} = {share:.2f}%",
        ),
        why="more users do not fill the matrix; more rows a user do.",
    )


def memory_of_a_matrix(facts: Facts, draw: random.Random) -> Calculation:
    """How much memory the item-by-item matrix of EASE takes."""
    items = int(round(lookup(facts, "trained_items") * draw.uniform(0.8, 6), -2))
    size, named = items**2 * 8 / 1e9, lookup(facts, "problem.items")
    return Calculation(
        category="coding",
        covers=("ease", "cost"),
        ask=f"EASE inverts a dense matrix of {named} by {named}. How many gigabytes (1e9 bytes) "
        f"does it take for {items:,} {named} in 64-bit floats?",
        answer=size,
        digits=2,
        unit="GB",
        steps=(
            f"{items:,} x {items:,} x 8 bytes",
            f"= {size:.2f} GB, and the inverse as much again",
        ),
        why="whether you know where the method stops before you try it.",
    )


MAKERS = (
    ndcg_of_a_list,
    discount_of_a_place,
    users_without_a_hit,
    recall_of_a_list,
    items_ever_shown,
    density_of_a_matrix,
    memory_of_a_matrix,
)
