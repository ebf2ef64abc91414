"""What the log says about the rehearsal so far: tallies, calibration, coverage and common mistakes.

Every sentence comes with its evidence, or does not come. Nothing adds up to a readiness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

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


def tallies(log: Sequence[Review]) -> dict[str, str]:
    """Return what the machine checked, what was ticked and what was judged; never their sum."""
    slots = [review.machine.get("slots", [0, 0]) for review in log]
    right, asked = (sum(column) for column in zip(*slots, strict=True)) if slots else (0, 0)
    drills = [tests for review in log if (tests := review.machine.get("tests"))]
    noun = "drill" if len(drills) == 1 else "drills"
    checked = f"{right} of {asked} numbers right" if asked else "no numbers were asked"
    answers = open_answers(log)
    ticked = sum(hits(review.ticks) for review in answers)
    ideas = sum(len(review.ticks) for review in answers)
    bands = [review.band for review in answers if review.band]
    judged = ", ".join(f"{n} x band {band}" for band in range(1, 5) if (n := bands.count(band)))
    guessed = [review for review in answers if review.predicted is not None]
    off = sum((review.predicted or 0) - hits(review.ticks) for review in guessed)
    return {
        "checked": checked + (f", {len(drills)} {noun} solved" if drills else ""),
        "ticked": f"{ticked:g} of {ideas} ideas" if ideas else "no ideas were ticked",
        "judged": judged or "no bands",
        "predicted": f"{off:+g} ideas against what you ticked" if guessed else "no predictions",
    }


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


def mistakes(log: Sequence[Review]) -> list[str]:
    """Return the common mistakes that the log gives evidence of, each with what to do."""
    found = [_algorithms_only(log), _evaluation_missing(log), _recited(log), _no_domain(log)]
    return [sentence for sentence in found if sentence]


def _algorithms_only(log: Sequence[Review]) -> str | None:
    """Algorithms and theory practiced, and hardly anything else."""
    numbers = Counter(review.category for review in log)
    narrow = numbers["algorithm"] + numbers["theory"]
    if len(log) < ENOUGH or narrow / len(log) <= MOSTLY:
        return None
    return (
        f"Only algorithms: {narrow} of your {len(log)} questions were about them or about theory. "
        "Interviews are lost on data, evaluation and costs: `session --category practical`."
    )


def _evaluation_missing(log: Sequence[Review]) -> str | None:
    """Evaluation never asked, or asked and hardly anything ticked."""
    answers = open_answers(log)
    about = [review for review in answers if review.category == "evaluation"]
    if len(answers) < ENOUGH:
        return None
    if not about:
        return (
            f"No evaluation so far: none of your {len(answers)} answers was about it, and that is "
            "where interviews are lost. Next: make rehearse DO='session --category evaluation'."
        )
    if len(about) > 1 and (share := share_ticked(about)) < SELDOM:
        return (
            f"Evaluation is thin: you ticked {share:.0%} of the ideas in {len(about)} answers. "
            "Read the sections on metric, split and result in WALKTHROUGH.md, then ask again."
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
        "earlier one or in WALKTHROUGH.md. Change the order, or use `walk 3m --reorder`."
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
