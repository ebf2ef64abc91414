"""A calculation on the run's own numbers, scored exactly; another instance each time."""

from __future__ import annotations

import random
import time

from . import calculations
from .facts import Facts
from .journal import stamp
from .knowing import unknown
from .reviews import Review
from .room import Room
from .schedule import rating
from .screen import SHOW, SKIP

LIMIT = 120  # seconds


def calculate(key: str, facts: Facts, room: Room, draw: random.Random) -> Review | None:
    """Ask for one calculation and return its review.

    None when the facts give no instance of it, or when it was skipped.

    Raises InputEndedError when the input has ended.
    """
    task = calculations.instance(key, facts, draw)
    if task is None:
        return None
    screen = room.screen
    screen.say()
    screen.say(task.ask, style="bold", indent=2)
    screen.say(f"Pen and paper are fine. {LIMIT // 60} minutes.", style="dim", indent=2)
    screen.say("?: show me   s: skip", style="dim", indent=2)
    started = time.monotonic()
    while True:
        text = screen.line("> ")
        if text.lower() == SKIP:
            return None
        outcome = None if text in ("", SHOW) or unknown(text) else calculations.check(text, task)
        if outcome is None or outcome.understood:
            break
        screen.say(outcome.message, indent=2)
    seconds = time.monotonic() - started
    right = outcome is not None and outcome.right
    screen.say(outcome.message if outcome else f"It is {calculations.stated(task)}.", indent=2)
    for step in task.steps:
        screen.say(step, indent=4)
    screen.say(f"What it shows: {task.why}", style="dim", indent=2)
    return Review(
        ts=stamp(),
        id=key,
        category=task.category,
        covers=tuple(task.covers),
        about=key,
        facts_hash="",
        phrasing=0,
        level=3,
        mode="calculation",
        seconds=round(seconds, 1),
        limit=float(LIMIT),
        interrupted=False,
        machine={"slots": [int(right), 1]},
        rating=rating(
            must_missed=False,
            slot_wrong=not right,
            over_time=seconds > LIMIT,
            partly=False,
            level=3,
            unseen_phrasing=True,
        ),
    )
