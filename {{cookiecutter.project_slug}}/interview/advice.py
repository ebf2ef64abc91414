"""What the log says about the rehearsal so far: tallies, calibration, coverage and common mistakes.

Every sentence comes with its evidence, or does not come. Nothing adds up to a readiness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from .cli import command
from .reviews import DESIGN, RETRY, Review
from .scoring import RECITED, hits

ENOUGH = 4  # open answers from which a pattern is worth a sentence
MOSTLY = 0.6
SELDOM = 0.5
WEAK = 0.75  # share of ticked ideas from which a topic needs no mention
DOMAIN = ("practical", "behavioral")  # where a user, a unit and a cost belong into the answer
SELF_SCORED = (
    "The ticks and bands are your own. People rate themselves too high on this; do one mock "
    "interview with a person."
)


class Day(NamedTuple):
    """One day's predictions against its ticks: how many ideas, on average, were overestimated."""

    day: date
    answers: int
    off: float


def open_answers(log: Sequence[Review]) -> list[Review]:
    """Return the reviews whose ideas were ticked."""
    return [review for review in log if review.ticks]


def share_ticked(log: Sequence[Review]) -> float:
    """Return the share of ideas that were ticked, over all answers."""
    ideas = sum(len(review.ticks) for review in log)
    return sum(hits(review.ticks) for review in log) / ideas if ideas else 0.0


def missed(review: Review) -> bool:
    """Say whether an idea that a good answer must have was not there."""
    return any(must and tick == "no" for must, tick in zip(review.must, review.ticks, strict=True))


def musts_missed(review: Review) -> float:
    """Return how many ideas that a good answer must have were not there; half said is half."""
    pairs = zip(review.must, review.ticks, strict=True)
    return sum({"no": 1.0, "partly": 0.5}.get(tick, 0.0) for must, tick in pairs if must)


