"""What each command does: open the room, ask, and leave. One function for each name in cli.py."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from . import bank, facts, privacy
from .errors import InterviewError
from .mine import Mine

if TYPE_CHECKING:
    from .asking import Room
    from .drills.runner import Result
    from .session import Script, Session

PROJECT = Path()
KIT = Path("interview")
MINE = KIT / "mine"


def open_bank() -> bank.Bank:
    """Read the facts and return what they raise.

    Raises InterviewError when the pipeline has not run, or a file is broken.
    """
    known = facts.read(PROJECT)
    rules = bank.read_rules(KIT / "questions")
    walk = facts.read_yaml(KIT / "walkthrough.yaml")["questions"]
    rules += [bank.parse(entry, "walkthrough.yaml") for entry in walk]
    absent = bank.parse(facts.read_yaml(KIT / "missing.yaml"), "missing.yaml")
    return bank.raised_by(rules, known, absent)


def open_room(*, aloud: bool = False) -> Room:
    """Set up the screen and the candidate's own files."""
    from . import anchors
    from .asking import Room
    from .screen import Screen

    return Room(Screen(), Mine(MINE), anchors.read(KIT / "anchors.yaml"), PROJECT, aloud)


def open_session(*, aloud: bool, seed: int | None) -> Session:
    """Return a session that is ready to be held."""
    from . import reviews
    from .session import Session

    room = open_room(aloud=aloud)
    before = reviews.replay(room.mine.reviews)
    return Session(room, open_bank(), _script(), random.Random(seed), [], before)


def _script() -> Script:
    """Read in which other ways a walk-through is asked for."""
    from .session import Script

    written = facts.read_yaml(KIT / "walkthrough.yaml")
    return Script(written["tellings"], written["interruptions"])


def do_home() -> int:
    """Say what there is to do today, and offer to start."""
    from .screen import Screen
    from .session import due_now

    screen = Screen()
    if not screen.live:
        from .cli import OVERVIEW

        screen.say(OVERVIEW.rstrip())
        return 0
    opened = open_session(aloud=False, seed=None)
    raised = opened.bank.raised
    waiting = len(due_now(opened, raised))
    screen.heading("Interview kit", _countdown(opened.room.mine.interview_date))
    screen.say(f"Your run raises {len(raised)} questions. {waiting} are due for review.", indent=2)
    screen.say()
    choices = {"1": "10 minutes", "2": "20", "3": "45", "w": "walk", "h": "help", "q": "quit"}
    return _start(screen.choose("What now?", choices, default="2"))


def _start(choice: str) -> int:
    """Do what was chosen on the first screen."""
    minutes = {"1": 10, "2": 20, "3": 45}
    if choice in minutes:
        return do_session(minutes=minutes[choice], category=None, aloud=False, seed=None)
    if choice == "w":
        return do_walk(length="60s", reorder=False, aloud=False, seed=None)
    if choice == "h":
        from .cli import OVERVIEW

        print(OVERVIEW)
    return 0


def _countdown(day: date | None) -> str:
    """Return how many days are left until the interview."""
    if day is None:
        return ""
    left = (day - datetime.now(UTC).date()).days
    return f"{left} days left" if left > 1 else ["today", "tomorrow"][left] if left >= 0 else "past"


def do_session(*, minutes: int, category: str | None, aloud: bool, seed: int | None) -> int:
    """Hold a session."""
    from .session import hold

    hold(open_session(aloud=aloud, seed=seed), minutes, category)
    return 0


def do_walk(*, length: str, reorder: bool, aloud: bool, seed: int | None) -> int:
    """Rehearse the walk-through, perhaps from another starting point."""
    from .session import hold_walk

    return hold_walk(open_session(aloud=aloud, seed=seed), f"walk.{length}", reorder=reorder)


def do_ask(*, name: str, aloud: bool, seed: int | None) -> int:
    """Ask one question."""
    from .session import hold_one

    return hold_one(open_session(aloud=aloud, seed=seed), name)


def do_calculate(*, number: int, seed: int | None) -> int:
    """Ask for some calculations."""
    from .session import hold_calculations

    return hold_calculations(open_session(aloud=False, seed=seed), number)


