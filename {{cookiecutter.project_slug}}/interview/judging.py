"""After an answer: ideas are ticked, follow-ups climb as far as it carries, a band is chosen."""

from __future__ import annotations

from . import scoring
from .clock import Unfinished
from .question import FollowUp, Idea, Question
from .reviews import Review
from .room import Room, Way
from .schedule import rating
from .screen import Screen

FOLLOW_UP_LIMIT = 60  # seconds
TICKS = {"y": "yes", "p": "partly", "n": "no"}
LABEL = len("1 extra")  # columns, so that the ideas of an answer stand below one another
INSET = LABEL + 4  # columns before the text of an idea
WHAT, WHY, WHAT_IF, ATTACK = 1, 2, 3, 4  # the steps of the ladder


def tick(ideas: tuple[Idea, ...], text: str, screen: Screen) -> list[str]:
    """Show the ideas one by one and let the candidate say which were there."""
    screen.say()
    screen.say("Was it in your answer?", style="bold", indent=2)
    ticks = []
    for number, idea in enumerate(ideas, start=1):
        screen.rows({f"{number} {'must' if idea.must else 'extra'}": idea.text}, LABEL)
        chosen = TICKS[screen.choose(" " * (INSET - 1), TICKS)]
        if chosen == "yes" and text and scoring.unsupported(idea, text):
            chosen = _sure(text, screen)
        ticks.append(chosen)
    return ticks


def _sure(text: str, screen: Screen) -> str:
    """Ask for the words that earn a tick, when none of the usual ones is there."""
    screen.say("None of the usual words for this are in your answer. Still sure?", indent=INSET)
    asked = f"{'':{INSET}}Which of your words say it? (Enter: take the tick back) "
    while (quote := screen.line(asked)).lower() == "y":
        screen.say("Please type those words as they stand in your answer.", indent=INSET)
    if not quote or quote.lower() in TICKS:
        return TICKS.get(quote.lower(), "no")
    if scoring.quoted(text, quote):
        return "yes"
    screen.say("Those words are not in your answer as you handed it in: partly.", indent=INSET)
    return "partly"


def climb(question: Question, review: Review, room: Room) -> int:
    """Go up the ladder as far as the answers carry, and return the step that was reached."""
    missed = must_missed(review)
    if missed:
        where = f" Read {question.see}, then" if question.see else " Read the ideas again, then"
        room.screen.say(f"A must is missing, so we stop here.{where} try it another day.", indent=2)
        return WHY
    if not question.what_if or not _passes("What if", question.what_if, question, room):
        return WHY
    if not question.attack or not _passes("The skeptic", question.attack, question, room):
        return WHAT_IF
    return ATTACK


def _passes(kind: str, step: FollowUp, question: Question, room: Room) -> bool:
    """Ask one follow-up and let the candidate judge it by its one idea."""
    screen = room.screen
    screen.say()
    screen.say(f"{kind}: {step.ask}", style="bold", indent=2)
    name = f"{question.id}/{kind.lower()}"
    try:
        answer = screen.answer(FOLLOW_UP_LIMIT, aloud=room.aloud)
    except Unfinished as cut:
        room.mine.keep_answer(name, cut.text)
        raise
    room.mine.keep_answer(name, answer.text)
    screen.say(f"A good answer: {step.idea}", indent=2)
    passed = screen.choose("    Was it yours?", TICKS) == "y"
    if not passed:
        screen.say("Getting stuck here is normal: interviews go up until one does.", indent=2)
    return passed


def judge(question: Question, room: Room) -> tuple[str | None, int | None]:
    """Show the written anchors that fit the question and take the candidate's own band."""
    anchor = room.anchors.fitting(question)
    room.screen.say()
    room.screen.say(f"Where was that answer? ({anchor.name})", style="bold", indent=2)
    for band, text in enumerate(anchor.bands, start=1):
        room.screen.say(f"{band}  {text}", indent=2)
    return anchor.key, room.screen.whole("    Your band:", most=len(anchor.bands), least=1)


def must_missed(review: Review) -> bool:
    """Say whether an idea that a good answer must have was not there."""
    return any(must and tick == "no" for must, tick in zip(review.must, review.ticks, strict=True))


def rated(review: Review, way: Way) -> int:
    """Return the scheduler's rating of a review, from Again (1) to Easy (4)."""
    right, asked = review.machine["slots"]
    return rating(
        must_missed=must_missed(review),
        slot_wrong=right < asked,
        over_time=review.limit is not None and review.seconds > review.limit,
        partly=any(m and t == "partly" for m, t in zip(review.must, review.ticks, strict=True))
        or review.machine["banned"] > 0,
        level=review.level,
        unseen_phrasing=not way.heard_before,
    )


def show_result(review: Review, question: Question, screen: Screen) -> None:
    """Show the three tallies side by side; they are never added up."""
    right, asked = review.machine["slots"]
    ticked = scoring.hits(review.ticks)
    predicted = "" if review.predicted is None else f", predicted {review.predicted}"
    screen.say()
    screen.rows(
        {
            "checked": f"{right} of {asked} numbers right" if asked else "no number was asked",
            "ticked": f"{ticked:g} of {len(question.ideas)} ideas{predicted}",
            "judged": f"band {review.band}" if review.band else "no band",
        }
    )