def misses(log: Sequence[Review], subjects: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the questions of each subject whose last answer lacked a must, most misses first.

    ``subjects`` maps a question to its subject; without one its category stands for it. A retry in
    the same session does not clear a miss: the next day does. A design case tells its own.
    """
    elsewhere = (RETRY, DESIGN)
    last = {review.id: review for review in open_answers(log) if review.mode not in elsewhere}
    found: dict[str, list[str]] = {}
    for name, review in last.items():
        if missed(review):
            found.setdefault(subjects.get(name, review.category), []).append(name)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def first_answers(log: Sequence[Review]) -> list[Review]:
    """Return the first review of each question, what was asked once more left out."""
    found: dict[str, Review] = {}
    for review in log:
        if review.mode != RETRY:
            found.setdefault(review.id, review)
    return list(found.values())


def lost(review: Review) -> str:
    """Return what an answer lacked, nothing if it had every must and its numbers right."""
    right, asked = review.machine.get("slots", (0, 0))
    musts = sum(m and t == "no" for m, t in zip(review.must, review.ticks, strict=True))
    ideas = {0: "", 1: "an idea that it must have"}.get(musts, f"{musts} ideas that it must have")
    number = "the result" if review.mode == "calculation" else "its number"
    return " and ".join(part for part in (number if right < asked else "", ideas) if part)


def tallies(log: Sequence[Review]) -> dict[str, str]:
    """Return what the machine checked, what was ticked and what was judged; never their sum."""
    log = [review for review in log if review.mode != RETRY]
    slots = [review.machine.get("slots", [0, 0]) for review in log]
    right, asked = (sum(column) for column in zip(*slots, strict=True)) if slots else (0, 0)
    drills = sum(bool(review.machine.get("tests")) for review in log)
    answers = open_answers(log)
    ticked = sum(hits(review.ticks) for review in answers)
    ideas = sum(len(review.ticks) for review in answers)
    bands = Counter(review.band for review in answers if review.band)
    judged = ", ".join(f"{band} ({_times(bands[band])})" for band in sorted(bands))
    guessed = [review for review in answers if review.predicted is not None]
    expected = sum(review.predicted or 0 for review in guessed)
    had = sum(hits(review.ticks) for review in guessed)
    rows = {
        "Numbers": f"{right} of {asked} right" if asked else "",
        "Drills": f"{drills} solved" if drills else "",
        "Ideas": f"{ticked:g} of {ideas} ticked" if ideas else "",
        "Your bands": f"{judged}; 1 is weak, 4 is strong" if judged else "",
        "Predicted": f"{expected} ideas; you ticked {had:g} in those answers" if guessed else "",
    }
    return {name: text for name, text in rows.items() if text}


def _times(number: int) -> str:
    """Return how often in words."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def calibration(log: Sequence[Review]) -> list[Day]:
    """Return, for each day with predictions, how far they were above the ticks."""
    days: dict[date, list[float]] = {}
    for review in open_answers(log):
        if review.predicted is not None:
            day = review.at.astimezone().date()
            days.setdefault(day, []).append(review.predicted - hits(review.ticks))
    return [Day(day, len(offs), sum(offs) / len(offs)) for day, offs in sorted(days.items())]


def spoken(log: Sequence[Review]) -> dict[date, str]:
    """Return, for each day with recordings, how they sounded."""
    days: dict[date, list[Mapping[str, Any]]] = {}
    for review in log:
        if measured := review.machine.get("speech"):
            days.setdefault(review.at.astimezone().date(), []).append(measured)
    return {day: _sounded(found) for day, found in sorted(days.items())}


def _sounded(found: Sequence[Mapping[str, Any]]) -> str:
    """Return the means of some recordings, and the fillers where they were counted."""
    pace = sum(each.get("pace", 0) for each in found) / len(found)
    long = sum(each.get("long", 0) for each in found) / len(found)
    counted = [each for each in found if "fillers" in each]
    minutes = sum(each.get("seconds", 0) for each in counted) / 60
    fillers = sum(each.get("fillers", 0) for each in counted)
    said = f"{pace:.1f} syllables a second, {long:.1f} long pauses an answer"
    return f"{said}, {fillers / minutes:.1f} fillers a minute" if minutes else said


def coverage(
    log: Sequence[Review], by_category: Mapping[str, Sequence[str]]
) -> dict[str, tuple[int, int]]:
    """Return, for each category, how many of its questions were asked and how many there are."""
    asked = {review.id for review in log}
    return {name: (len(asked & set(ids)), len(ids)) for name, ids in by_category.items()}


def weakest_topics(log: Sequence[Review], number: int = 3) -> list[tuple[str, float]]:
    """Return the topics, met twice or more, of whose ideas too few were ticked; weakest first."""
    met: dict[str, list[Review]] = {}
    for review in open_answers(log):
        for topic in {topic.split("/")[0] for topic in review.covers}:
            met.setdefault(topic, []).append(review)
    shares = [(topic, share_ticked(found)) for topic, found in met.items() if len(found) > 1]
    return sorted((pair for pair in shares if pair[1] < WEAK), key=lambda pair: pair[1])[:number]


def mistakes(log: Sequence[Review], before: Sequence[Review] = ()) -> list[str]:
    """Return the common mistakes that the log gives evidence of, each with what to do.

    What was practiced ``before`` counts where a sentence is about all that was asked so far.
    """
    log = [review for review in log if review.mode != RETRY]
    missing = _evaluation_missing(log, before)
    found = [missing or _algorithms_mostly(log), _evaluation_thin(log), _recited(log)]
    return [sentence for sentence in [*found, _no_domain(log)] if sentence]


def _algorithms_mostly(log: Sequence[Review]) -> str | None:
    """Algorithms and theory practiced, and hardly anything else."""
    numbers = Counter(review.category for review in log)
    narrow = numbers["algorithm"] + numbers["theory"]
    if len(log) < ENOUGH or narrow / len(log) <= MOSTLY:
        return None
    all_of = "All" if narrow == len(log) else f"{narrow}"
    return (
        f"{all_of} of your {len(log)} questions were about algorithms or theory. Interviews are "
        f"lost on data, evaluation and costs: {command('session --category practical')}"
    )


def _evaluation_missing(log: Sequence[Review], before: Sequence[Review]) -> str | None:
    """Evaluation never asked, in an open question or in a calculation."""
    every = [*before, *log]
    if len(log) < ENOUGH or any(review.category == "evaluation" for review in every):
        return None
    number = len(first_answers(every))
    return (
        f"No evaluation so far: none of your {number} questions was about it, and that is where "
        f"interviews are lost. Next: {command('session --category evaluation')}"
    )


def _evaluation_thin(log: Sequence[Review]) -> str | None:
    """Evaluation asked, and hardly anything ticked."""
    answers = open_answers(log)
    about = [review for review in answers if review.category == "evaluation"]
    if len(answers) >= ENOUGH and len(about) > 1 and (share := share_ticked(about)) < SELDOM:
        return (
            f"Evaluation is thin: you ticked {share:.0%} of the ideas in {len(about)} answers. "
            "Read the sections on metric, split and result in WALKTHROUGH.md, then ask again: "
            f"{command('session --category evaluation')}"
        )
    return None


def _recited(log: Sequence[Review]) -> str | None:
    """Answers that stand word by word in earlier ones or in the walk-through."""
    shares = [share for review in log if (share := review.machine.get("recited")) is not None]
    recited = [share for share in shares if share > RECITED]
    if not recited:
        return None
    return (
        f"Recited: {len(recited)} of {len(shares)} typed answers stood mostly word by word in an "
        "earlier one or in WALKTHROUGH.md. Change the order: "
        f"{command('walk 3m --reorder')}"
    )


def _no_domain(log: Sequence[Review]) -> str | None:
    """Questions on use and people with hardly an idea ticked."""
    about = [review for review in open_answers(log) if review.category in DOMAIN]
    if len(about) < ENOUGH or (share := share_ticked(about)) >= SELDOM:
        return None
    return (
        f"No domain: in {len(about)} answers on use and people you ticked {share:.0%} of the "
        "ideas. Begin answers with the user, the unit and what an error costs."
    )