def do_questions(*, category: str | None) -> int:
    """List what the run raises, by category, and what it did not record."""
    from .screen import Screen

    screen = Screen()
    opened = open_bank()
    for name, rules in opened.by_category().items():
        if category in (None, name):
            screen.heading(name, f"{len(rules)} questions")
            screen.rows({rule.id: opened.question(rule.id).phrasings[0] for rule in rules})
    if opened.not_recorded and category is None:
        screen.heading("Your run did not record", str(len(opened.not_recorded)))
        for rule in opened.not_recorded.values():
            screen.say(str(rule.missing), indent=2)
    return 0


def do_status() -> int:
    """Show progress and what to do next."""
    from . import status
    from .session import cards_of

    opened = open_session(aloud=False, seed=None)
    names = {name: [r.id for r in rules] for name, rules in opened.bank.by_category().items()}
    now = datetime.now(UTC)
    screen, log = opened.room.screen, opened.before
    cards = {n: card for n, card in cards_of(opened, now).items() if n in opened.bank.raised}
    status.show(screen, log, names, cards, now, _countdown(opened.room.mine.interview_date))
    return 0


def do_date(*, day: str | None) -> int:
    """Set, forget or show the day of the interview."""
    mine = Mine(MINE)
    if day == "none":
        mine.set_interview_date(None)
    elif day:
        try:
            mine.set_interview_date(date.fromisoformat(day))
        except ValueError as error:
            raise InterviewError(f"{day} is not a day: write it as YYYY-MM-DD") from error
    kept = mine.interview_date
    print(f"Interview: {kept.isoformat()}, {_countdown(kept)}." if kept else "No day is set.")
    return 0


def do_drill(
    *, name: str | None, listed: bool, run: bool, hint: bool, reset: bool, check_all: bool
) -> int:
    """Do one thing with the coding drills; without an option, watch the file of one."""
    from .drills import commands as drills

    if listed:
        return drills.list_drills()
    if hint:
        return drills.hint(name)
    if reset:
        return drills.reset(name)
    if check_all:
        return drills.check_all(_record)
    return drills.run_drill(name, _record) if run else drills.watch(name, _record)


def _record(result: Result) -> None:
    """Write into the log that a drill was solved; with a hint it was harder."""
    from . import reviews
    from .drills.catalogue import named
    from .drills.progress import Progress
    from .schedule import GOOD, HARD

    drill = named(result.name)
    reviews.append(
        Mine(MINE).reviews,
        reviews.Review(
            ts=datetime.now(UTC).isoformat(timespec="seconds"),
            id=f"drill.{drill.name}",
            category="coding",
            rating=HARD if Progress(MINE).hints(drill) else GOOD,
            covers=tuple(drill.covers),
            mode="coding",
            seconds=result.seconds,
            machine={
                "tests": [sum(pair) for pair in zip(result.visible, result.hidden, strict=True)]
            },
        ),
    )


def do_story(*, name: str | None, aloud: bool) -> int:
    """Prepare one of the stories, or list them."""
    from . import stories

    opened = open_session(aloud=aloud, seed=None)
    written = facts.read_yaml(KIT / "stories.yaml")
    return stories.tell(name, written, opened) if name else stories.overview(written, opened)


def do_export(*, kind: str, to: str | None, every: bool) -> int:
    """Write the questions that are due, or all, for Anki or for a phone."""
    from . import export
    from .session import due_now

    opened = open_session(aloud=False, seed=None)
    raised = opened.bank.raised
    weak_first = sorted(raised, key=lambda name: -raised[name].weakness)
    names = weak_first if every else due_now(opened, raised) or weak_first
    cards = [export.card(opened.bank.question(name)) for name in names]
    target = Path(to) if to else MINE / ("questions.txt" if kind == "anki" else "practice.html")
    export.WRITERS[kind](cards, target)
    print(f"{len(cards)} questions written to {target}")
    return 0


def do_import(*, file: str) -> int:
    """Bring back the reviews that the page has saved."""
    from . import export

    added = export.import_reviews(Path(file), Mine(MINE).reviews)
    print(f"{added} reviews added")
    return 0


def do_private(*, on: bool, off: bool) -> int:
    """Keep the kit out of the public repository or let it in; without an option, say which."""
    if on or off:
        privacy.change(KIT, private=on)
    print(privacy.state(KIT))
    return 0
