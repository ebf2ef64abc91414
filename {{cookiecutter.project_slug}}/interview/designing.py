"""A design case is held: stage by stage against the clock, broken off and resumed at will.

Writes to interview/mine/ each answer, and a review of each stage and each sum as soon as it is
done; what is done of a case is read from these reviews again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from . import numbers
from .asking import hear, settle
from .design import Case, Estimate, Stage
from .errors import InterviewError
from .journal import stamp
from .knowing import unknown
from .reviews import DESIGN, Review, append, replay
from .room import Room, Way
from .schedule import AGAIN, GOOD
from .scoring import hits
from .screen import InputEndedError, Screen, duration

WAY = Way(mode=DESIGN, steps=0, predict=False, judged=False)


def progress(case: Case, log: Iterable[Review]) -> tuple[dict[str, Review], int]:
    """Return what is done of a case that was begun, and how often it was finished before."""
    done: dict[str, Review] = {}
    finished = 0
    for review in log:
        if review.id == f"{DESIGN}.{case.id}":
            done, finished = {}, finished + 1
        elif review.mode == DESIGN and review.about == f"{DESIGN}.{case.id}":
            done[review.id] = review
    return done, finished


def overview(cases: Mapping[str, Case], room: Room) -> int:
    """List the cases, with what is begun and what is finished."""
    log = replay(room.mine.reviews)
    room.screen.heading("Design a system", "seven timed stages, sums included")
    rows = {}
    for name, case in cases.items():
        done, finished = progress(case, log)
        begun = f", begun: {len(done)} of {len(case.steps())} steps" if done else ""
        before = f", finished {finished} x" if finished else ""
        rows[name] = f"{case.title} ({case.minutes} minutes{begun}{before})"
    room.screen.rows(rows)
    room.screen.say()
    room.screen.say("Start one with `make rehearse DO='design NAME'`.", style="dim", indent=2)
    return 0


def hold(name: str, cases: Mapping[str, Case], room: Room) -> int:
    """Go through a case, from where it was broken off, and give feedback at its end.

    Raises InterviewError when there is no such case.
    """
    if name not in cases:
        raise InterviewError(f"no design case {name}: choose one of {', '.join(cases)}")
    case, screen = cases[name], room.screen
    done, _ = progress(case, replay(room.mine.reviews))
    screen.heading(case.title, f"{case.minutes} minutes")
    screen.say(case.brief, indent=2)
    if done:
        screen.say(f"Going on after {len(done)} of {len(case.steps())} steps.", indent=2)
    try:
        for place in range(len(case.stages)):
            if place == 1:
                tell(case, screen)
            _stage(place, case, done, room)
    except (KeyboardInterrupt, InputEndedError):
        again = f"make rehearse DO='design {name}'"
        screen.say(f"\nStopped. `{again}` goes on from here.", indent=2)
        return 0
    feedback(case, done, screen)
    _remember(_review(case, f"{DESIGN}.{case.id}", GOOD), room)
    return 0


def tell(case: Case, screen: Screen) -> None:
    """Give the interviewer's answers to the questions of the first stage."""
    screen.say()
    screen.say("The interviewer answers:", style="bold", indent=2)
    for line in case.told:
        screen.rows({"-": line})


def _stage(place: int, case: Case, done: dict[str, Review], room: Room) -> None:
    """Ask the sums and the question of a stage, as far as they are not done."""
    stage = case.stages[place]
    name = stage.question.id
    if name in done:
        return
    minutes = duration(stage.question.limit)
    room.screen.heading(f"{place + 1} of {len(case.stages)}: {stage.title}", minutes)
    for each in stage.estimates:
        if each.id not in done:
            done[each.id] = _remember(estimate(each, case, room), room)
    heard = hear(stage.question, WAY, room)
    if heard is not None:
        done[name] = _remember(settle(heard, room), room)


def estimate(task: Estimate, case: Case, room: Room) -> Review:
    """Ask for a number and say whether it is close enough, and how one gets there."""
    screen = room.screen
    screen.say()
    screen.say(f"Estimate: {task.ask}", style="bold", indent=2)
    stated = _number(task.unit, screen)
    right = stated is not None and task.right(stated)
    verdict = "Left out" if stated is None else "Close enough" if right else "Too far off"
    screen.say(f"{verdict}: it is about {task.shown}.", indent=2)
    screen.say(f"{task.way[:1].upper()}{task.way[1:]}.", style="dim", indent=2)
    asked = int(stated is not None)
    return _review(case, task.id, GOOD if right else AGAIN, slots=[int(right), asked])


def _number(unit: str, screen: Screen) -> float | None:
    """Return a number that was typed, None when it was left out."""
    named = "percent" if unit == "%" else unit
    while text := screen.line(f"  In {named}, Enter to leave it out > "):
        if unknown(text):
            return None
        if stated := numbers.read(text):
            return stated.value
        screen.say("Please type one number, or only Enter.", indent=2)
    return None


def _review(case: Case, name: str, rating: int, **machine: Any) -> Review:
    """Return a line for the log that has no ideas to tick."""
    return Review(
        ts=stamp(),
        id=name,
        category="practical",
        rating=rating,
        covers=("system design",),
        about=f"{DESIGN}.{case.id}",
        mode=DESIGN,
        machine={"slots": [0, 0], **machine},
    )


def _remember(review: Review, room: Room) -> Review:
    """Write a review down at once."""
    append(room.mine.reviews, review)
    return review


def feedback(case: Case, done: Mapping[str, Review], screen: Screen) -> None:
    """Show time and ideas of every stage, the sums, and the musts that were missing."""
    screen.heading("Feedback", case.title)
    rows, missing = {}, []
    for stage in case.stages:
        review = done.get(stage.question.id)
        rows[stage.title] = _said(review, stage) if review else "skipped"
        ticks = review.ticks if review else ["no"] * len(stage.question.ideas)
        pairs = zip(stage.question.ideas, ticks, strict=False)
        missing += [(stage.title, i.text) for i, tick in pairs if i.must and tick == "no"]
    sums = [done[each.id] for stage in case.stages for each in stage.estimates if each.id in done]
    right = sum(review.machine["slots"][0] for review in sums)
    tried = sum(review.machine["slots"][1] for review in sums)
    left_out = f", {len(sums) - tried} left out" if tried < len(sums) else ""
    rows["Estimates"] = f"{right} of {tried} close enough{left_out}"
    screen.rows(rows)
    screen.say()
    if not missing:
        screen.say("Every must was there. Next time, less time for the same.", indent=2)
        return
    screen.say(f"Say these next time, {len(missing)} of them:", style="bold", indent=2)
    for title, text in missing:
        screen.rows({title: text}, max(len(stage.title) for stage in case.stages))


def _said(review: Review, stage: Stage) -> str:
    """Return time used and ideas ticked of one stage."""
    over = review.seconds - stage.question.limit
    late = f", {duration(over)} over" if over >= 1 else ""
    ideas = len(stage.question.ideas)
    used = f"{duration(review.seconds)} of {duration(stage.question.limit)}{late}"
    return f"{hits(review.ticks):g} of {ideas} ideas, {used}"
