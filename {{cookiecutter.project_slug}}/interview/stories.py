"""Behavioral stories: what happened in this project, in four parts, told and then ticked.

The four parts are situation, task, action and result. Real answers spend too long on the situation,
so each part is timed by itself and the shares are shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from . import expressions, numbers, scoring, slots
from .errors import InterviewError
from .facts import Facts
from .journal import stamp
from .judging import TICKS
from .records import NotRecordedError, lookup
from .reviews import Review
from .schedule import rating
from .screen import InputEndedError, Screen, duration
from .turns import Session

PARTS = ("situation", "task", "action", "result")
LIMIT = 150  # seconds for all four parts
FIRST_PERSON = re.compile(r"\b(?:i|my|me|mine)\b", re.IGNORECASE)
WE = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)

Story = Mapping[str, Any]


def able(stories: Sequence[Story], facts: Facts) -> dict[str, Story]:
    """Return the stories for which the project's history has something to tell."""
    found = {}
    for story in stories:
        try:
            names = _names(story, facts)
            if story.get("when") is None or expressions.evaluate(story["when"], names):
                evidence(story, facts)
                found[story["id"]] = story
        except NotRecordedError:
            continue
    return found


def evidence(story: Story, facts: Facts) -> list[str]:
    """Return what the run itself recorded about a story.

    Raises NotRecordedError when it recorded nothing of it.
    """
    names = _names(story, facts)
    return [slots.fill(line, names) for line in story["evidence"]]


def _names(story: Story, facts: Facts) -> Facts:
    """Return the facts together with what the story computes from them."""
    names = dict(facts)
    for name, expression in story.get("let", {}).items():
        names[name] = expressions.evaluate(str(expression), names)
    return names


def overview(stories: Sequence[Story], session: Session) -> int:
    """List the stories and which were told."""
    screen = session.room.screen
    done = {review.id for review in session.before if review.mode == "story"}
    screen.heading("Stories from this project")
    rows = {}
    for name, story in able(stories, session.bank.facts).items():
        rows[name] = story["title"] + (" (told)" if f"story.{name}" in done else "")
    for story in stories:
        if story["id"] not in rows and "missing" in story:
            rows[story["id"]] = f"not yet: {story['missing']}"
    screen.rows(rows)
    screen.say()
    screen.say('Tell one with `make rehearse DO="story NAME"`.', style="dim", indent=2)
    return 0


def tell(name: str, stories: Sequence[Story], session: Session) -> int:
    """Take one story part by part, check what a machine can check, and let the rest be ticked.

    Raises InterviewError when there is no such story.
    """
    there = able(stories, session.bank.facts)
    if name not in there:
        raise InterviewError(f"no story {name}: choose one of {', '.join(there) or 'none yet'}")
    story, screen = there[name], session.room.screen
    screen.heading(story["title"])
    for line in evidence(story, session.bank.facts):
        screen.rows({"-": line})
    try:
        session.remember(_rehearsed(name, story, session))
    except (KeyboardInterrupt, InputEndedError):
        screen.say("\nStopped. What you had typed is kept.", indent=2)
    return 0


def _rehearsed(name: str, story: Story, session: Session) -> Review:
    """Ask for the four parts and return what is to be remembered."""
    room = session.room
    texts, times = {}, {}
    for part in PARTS:
        room.screen.say()
        room.screen.say(f"{part.capitalize()}: {story[part]}", style="bold", indent=2)
        answer = room.screen.answer(LIMIT, aloud=room.aloud)
        texts[part], times[part] = answer.text, answer.seconds
        room.mine.keep_answer(f"story.{name}/{part}", answer.text)
    machine = show_checks(texts, times, banned_in(story, session.bank.facts), room.screen)
    ticks = _ticks(story["ticks"], room.screen)
    missed = "no" in ticks
    over = sum(times.values()) > LIMIT
    return Review(
        ts=stamp(),
        id=f"story.{name}",
        category="behavioral",
        covers=("story",),
        about=f"story.{name}",
        facts_hash="",
        phrasing=0,
        level=2,
        mode="story",
        seconds=round(sum(times.values()), 1),
        limit=float(LIMIT),
        interrupted=False,
        machine=machine,
        ticks=tuple(ticks),
        must=tuple(True for _ in ticks),
        rating=rating(
            must_missed=missed,
            slot_wrong=False,
            over_time=over,
            partly="partly" in ticks,
            level=2,
            unseen_phrasing=False,
        ),
    )


def banned_in(story: Story, facts: Facts) -> list[str]:
    """Return the words that a story must do without."""
    return list(lookup(facts, story["banned"])) if "banned" in story else []


def show_checks(
    texts: Mapping[str, str], times: Mapping[str, float], banned: Sequence[str], screen: Screen
) -> dict[str, Any]:
    """Show time shares, first person, numbers and banned words; return what is logged of them."""
    total = sum(times.values()) or 1.0
    shares = ", ".join(f"{part} {times[part] / total:.0%}" for part in PARTS)
    rows = {"time": f"{duration(total)} of {duration(LIMIT)}: {shares}"}
    if any(texts.values()):
        rows["action"] = _person(texts["action"])
        counted = len(numbers.every(texts["result"]))
        rows["result"] = f"numbers: {counted}" if counted else "no number in the result"
    used = scoring.banned_words(" ".join(texts.values()), banned)
    if banned:
        rows["words"] = f"you used {', '.join(used)}" if used else "none of the banned words"
    screen.say()
    screen.rows(rows)
    return {"slots": [0, 0], "banned": len(used)}


def _person(text: str) -> str:
    """Say who acts in the action."""
    own, ours = len(FIRST_PERSON.findall(text)), len(WE.findall(text))
    if own == 0:
        return "no sentence says what you yourself did"
    return f"I: {own}" + (f", we: {ours}" if ours else "")


def _ticks(wanted: Sequence[str], screen: Screen) -> list[str]:
    """Let the candidate tick what the story has."""
    screen.say()
    ticks = []
    for number, text in enumerate(wanted, start=1):
        screen.say(f"{number}. {text}", indent=2)
        ticks.append(TICKS[screen.choose("    ", TICKS)])
    return ticks
