"""After the ticks: follow-ups climb as far as the answers carry, and a band may be chosen."""

from __future__ import annotations

from . import scoring
from .advice import missed
from .clock import Unfinished
from .question import FollowUp, Question
from .reviews import Review
from .room import Room, Way
from .schedule import rating
from .screen import SHOW, SKIP, Screen
from .ticking import TICKS

FOLLOW_UP_LIMIT = 60  # seconds
WHAT, WHY, WHAT_IF, ATTACK = 1, 2, 3, 4  # the steps of the ladder


def climb(question: Question, steps: int, room: Room) -> int:
    """Go up the ladder as far as the answers carry, and return the step that was reached."""
    if steps < 1 or not question.what_if:
        return WHY
    if not _passes("What if", question.what_if, question, room):
        return WHY
    if steps < 2 or not question.attack:
        return WHAT_IF
    return ATTACK if _passes("The skeptic", question.attack, question, room) else WHAT_IF


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
    left_out = answer.text in (SHOW, SKIP) or not (answer.text or room.aloud)
    if not left_out:
        room.mine.keep_answer(name, answer.text)
    screen.say(f"A good answer: {step.idea}", indent=2)
    passed = not left_out and screen.choose("  Was it yours?", TICKS) == "y"
    if not passed:
        screen.say("Getting stuck here is normal: interviews go up until one does.", indent=2)
    return passed


def judge(question: Question, room: Room) -> tuple[str | None, int | None]:
    """Take the candidate's own band, if there is one; show the written anchors on request."""
    anchor, screen = room.anchors.fitting(question), room.screen
    most = len(anchor.bands)
    screen.say()
    while True:
        text = screen.line(f"  Your band, 1 to {most} (?: what they mean, Enter: none) > ")
        if not text:
            return None, None
        if text == SHOW:
            screen.say(f"{anchor.name}:", style="bold", indent=2)
            screen.rows({str(band): each for band, each in enumerate(anchor.bands, start=1)})
        elif text.isascii() and text.isdigit() and 1 <= int(text) <= most:
            return anchor.key, int(text)
        else:
            screen.say(f"Please type a number from 1 to {most}, ? or only Enter.", indent=2)


def rated(review: Review, way: Way) -> int:
    """Return the scheduler's rating of a review, from Again (1) to Easy (4)."""
    right, asked = review.machine["slots"]
    return rating(
        must_missed=missed(review),
        slot_wrong=right < asked,
        over_time=review.limit is not None and review.seconds > review.limit,
        partly=any(m and t == "partly" for m, t in zip(review.must, review.ticks, strict=True))
        or review.machine["banned"] > 0,
        level=review.level,
        unseen_phrasing=not way.heard_before,
    )


def show_result(review: Review, question: Question, screen: Screen) -> None:
    """Show in one line what was checked, ticked and judged; they are never added up."""
    right, asked = review.machine["slots"]
    predicted = "" if review.predicted is None else f", predicted {review.predicted}"
    parts = [f"{scoring.hits(review.ticks):g} of {len(question.ideas)} ideas{predicted}"]
    if asked:
        parts.append(f"{right} of {asked} numbers right")
    if review.band:
        parts.append(f"band {review.band}")
    screen.say()
    screen.say(f"{'; '.join(parts)}.", style="dim", indent=2)
