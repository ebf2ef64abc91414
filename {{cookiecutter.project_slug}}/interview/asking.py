"""One question: the number that opens it, the answer, and what the machine can check in it.

Predict, answer, commit; only then are the ideas shown, one by one, and ticked. There is no model
answer, before or after: prose would be learned by heart.
"""

from __future__ import annotations

from dataclasses import replace

from . import numbers, scoring
from .clock import AFRESH, Begun, Unfinished
from .journal import stamp
from .judging import WHY, climb, judge, rated, show_result, tick
from .question import Question, Slot
from .reviews import Review
from .room import Room, Way
from .screen import Answer, InputEndedError, Screen, duration


class BrokenOffError(InputEndedError):
    """The candidate stopped after ticking: what was ticked is in ``review``."""

    def __init__(self, review: Review):
        """Carry the review on, so that it can be logged."""
        super().__init__()
        self.review = review


def ask(question: Question, way: Way, room: Room) -> Review:
    """Ask one question and return what is to be remembered of it.

    Raises Unfinished or InputEndedError when the candidate stops, the answer until then is kept;
    BrokenOffError with the review, when the ideas were ticked before.
    """
    question = question.asked(way.phrasing)
    put(question, way, room.screen)
    given = says(question.phrasings[way.phrasing], question.what)
    right = None if given else ask_slot(question.what, room.screen)
    predicted = room.screen.whole(
        f"A good answer has {len(question.ideas)} ideas. How many will yours have?",
        most=len(question.ideas),
    )
    answer = listen(question, way, room)
    review = commit(question, way, room, answer, right)
    show_notes(review, question, answer, room)
    try:
        ticks = tick(question.ideas, answer.text, room.screen)
    except (KeyboardInterrupt, InputEndedError):
        room.mine.break_off(question.id, Begun(answer.text, answer.seconds))
        raise
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


def says(text: str, slot: Slot | None) -> bool:
    """Say whether a text already tells the number that a slot asks for."""
    if slot is None:
        return False
    return any(
        numbers.agrees(number, slot.answer, slot.digits, slot.percent)
        for number in numbers.every(text)
    )


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
    screen.say()
    return right


def listen(question: Question, way: Way, room: Room) -> Answer:
    """Take the answer, from where it was broken off; keep what was typed if it is once more."""
    begun = AFRESH if room.aloud else room.mine.begun().get(question.id, AFRESH)
    if begun.text:
        room.screen.say("You had begun this answer. Go on from there.", indent=2)
    try:
        return room.screen.answer(
            question.limit, aloud=room.aloud, interruption=way.interruption, begun=begun
        )
    except Unfinished as cut:
        room.mine.break_off(question.id, Begun(cut.text, cut.seconds))
        raise


def commit(question: Question, way: Way, room: Room, answer: Answer, right: bool | None) -> Review:
    """Store the answer before any idea is shown, and note what a machine can check in it."""
    earlier = [*room.mine.answers_to(question.id), *room.documents()]
    return Review(
        ts=stamp(),
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
