"""The commands that show, set up and take along: `do_<command>` for each of them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from . import privacy
from .errors import InterviewError
from .mine import Mine
from .opening import KIT, MINE, PROJECT, every_rule, open_bank, open_session


def do_status() -> int:
    """Show progress and what to do next."""
    from . import status
    from .turns import cards_of

    opened = open_session(aloud=False, seed=None)
    now = datetime.now().astimezone()
    screen, log = opened.room.screen, opened.before
    cards = {n: card for n, card in cards_of(opened, now).items() if n in opened.bank.raised}
    left = countdown(opened.room.mine.interview_date)
    status.show(screen, log, opened.bank, cards, now, left)
    if opened.room.mine.journal:
        from . import joining, journals

        found, _ = journals.read_all()
        screen.heading("Your projects", "`join` and `leave`")
        screen.rows(joining.told(found, opened.room.mine.journal))
    return 0


def do_questions(*, category: str | None, beyond: bool) -> int:
    """List what the run raises, by category, and what it did not record."""
    from .screen import Screen

    screen = Screen()
    opened = open_bank(beyond=beyond)
    for name, rules in opened.by_category().items():
        listed = [rule.id for rule in rules if category in (None, name, rule.subject)]
        if listed:
            screen.heading(name, f"{len(listed)} questions")
            screen.rows({each: opened.question(each).phrasings[0] for each in listed})
    if opened.not_recorded and category is None:
        screen.heading("Your run did not record", str(len(opened.not_recorded)))
        for rule in opened.not_recorded.values():
            screen.say((rule.missing or {})["what"], indent=2)
    return 0


def do_ideas() -> int:
    """List experiments that the run suggests."""
    from . import facts, suggesting
    from .screen import Screen

    rules = suggesting.read_rules(KIT / "ideas")
    known, tried = facts.read(PROJECT), suggesting.tried(PROJECT)
    suggesting.show(Screen(), suggesting.ideas(rules, known, PROJECT, tried))
    return 0


def do_date(*, day: str | None) -> int:
    """Set, forget or show the day of the interview."""
    mine = Mine(MINE)
    if day == "none":
        mine.set_interview_date(None)
    elif day:
        mine.set_interview_date(_day_to_come(day))
    kept = mine.interview_date
    print(f"Interview: {kept.isoformat()}, {countdown(kept)}." if kept else "No day is set.")
    return 0


def _day_to_come(text: str) -> date:
    """Return the day that a text names.

    Raises InterviewError when it names none, or one that has passed.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise InterviewError(f"{text} is not a day: write it as YYYY-MM-DD") from error
    if day < date.today():
        raise InterviewError(f"{text} has passed: give the day of the interview, or `none`")
    return day


def countdown(day: date | None) -> str:
    """Return how many days are left until the interview."""
    if day is None:
        return ""
    left = (day - date.today()).days
    return f"{left} days left" if left > 1 else ["today", "tomorrow"][left] if left >= 0 else "past"


def do_export(*, to: str | None, every: bool) -> int:
    """Write the questions that are due, or all, for Anki."""
    from . import export
    from .turns import due_now

    opened = open_session(aloud=False, seed=None)
    raised = opened.bank.raised
    weak_first = sorted(raised, key=lambda name: -raised[name].weakness)
    due = due_now(opened, raised)
    names = weak_first if every or not due else due
    target = Path(to) if to else MINE / "questions.txt"
    export.to_anki([opened.bank.question(name) for name in names], target)
    why = "" if every else ", those that are due" if due else ", all of them, since none is due"
    print(f"{len(names)} questions{why}: written to {target}")
    print("In Anki: File, Import.")
    return 0


def do_browser(*, to: str | None) -> int:
    """Write the session in a browser as one page."""
    from .browser import data, page

    target = Path(to) if to else MINE / "session.html"
    made = data.data(open_session(aloud=False, seed=None), PROJECT)
    page.write(made, target)
    size = target.stat().st_size / 1e6
    print(f"{len(made['questions'])} questions, {size:.1f} MB: open {target} in a browser.")
    print("Bring back what it saves: make rehearse DO='import FILE'")
    return 0


def do_import(*, file: str) -> int:
    """Bring back the reviews that the browser has saved."""
    from . import calculations, incoming
    from .journals import slug

    raised, written = open_bank(beyond=True).raised, every_rule()
    known = {*raised, *(rule.id for rule in written), *calculations.makers()}
    brought = incoming.bring(Path(file), Mine(MINE).reviews, known, slug(PROJECT))
    for sentence in incoming.told(brought):
        print(sentence)
    return 0


def do_join() -> int:
    """Let this project take part in one schedule over several, and show who does."""
    from . import joining, journals
    from .screen import Screen

    mine, screen = Mine(MINE), Screen()
    joined = joining.join(mine, PROJECT)
    screen.say(f"This project keeps its reviews in {joined.path} as well, without your answers.")
    screen.say("What any interview asks is asked once for all projects that have joined:")
    found, faults = journals.read_all()
    screen.rows(joining.told(found, joined.name))
    for sentence in faults:
        screen.say(sentence)
    return 0


def do_leave(*, name: str | None) -> int:
    """Take this project out of the schedule over several, or one whose folder is gone."""
    from . import joining

    mine = Mine(MINE)
    if name and name != mine.journal:
        gone = joining.forget(name)
        print(f"Forgotten: {gone.project}, with {len(gone.reviews)} reviews.")
    elif mine.journal is None:
        print("This project has not joined the others.")
    else:
        joining.leave(mine)
        print(f"This project is on its own again; its reviews are all in {mine.reviews}.")
    return 0


def do_private(*, on: bool, off: bool) -> int:
    """Keep the kit out of the public repository or let it in; without an option, say which."""
    if on or off:
        privacy.change(KIT, private=on)
    print(privacy.state(KIT))
    return 0
