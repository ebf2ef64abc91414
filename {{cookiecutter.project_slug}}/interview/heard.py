"""An answer that was handed in, and what a machine notices in it before any idea is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from . import scoring
from .journal import stamp
from .judging import WHY
from .question import Question
from .reviews import Review
from .room import Room, Way
from .screen import Answer, duration


@dataclass(frozen=True)
class Heard:
    """A question and the answer that was handed in to it; nothing is ticked yet."""

    question: Question  # as its phrasing puts it
    way: Way
    answer: Answer
    review: Review
    given_up: bool = False


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
            "strange_numbers": len(scoring.strange_numbers(answer.text, question, room.shown)),
            "banned": len(scoring.banned_words(answer.text, question.banned)),
            "recited": scoring.recited(answer.text, earlier),
            **({"speech": answer.speech.numbers()} if answer.speech else {}),
        },
        ticks=(),
        must=tuple(idea.must for idea in question.ideas),
        answer_hash=room.mine.keep_answer(question.id, answer.text),
        rating=1,
    )


def show_notes(heard: Heard, room: Room) -> None:
    """Say what the machine noticed: time, numbers, forbidden words, recitation."""
    screen, question, answer = room.screen, heard.question, heard.answer
    over = answer.seconds - question.limit
    used = f"{duration(answer.seconds)} of {duration(question.limit)}"
    screen.say(f"Time: {used}{f', {over:.0f} s over' if over >= 1 else ''}.", indent=2)
    if answer.speech:
        from . import aloud

        aloud.show(answer.speech, screen)
    if room.aloud:
        return
    strange = scoring.strange_numbers(answer.text, question, room.shown)
    if strange:
        listed = ", ".join(strange)
        screen.say(f"Nowhere in your project: {listed}. Where from?", indent=2)
    used_words = scoring.banned_words(answer.text, question.banned)
    if question.banned:
        said = f"You used {', '.join(used_words)}." if used_words else "None of the words was used."
        screen.say(said, indent=2)
    share = heard.review.machine["recited"]
    if share is not None and share > scoring.RECITED:
        screen.say(
            f"You are reciting: {share:.0%} of it stands word by word in an earlier answer or in "
            "WALKTHROUGH.md. Say it once more to a ten-year-old.",
            indent=2,
        )


def listened_back(heard: Heard, room: Room) -> Heard:
    """Let the candidate hear a recorded answer before it is ticked, and count its fillers."""
    file, review = heard.answer.recording, heard.review
    if not (file and heard.answer.speech):
        return heard
    from . import aloud

    fillers = aloud.listen_back(file, room.screen)
    if fillers is None:
        return heard
    spoken = {**review.machine["speech"], "fillers": fillers}
    return replace(heard, review=replace(review, machine={**review.machine, "speech": spoken}))
