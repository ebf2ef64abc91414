"""One question: the number that opens it, the answer, and what comes of it.

Answer, commit, and only then learn what a good answer says: its ideas, which are ticked; a model
answer, where the question has one; the common mistake. Before the commit nothing of this is shown.
After a miss the follow-ups are shown as well, with where to read on.
"""

from __future__ import annotations

from dataclasses import replace

from .advice import missed
from .clock import AFRESH, Begun, Unfinished
from .heard import Heard, commit, listened_back, show_notes
from .judging import climb, judge, rated, show_result
from .knowing import unknown
from .prompting import GaveUpError, SkippedError, ask_slot, heed, predict, put, says
from .question import Question
from .reviews import Review
from .room import Room, Way
from .screen import SHOW, SKIP, Answer, InputEndedError, Screen
from .teaching import show_answer, show_rest
from .ticking import show, tick

ASKED_BACK_LIMIT = 45  # seconds


class BrokenOffError(InputEndedError):
    """The candidate stopped after ticking: what was ticked is in ``review``."""

    def __init__(self, review: Review):
        """Carry the review on, so that it can be logged."""
        super().__init__()
        self.review = review


def ask(question: Question, way: Way, room: Room) -> Review | None:
    """Ask one question and return what is to be remembered of it, None when it was skipped.

    Raises Unfinished or InputEndedError when the candidate stops, the answer until then is kept;
    BrokenOffError with the review, when the ideas were ticked before.
    """
    heard = hear(question, way, room)
    if heard is None:
        return None
    if not heard.given_up:
        show_notes(heard, room)
        heard = listened_back(heard, room)
    return settle(heard, room)


def hear(question: Question, way: Way, room: Room) -> Heard | None:
    """Put a question and take the answer to it, None when it was skipped."""
    question = question.asked(way.phrasing)
    put(question, way, room.screen)
    right = predicted = None
    answer = Answer("", 0.0)
    given_up = False

    def keep(text: str) -> None:
        begun = begun_for(question, way, room)
        text = f"{begun.text.rstrip()}\n{text}\n".lstrip()
        room.mine.break_off(question.id, Begun(text, begun.seconds, way.phrasing))

    kept = None if room.aloud else keep
    try:
        if way.number and not says(question.phrasings[way.phrasing], question.what):
            right = ask_slot(question.what, room.screen, kept)
        predicted = predict(question, room.screen, kept) if way.predict else None
        answer = said_on(listen(question, way, room), question, way, room)
        if not answer.text and not room.aloud:
            raise GaveUpError
    except SkippedError:
        room.screen.say("Skipped.", indent=2)
        return None
    except GaveUpError:
        given_up = True
    review = replace(commit(question, way, room, answer, right), predicted=predicted)
    return Heard(question, way, answer, review, given_up)


def settle(heard: Heard, room: Room) -> Review:
    """Let the ideas be ticked, teach what was missed, follow up where the answer carries."""
    question, way, screen = heard.question, heard.way, room.screen
    if heard.given_up:
        show(question.ideas, screen)
        review = replace(heard.review, ticks=("no",) * len(question.ideas))
        return _taught(review, question, way, screen)
    try:
        asked = question.phrasings[way.phrasing]
        ticks = tick(
            question,
            asked,
            heard.answer.text,
            screen,
            lambda text: room.mine.keep_answer(f"{question.id}/late", text),
        )
    except (KeyboardInterrupt, InputEndedError):
        text = f"{heard.answer.text.rstrip()}\n"  # it was handed in: Enter does so again
        room.mine.break_off(question.id, Begun(text, heard.answer.seconds, way.phrasing))
        raise
    review = replace(heard.review, ticks=tuple(ticks))
    if missed(review):
        review = _taught(review, question, way, screen)
    else:
        show_answer(question, screen)
        review = _followed_up(review, question, way, room)
    review = replace(review, rating=rated(review, way))
    show_result(review, question, screen)
    return review


def _taught(review: Review, question: Question, way: Way, screen: Screen) -> Review:
    """Show all that an answer lacked, and return its review."""
    show_answer(question, screen)
    if not way.short:
        show_rest(question, way.reading, screen)
    return replace(review, rating=rated(review, way))


def _followed_up(review: Review, question: Question, way: Way, room: Room) -> Review:
    """Ask the follow-ups that the way has, and for the candidate's own band."""
    if way.short:
        return review
    try:
        level = climb(question, way.steps, room)
        criterion, band = judge(question, room) if way.judged else (None, None)
    except (KeyboardInterrupt, InputEndedError) as stop:
        raise BrokenOffError(replace(review, rating=rated(review, way))) from stop
    return replace(review, level=level, criterion=criterion, band=band)


def begun_for(question: Question, way: Way, room: Room) -> Begun:
    """Return the answer that was begun for this wording of a question, if there is one."""
    begun = AFRESH if room.aloud else room.mine.begun().get(question.id, AFRESH)
    return begun if begun.phrasing == way.phrasing else AFRESH


def listen(question: Question, way: Way, room: Room) -> Answer:
    """Take the answer, from where it was broken off; keep what was typed if it is once more."""
    begun = begun_for(question, way, room)
    if begun.text:
        room.screen.say("You had begun this answer. Go on from there.", indent=2)
    try:
        with room.recording(question.id) as file:
            answer = room.screen.answer(
                question.limit,
                aloud=room.aloud,
                interruption=(way.interruption, way.interrupt_after),
                begun=begun,
            )
    except Unfinished as cut:
        room.mine.break_off(question.id, Begun(cut.text, cut.seconds, way.phrasing))
        raise
    if begun.text and answer.text in ("", SHOW):
        room.mine.keep_answer(question.id, begun.text)  # it is not to be gone on with
    if file and answer.text in (SHOW, SKIP):
        file.unlink()
    heed(answer.text)
    if not room.aloud:
        return answer
    answer = answer._replace(text="")
    if file is None:
        return answer
    from .aloud import told

    return answer._replace(recording=file, speech=told(file, room.screen))


def said_on(answer: Answer, question: Question, way: Way, room: Room) -> Answer:
    """Return an answer with what was added to it when the interviewer asked back."""
    said = way.asks_back(question, answer.text) if way.asks_back and not room.aloud else ""
    if not said:
        return answer
    room.screen.say()
    room.screen.say(said, style="bold", indent=2)
    try:
        more = room.screen.answer(ASKED_BACK_LIMIT, aloud=False)
    except Unfinished as cut:
        text = f"{answer.text}\n{cut.text}".strip()
        seconds = answer.seconds + cut.seconds
        room.mine.break_off(question.id, Begun(text, seconds, way.phrasing))
        raise
    kept = "" if more.text in (SHOW, SKIP) or unknown(more.text) else more.text
    text = "\n".join(part for part in (answer.text, kept) if part)
    return answer._replace(text=text, seconds=answer.seconds + more.seconds)
