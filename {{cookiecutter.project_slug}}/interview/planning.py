"""What to rehearse on which day until the interview."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from . import picking
from .schedule import Card
from .screen import Screen

WITHOUT_A_DATE = 14  # days that are planned when no day is set
SHOWN = 14
COMMANDS = {
    "own": "session --minutes 20 --own",
    "fundamentals": "session --minutes 20 --core",
    "coding": "drill",
    "design": "design",
    "behavioral": "story",
}
FIRST = "walk 60s, then session --minutes 10"
LAST = "session --minutes 45, then walk 60s; stop early"
APART = 4  # days between two mock interviews, at least


class Day(NamedTuple):
    """A day before the interview: what to do, how many reviews that holds, how many wait."""

    day: date
    what: str
    due: int
    waiting: int = 0


def days(
    minutes: Mapping[str, int],
    mock: str,
    today: date,
    interview: date | None,
    cards: Mapping[str, Card],
    core: Collection[str] = (),
) -> list[Day]:
    """Return what to do on each day until the interview, which itself is left alone.

    The parts of an interview come as often as they take up of its ``minutes``; ``mock`` is the
    command of a whole one. What a day's session cannot hold of the reviews waits for the next.
    ``core`` names the cards that any interview asks.
    """
    number = (interview - today).days if interview else WITHOUT_A_DATE
    mocks = set(mock_days(number))
    given = dict.fromkeys(minutes, 0)
    found = []
    waiting: list[str] = []
    for place in range(number):
        day = today + timedelta(days=place)
        if place == number - 1 and interview:
            what = LAST
        elif place in mocks:
            what = mock
        elif place == 0 and not cards:
            what = FIRST
        else:
            part = max(minutes, key=lambda name: minutes[name] / (1 + given[name]))
            given[part] += 1
            what = COMMANDS[part]
        waiting += _back(cards, day, first=place == 0)
        what = _with_reviews(what, waiting, core)
        held = min(_capacity(what), len(waiting))
        found.append(Day(day, what, held, len(waiting)))
        waiting = waiting[held:]
    return found


def _with_reviews(what: str, waiting: Sequence[str], core: Collection[str]) -> str:
    """Return what to do, so that a session can ask what waits and what is no session has one."""
    if not waiting or what.startswith("mock"):
        return what
    if not _capacity(what):
        return f"{what}, then session --minutes 10"
    own = any(name not in core for name in waiting)
    general = any(name in core for name in waiting)
    return what.replace(" --core", "" if own else " --core").replace(
        " --own", "" if general else " --own"
    )


def _capacity(what: str) -> int:
    """Return how many reviews the sessions among some commands hold."""
    minutes = re.findall(r"session --minutes (\d+)", what)
    return sum(picking.questions_for(int(each)) for each in minutes)


def mock_days(number: int) -> list[int]:
    """Return on which of so many days there is a mock interview: the last time two days before.

    >>> mock_days(14), mock_days(3), mock_days(2)
    ([8, 12], [1], [])
    """
    last = number - 2
    found = [last] if last > 0 else []
    while found and found[0] - APART > number // 3 and len(found) < 3:
        found.insert(0, found[0] - APART)
    return found


def _back(cards: Mapping[str, Card], day: date, *, first: bool) -> list[str]:
    """Return the reviews that come back on a day; on the first, also those that are late."""
    dates = {name: card.due.date() for name, card in cards.items() if not card.retired}
    return [name for name, at in dates.items() if at == day or (first and at < day)]


def show(screen: Screen, plan: list[Day], interview: date | None) -> None:
    """Show a plan, and how each line of it is typed."""
    note = f"until {interview:%B %-d}" if interview else "no day is set: two weeks"
    screen.heading("Plan", note)
    if not plan:
        screen.say("It is today. Tell it once in sixty seconds, and go.", indent=2)
    screen.rows({f"{each.day:%a %b %d}": _line(each) for each in plan[:SHOWN]})
    if len(plan) > SHOWN:
        screen.say(f"and {len(plan) - SHOWN} more days; ask again next week.", indent=2)
    screen.say()
    if not interview:
        screen.say("Set the day with make rehearse DO='date YYYY-MM-DD'.", style="dim", indent=2)
    screen.say("A line is typed as make rehearse DO='...'.", style="dim", indent=2)


def _line(each: Day) -> str:
    """Return a day's line."""
    more = f" of {each.waiting}" if each.waiting > each.due else ""
    return f"{each.what}{f' ({each.due}{more} due)' if each.due else ''}"
