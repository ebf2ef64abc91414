"""One question, from the number that opens it to the sceptic's push that may end it.

Predict, answer, commit; only then are the ideas shown, one by one, and ticked. There is no model
answer, before or after: prose would be learned by heart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from . import numbers, scoring
from .anchors import Anchors
from .bank import FollowUp, Idea, Question, Slot
from .clock import Unfinished
from .mine import Mine
from .reviews import Review
from .schedule import rating
from .screen import Answer, InputEndedError, Screen, duration

FOLLOW_UP_LIMIT = 60  # seconds
TICKS = {"y": "yes", "p": "partly", "n": "no"}
WHAT, WHY, WHAT_IF, ATTACK = 1, 2, 3, 4


class BrokenOffError(InputEndedError):
    """The candidate stopped after ticking: what was ticked is in ``review``."""

    def __init__(self, review: Review):
        """Carry the review on, so that it can be logged."""
        super().__init__()
        self.review = review


@dataclass(frozen=True)
class Room:
    """Where an interview takes place: the screen, the candidate's files, how answers are given."""

    screen: Screen
    mine: Mine
    anchors: Anchors
    project: Path
    aloud: bool = False

    def documents(self) -> list[str]:
        """Return the texts from which an answer may have been learned by heart."""
        path = self.project / "WALKTHROUGH.md"
        return [path.read_text(encoding="utf-8")] if path.exists() else []


@dataclass(frozen=True)
class Way:
    """How a question is put this time."""

    phrasing: int = 0
    heard_before: bool = False
    telling: str = ""
    interruption: str = ""
    mode: str = ""


def ask(question: Question, way: Way, room: Room) -> Review:
    """Ask one question and return what is to be remembered of it.

    Raises Unfinished or InputEndedError when the candidate stops, the answer until then is kept;
    BrokenOffError with the review, when the ideas were ticked before.
    """
    right = ask_slot(question.what, room.screen)
    put(question, way, room.screen)
    predicted = room.screen.whole(
        f"A good answer has {len(question.ideas)} ideas. How many will yours have?",
        most=len(question.ideas),
    )
    answer = listen(question, way, room)
    review = commit(question, way, room, answer, right)
    show_notes(review, question, answer, room)
    ticks = tick(question.ideas, answer.text, room.screen)
    review = replace(review, ticks=tuple(ticks), predicted=predicted)
    try:
        level = climb(question, review, room)
        criterion, band = judge(question, room)
    except (KeyboardInterrupt, InputEndedError) as stop:
        raise BrokenOffError(replace(review, rating=rated(review, way))) from stop
    review = replace(review, level=level, criterion=criterion, band=band)
    review = replace(review, rating=rated(review, way))
    show_result(review, question, room.screen)
    return review


def put(question: Question, way: Way, screen: Screen) -> None:
    """Say the question, with what it forbids and asks for."""
    screen.say()
    screen.say(question.phrasings[way.phrasing], style="bold", indent=2)
    if way.telling:
        screen.say(way.telling, style="bold", indent=2)
    if question.banned:
        screen.say(f"Without these words: {', '.join(question.banned)}.", indent=2)
    screen.say()


def ask_slot(slot: Slot | None, screen: Screen) -> bool | None:
    """Ask for a number of the run; say at once whether it is right, and give it if it is not."""
    if slot is None:
        return None
    screen.say(f"First a number. {slot.ask}", indent=2)
    unit = " %" if slot.percent else ""
    truth = f"{slot.answer:,.{slot.digits}f}{unit}"
    while True:
        text = screen.line("> ")
        if not text:
            screen.say(f"It is {truth}.", indent=2)
            return False
        stated = numbers.read(text)
        if stated:
            break
        screen.say("Please type one number, or only Enter if you do not know it.", indent=2)
    right = numbers.agrees(stated, slot.answer, slot.digits, slot.percent)
    screen.say(f"Right, {truth}." if right else f"Not what the run has: {truth}.", indent=2)
    return right


def listen(question: Question, way: Way, room: Room) -> Answer:
    """Take the answer; keep what was typed even if the candidate breaks off."""
    try:
        return room.screen.answer(question.limit, aloud=room.aloud, interruption=way.interruption)
    except Unfinished as cut:
        room.mine.keep_answer(question.id, cut.text, finished=False)
        raise


