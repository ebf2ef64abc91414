"""What to rehearse on which day until the interview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

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
    """A day before the interview: what to do, and how many reviews come back on it."""

    day: date
    what: str
    due: int


def days(
    minutes: Mapping[str, int],
    mock: str,
    today: date,
    interview: date | None,
    cards: Mapping[str, Card],
) -> list[Day]:
    """Return what to do on each day until the interview, which itself is left alone.

    The parts of an interview come as often as they take up of its ``minutes``; ``mock`` is the
    command of a whole one.
    """
    number = (interview - today).days if interview else WITHOUT_A_DATE
    mocks = set(mock_days(number))
    given = dict.fromkeys(minutes, 0)
    found = []
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
        found.append(Day(day, what, _due(cards.values(), day, first=place == 0)))
    return found


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


def _due(cards: Iterable[Card], day: date, *, first: bool) -> int:
    """Return how many reviews come back on a day; on the first, also those that are late."""
    dates = [card.due.date() for card in cards if not card.retired]
    return sum(at == day or (first and at < day) for at in dates)


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
    return f"{each.what}{f' ({each.due} due)' if each.due else ''}"
