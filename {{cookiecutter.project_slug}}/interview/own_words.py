"""`make story`: what only the author can say, asked one by one and written into story.yaml.

Reads:  what story_questions.py reads, story.yaml, the profile
Writes: story.yaml, the profile, and in mine/ an answer that was broken off
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from . import clock, profile, pushing, story_file
from .clock import Begun, Unfinished
from .errors import InterviewError
from .facts import Facts
from .mine import Mine
from .screen import InputEndedError, Screen
from .story_questions import CHANGES, Question, answered, known, questions, results

YES_NO = {"y": "yes", "n": "no"}


class Desk(NamedTuple):
    """Where the questions are asked, and where the answers go."""

    screen: Screen
    mine: Mine
    story: Path
    facts: Facts


def hold(screen: Screen, project: Path, *, again: bool) -> int:
    """Ask what is open, or everything once more, and write each answer as soon as it is given.

    Raises InterviewError when story.yaml or the profile cannot be read.
    """
    kit, story = project / "interview", project / "story.yaml"
    story_file.read(story)  # what is wrong with it is said before anything else
    asked, found = questions(kit), results(project)
    left = list(asked) if again else unanswered(asked, story, found)
    if not screen.live:
        by_hand(screen, asked, left)
        return 0
    desk = Desk(screen, Mine(kit / "mine"), story, found)
    try:
        about_you(desk, again=again)
        if not left:
            screen.say("Every question is answered. `make story DO=again` lets you revise them.")
            return 0
        begun = desk.mine.begun()
        ask_all(sorted(left, key=lambda key: place(key) not in begun), asked, desk)
    except (KeyboardInterrupt, EOFError, InputEndedError):
        screen.say("\nStopped. Your answers are kept, and so is one that you had begun.", indent=2)
        screen.say("Run `make story` again to go on with it.", indent=2)
        return 0
    close(screen, unanswered(asked, story, found))
    return 0


def unanswered(asked: Iterable[str], story: Path, found: Facts) -> list[str]:
    """Return what is open; experiments answer what was changed, as the documents tell them."""
    _, answers = story_file.read(story)
    told = {CHANGES} if found.get("experiments") else set()
    return [key for key in asked if key not in told and not answered(answers.get(key))]


def by_hand(screen: Screen, asked: Mapping[str, Question], left: list[str]) -> None:
    """Say how story.yaml is filled where there is no terminal to ask in."""
    if not left:
        screen.say("Every question of story.yaml is answered.")
        return
    key = next((key for key in left if isinstance(asked[key].example, str)), "")
    screen.say("`make story` needs a terminal to ask its questions in.")
    screen.say("Or write each answer into story.yaml yourself, one to three sentences on a line:")
    if key:
        screen.say()
        screen.say(f'{key}: "{asked[key].example}"', indent=4)
        screen.say()
    screen.say(f"Still open: {', '.join(left)}. `make ready` lists what they ask.")


def close(screen: Screen, left: list[str]) -> None:
    """Say what is still open, and what to do next."""
    screen.say()
    if left:
        screen.say(f"Still open: {', '.join(left)}. `make story` asks for them again.", indent=2)
    else:
        screen.say("Every question is answered.", indent=2)
    screen.say("`make run` puts your answers into the documents.", indent=2)


def ask_all(left: list[str], asked: Mapping[str, Question], desk: Desk) -> None:
    """Put the questions one by one."""
    screen = desk.screen
    screen.heading("Your story, in your own words", f"{len(left)} to answer")
    screen.say(
        "One to three sentences each. An empty line skips a question. Ctrl-C stops, and what you "
        "answered stays.",
        style="dim",
        indent=2,
    )
    if not desk.facts:
        screen.say("After `make run`, your own numbers show up here.", style="dim", indent=2)
    for number, key in enumerate(left, start=1):
        screen.say()
        screen.say(f"{number} of {len(left)}", style="dim")
        screen.say(asked[key].ask, style="bold")
        if lines := known(asked[key], desk.facts):
            screen.rows({"Your run": " ".join(lines)})
        if key == CHANGES:
            ask_changes(asked[key], desk)
        else:
            ask(key, asked[key], desk)


def place(key: str) -> str:
    """Return the name under which a begun answer is kept."""
    return f"story.yaml/{key}"


def ask(key: str, question: Question, desk: Desk) -> None:
    """Ask one question, write the answer, and push once if it is weak."""
    desk.screen.rows({"Example ": question.example})
    name, there = place(key), story_file.read(desk.story)[1].get(key)
    text = line(name, story_file.clean(str(there or "")), desk)
    if not text:
        return
    put(key, text, question, desk)
    if said := pushing.push(text, question.example, question.checks):
        keep = "" if pushing.copied(text, question.example) else " (Enter keeps it)"
        desk.screen.say(f"{said}{keep}", style="yellow", indent=2)
        text = line(name, text, desk)
        put(key, text, question, desk)
        if pushing.copied(text, question.example):
            desk.screen.say("Not saved: that is still the example's answer.", indent=2)


def put(key: str, text: str, question: Question, desk: Desk) -> None:
    """Write an answer, unless there is none or it is the example's."""
    there = story_file.clean(str(story_file.read(desk.story)[1].get(key) or ""))
    if text not in ("", there) and not pushing.copied(text, question.example):
        story_file.write(desk.story, key, text)