def commit(question: Question, way: Way, room: Room, answer: Answer, right: bool | None) -> Review:
    """Store the answer before any idea is shown, and note what a machine can check in it."""
    earlier = [*room.mine.answers_to(question.id), *room.documents()]
    return Review(
        ts=datetime.now(UTC).isoformat(timespec="seconds"),
        id=question.id,
        category=question.category,
        covers=question.covers,
        about=question.about,
        facts_hash=question.facts_hash,
        phrasing=way.phrasing,
        level=WHY,
        mode=way.mode or ("aloud" if room.aloud else "typed"),
        seconds=round(answer.seconds, 1),
        limit=float(question.limit),
        interrupted=answer.interrupted,
        machine={
            "slots": [int(bool(right)), int(right is not None)],
            "strange_numbers": len(scoring.strange_numbers(answer.text, question)),
            "banned": len(scoring.banned_words(answer.text, question.banned)),
            "recited": scoring.recited(answer.text, earlier),
        },
        ticks=(),
        must=tuple(idea.must for idea in question.ideas),
        answer_hash=room.mine.keep_answer(question.id, answer.text),
        rating=1,
    )


def show_notes(review: Review, question: Question, answer: Answer, room: Room) -> None:
    """Say what the machine noticed: time, numbers, forbidden words, recitation."""
    screen = room.screen
    over = answer.seconds - question.limit
    used = f"{duration(answer.seconds)} of {duration(question.limit)}"
    screen.say(f"Time: {used}{f', {over:.0f} s over' if over >= 1 else ''}.", indent=2)
    if room.aloud:
        return
    strange = scoring.strange_numbers(answer.text, question)
    if strange:
        screen.say(
            f"Not among this question's numbers: {', '.join(strange)}. Check, or say where from.",
            indent=2,
        )
    used_words = scoring.banned_words(answer.text, question.banned)
    if question.banned:
        said = f"You used {', '.join(used_words)}." if used_words else "None of the words was used."
        screen.say(said, indent=2)
    share = review.machine["recited"]
    if share is not None and share > scoring.RECITED:
        screen.say(
            f"You are reciting: {share:.0%} of it stands word by word in an earlier answer or in "
            "WALKTHROUGH.md. Say it once more to a ten-year-old.",
            indent=2,
        )


def tick(ideas: tuple[Idea, ...], text: str, screen: Screen) -> list[str]:
    """Show the ideas one by one and let the candidate say which were there."""
    screen.say()
    screen.say("Was it in your answer?", style="bold", indent=2)
    ticks = []
    for number, idea in enumerate(ideas, start=1):
        screen.rows({f"{number} {'must' if idea.must else 'extra'}": idea.text})
        chosen = TICKS[screen.choose("    ", TICKS)]
        if chosen == "yes" and text and scoring.unsupported(idea, text):
            chosen = _sure(text, screen)
        ticks.append(chosen)
    return ticks


def _sure(text: str, screen: Screen) -> str:
    """Ask for the words that earn a tick, when none of the usual ones is there."""
    screen.say("None of the usual words for this are in your answer. Still sure?", indent=4)
    quote = screen.line("    Which of your words say it? (Enter: take the tick back) ")
    if not quote:
        return "no"
    if scoring.quoted(text, quote):
        return "yes"
    screen.say(
        "Those words are not in your answer as it was committed: counted as partly.", indent=4
    )
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
    if not question.attack or not _passes("The sceptic", question.attack, question, room):
        return WHAT_IF
    return ATTACK


def _passes(kind: str, step: FollowUp, question: Question, room: Room) -> bool:
    """Ask one follow-up and let the candidate judge it by its one idea."""
    screen = room.screen
    screen.say()
    screen.say(f"{kind}: {step.ask}", style="bold", indent=2)
    try:
        answer = screen.answer(FOLLOW_UP_LIMIT, aloud=room.aloud)
    except Unfinished as cut:
        room.mine.keep_answer(question.id, cut.text, finished=False)
        raise
    room.mine.keep_answer(f"{question.id}/{kind.lower()}", answer.text)
    screen.say(f"A good answer: {step.idea}", indent=2)
    passed = screen.choose("    Was it yours?", TICKS) == "y"
    if not passed:
        screen.say(
            "Getting stuck this high is normal; interviews are meant to get there.", indent=2
        )
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
        partly=any(m and t == "partly" for m, t in zip(review.must, review.ticks, strict=True)),
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
