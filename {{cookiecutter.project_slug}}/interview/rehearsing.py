"""The commands that ask: `do_<command>` for each of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from . import facts
from .cli import ALOUD, LEVEL, OVERVIEW, RECORD, ROLES, TYPED
from .commands import countdown
from .mine import Mine
from .opening import KIT, MINE, open_session

if TYPE_CHECKING:
    from .turns import Session


def do_home() -> int:
    """Say what there is to do today, and offer to start."""
    from .picking import questions_for
    from .screen import Screen
    from .turns import due_now

    screen = Screen()
    if not screen.live:
        screen.say(OVERVIEW.rstrip())
        return 0
    opened = open_session(aloud=False, seed=None)
    raised = opened.bank.raised
    waiting = len(due_now(opened, raised))
    screen.heading("Interview kit", countdown(opened.room.mine.interview_date))
    core = sum(bool(rule.subject) for rule in raised.values())
    screen.say(
        f"{len(raised) - core} questions on your project, {core} that any interview asks.", indent=2
    )
    fit = questions_for(20)
    held = f"; 20 minutes hold {fit} of them" if waiting > fit else ""
    screen.say(f"{waiting} are due for review{held}.", indent=2)
    screen.say()
    choices = {
        "1": "10 minutes",
        "2": "20",
        "3": "45",
        "w": "walk",
        "m": "mock",
        "h": "help",
        "q": "quit",
    }
    return _start(screen.choose("What now?", choices, default="2"))


def _start(choice: str) -> int:
    """Do what was chosen on the first screen."""
    minutes = {"1": 10, "2": 20, "3": 45}
    if choice in minutes:
        return do_session(minutes=minutes[choice], category=None, answers=TYPED, seed=None)
    if choice == "w":
        return do_walk(length="60s", reorder=False, answers=TYPED, seed=None)
    if choice == "m":
        return do_mock(role=None, level=None, answers=TYPED, seed=None)
    if choice == "h":
        print(OVERVIEW)
    return 0


def _opened(answers: str, seed: int | None, *, beyond: bool = False) -> Session:
    """Return a session in which answers are given in one of the ways."""
    record = answers == RECORD
    return open_session(aloud=answers == ALOUD, record=record, seed=seed, beyond=beyond)


def do_session(
    *,
    minutes: int,
    category: str | None,
    answers: str,
    seed: int | None,
    beyond: bool = False,
    mix: str = "both",
) -> int:
    """Hold a session."""
    from .session import hold

    opened = _opened(answers, seed, beyond=beyond)
    hold(opened, minutes, category, mix)
    return 0


def _round(role: str | None, level: str | None) -> tuple[str, str]:
    """Return a role and a level: as they were chosen, or as in the last mock interview."""
    last_role, last_level = Mine(MINE).round
    return role or last_role or ROLES[0], level or last_level or LEVEL


def do_mock(*, role: str | None, level: str | None, answers: str, seed: int | None) -> int:
    """Hold a mock interview and write its feedback."""
    from . import mock, mocking
    from .design import read_cases
    from .turns import asked_before

    role, level = _round(role, level)
    opened = _opened(answers, seed)
    opened.room.mine.set_round(role, level)
    written = facts.read_yaml(KIT / "mock.yaml")
    cases = read_cases(KIT / "design.yaml")
    drawing = mock.Drawing(opened.bank, asked_before(opened.before), opened.draw)
    plan = mock.plan(written, drawing, cases, role=role, level=level)
    return mocking.hold(opened, plan, MINE / "mocks")


def do_plan(*, role: str | None, level: str | None) -> int:
    """Show what to rehearse on which day until the interview."""
    from . import mock, planning
    from .turns import cards_of

    role, level = _round(role, level)
    opened = open_session(aloud=False, seed=None)
    now = datetime.now().astimezone()
    cards = {n: c for n, c in cards_of(opened, now).items() if n in opened.bank.raised}
    day = opened.room.mine.interview_date
    day = day if day and day >= now.date() else None
    written = facts.read_yaml(KIT / "mock.yaml")
    plan = planning.days(
        mock.minutes_of(written, role, level),
        f"mock --role {role} --level {level}",
        now.date(),
        day,
        cards,
        {name for name, rule in opened.bank.raised.items() if rule.subject},
    )
    planning.show(opened.room.screen, plan, day)
    return 0


def do_walk(*, length: str, reorder: bool, answers: str, seed: int | None) -> int:
    """Rehearse the walk-through, perhaps from another starting point."""
    from .session import hold_walk

    opened = _opened(answers, seed)
    return hold_walk(opened, f"walk.{length}", reorder=reorder)


def do_ask(*, name: str, answers: str, seed: int | None) -> int:
    """Ask one question."""
    from .session import hold_one

    return hold_one(_opened(answers, seed, beyond=True), name)


def do_aloud(*, what: str | None, listed: bool, delete: str | None) -> int:
    """Record an answer, measure a WAV file, or list and delete the recordings."""
    from . import aloud, speech
    from .screen import Screen

    screen, folder = Screen(), Mine(MINE).recordings
    if delete:
        gone = aloud.delete(folder, delete)
        screen.say(f"{len(gone)} deleted." if gone else "There are no recordings.")
    elif listed:
        aloud.show_kept(folder, screen)
    elif what and (Path(what).exists() or Path(what).suffix.lower() == ".wav"):
        aloud.show(speech.measure(Path(what)), screen)
    else:
        return do_ask(name=what or "walk.60s", answers=RECORD, seed=None)
    return 0


def do_calculate(*, number: int, seed: int | None) -> int:
    """Ask for some calculations."""
    from .session import hold_calculations

    return hold_calculations(open_session(aloud=False, seed=seed), number)


def do_design(*, name: str | None, aloud: bool) -> int:
    """Go through a design case, or list them."""
    from . import anchors, designing
    from .design import read_cases
    from .opening import PROJECT
    from .room import Room
    from .screen import Screen

    cases = read_cases(KIT / "design.yaml")
    room = Room(Screen(), Mine(MINE), anchors.read(KIT / "anchors.yaml"), PROJECT, aloud)
    return designing.hold(name, cases, room) if name else designing.overview(cases, room)


def do_story(*, name: str | None, aloud: bool) -> int:
    """Prepare one of the stories, or list them."""
    from . import stories

    opened = open_session(aloud=aloud, seed=None)
    written = facts.read_yaml(KIT / "stories.yaml")
    return stories.tell(name, written, opened) if name else stories.overview(written, opened)


def do_write(*, again: str | None) -> int:
    """Ask for what only the author can say, and write it into story.yaml."""
    from . import own_words
    from .opening import PROJECT
    from .screen import Screen

    return own_words.hold(Screen(), PROJECT, again=again is not None)