def ask_changes(question: Question, desk: Desk) -> None:
    """Ask for what was changed, one change after the other, until there is none."""
    for each in question.example:
        outcome = "kept" if each["kept"] else "not kept"
        desk.screen.rows({"Example ": f"{each['what']} {each['why']} ({outcome})"})
    there = story_file.read(desk.story)[1].get(CHANGES) or []
    if not isinstance(there, list):
        raise InterviewError(f"{desk.story}: `changes` is no list of changes: mend it first")
    while what := line("story.yaml/what", "", desk, "What you changed: "):
        if not (why := line("story.yaml/why", "", desk, "Why: ")):
            desk.screen.say("Not saved: a change needs its reason.", indent=2)
            continue
        kept = desk.screen.choose("Did you keep it?", YES_NO) == "y"
        there = [*there, {"what": what, "why": why, "kept": kept}]
        story_file.write(desk.story, CHANGES, there)
        desk.screen.say("Another one? An empty line if not.", style="dim", indent=2)


def line(name: str, before: str, desk: Desk, prompt: str = "> ") -> str:
    """Return one typed line, begun with what was broken off under this name or was there before.

    Raises KeyboardInterrupt on Ctrl-C; what was typed until then is kept.
    """
    begun = desk.mine.begun().get(name)
    if begun:
        desk.screen.say("You had begun this answer. Go on from there.", indent=2)
    try:
        text = story_file.clean(clock.line(prompt, begun.text if begun else before))
    except Unfinished as stop:
        if stop.text != before:
            desk.mine.break_off(name, Begun(story_file.clean(stop.text)))
        raise
    if begun:
        desk.mine.keep_answer(name, text or begun.text)
    return text


def about_you(desk: Desk, *, again: bool) -> None:
    """Ask who the candidate is, unless that was asked before; copy it into story.yaml."""
    there = story_file.read(desk.story)[1]
    found = profile.read()
    due = [key for key in profile.FIELDS if again or key not in found]
    if due:
        desk.screen.heading("About you", "asked once, for all your projects")
        desk.screen.say(
            "It goes to the top of the README, the walk-through and the report. All of it is "
            "optional: an empty line skips it.",
            style="dim",
            indent=2,
        )
        desk.screen.say()
    start = {**profile.in_story(there), **found}
    for key in due:
        found[key] = ask_about(key, start.get(key, ""), desk.screen)
        profile.keep(key, found[key])
    for key, value in profile.to_copy(found, there, replace=again).items():
        story_file.write(desk.story, key, value)


def ask_about(key: str, before: str, screen: Screen) -> str:
    """Return one answer about the person; an address that is none is asked for again."""
    field = profile.FIELDS[key]
    screen.say(f"{field.ask} (such as {field.sample})")
    while True:
        text = story_file.clean(clock.line("> ", before))
        if not text or (fit := profile.fitting(key, text)):
            return fit if text else ""
        kind = "an email address" if key == "email" else "a web address"
        screen.say(f'"{text}" is not {kind}. It should look like {field.sample}', indent=2)
