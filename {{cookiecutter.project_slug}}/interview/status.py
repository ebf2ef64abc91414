"""The page that `status` shows: what is due, how you judge yourself, what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from . import advice
from .bank import Bank
from .cli import command
from .reviews import Review
from .schedule import Card
from .screen import Screen

DAYS_SHOWN = 7
NAMED = 3  # missed questions of a subject
OFTEN = 2  # misses from which a subject is worth a session


def show(
    screen: Screen,
    log: Sequence[Review],
    bank: Bank,
    cards: Mapping[str, Card],
    now: datetime,
    note: str = "",
) -> None:
    """Show the progress that the log tells of; ``now`` has a time zone, ``note`` stands on top."""
    if not log:
        screen.say("Nothing was asked yet. Start with a short one:", indent=2)
        screen.say(command("session --minutes 10"), style="bold", indent=4)
        return
    screen.heading("Due", note)
    screen.rows(due_rows(cards, now))
    screen.heading("Asked so far", "of what can be asked")
    covered = advice.coverage(
        log, {name: [rule.id for rule in rules] for name, rules in bank.by_category().items()}
    )
    screen.rows({name: f"{asked} of {there}" for name, (asked, there) in covered.items()})
    subjects = {name: rule.subject for name, rule in bank.raised.items() if rule.subject}
    missed = advice.misses(log, subjects)
    if missed:
        screen.heading("Missed", "by subject, until they are passed")
        screen.rows({name: listed(names) for name, names in missed.items()})
        screen.say(f"Ask one: {command(f'ask {next(iter(missed.values()))[0]}')}", indent=2)
    screen.heading("Tallies", "they do not add up to a readiness")
    screen.rows(advice.tallies(log))
    days = advice.calibration(log)
    if days:
        screen.heading("Predicted minus ticked", "ideas an answer; 0 is a good judge")
        screen.rows({f"{day.day}": _bar(day) for day in days[-DAYS_SHOWN:]})
    heard = advice.spoken(log)
    if heard:
        screen.heading("Aloud", "as recorded")
        screen.rows({f"{day}": said for day, said in list(heard.items())[-DAYS_SHOWN:]})
    screen.heading("Next")
    for sentence in steps(log, covered, missed):
        screen.say(sentence, indent=2)
        screen.say()
    screen.say(advice.SELF_SCORED, style="dim", indent=2)


def listed(names: Sequence[str]) -> str:
    """Return how many questions there are, and the names of the first."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{len(names):>2}  {', '.join(names[:NAMED])}{more}"


def due_rows(cards: Mapping[str, Card], now: datetime) -> dict[str, str]:
    """Return how many questions come back when, and how many do not have to."""
    dates = [card.due for card in cards.values() if not card.retired]
    retired = sum(card.retired for card in cards.values())
    changed = sum(card.changed for card in cards.values())
    rows = {
        "now": f"{sum(at <= now for at in dates)}",
        "within a week": f"{sum(now < at <= now + timedelta(days=DAYS_SHOWN) for at in dates)}",
        "later": f"{sum(at > now + timedelta(days=DAYS_SHOWN) for at in dates)}",
    }
    if retired:
        rows["done"] = f"{retired}, passed three times in other words"
    if changed:
        rows["changed"] = f"{changed} whose numbers another run has changed"
    return rows


def steps(
    log: Sequence[Review],
    covered: Mapping[str, tuple[int, int]],
    missed: Mapping[str, Sequence[str]],
) -> list[str]:
    """Return what to do next, the evidence first."""
    found = advice.mistakes(log)
    most = max(missed, key=lambda subject: len(missed[subject]), default="")
    if most and len(missed[most]) >= OFTEN:
        asked = command(f"session --minutes 10 --category '{most}'")
        found.append(f"Most was missed in {most}. Next: {asked}")
    unasked = [name for name, (asked, there) in covered.items() if there and not asked]
    if unasked:
        asked = command(f"session --category {unasked[0]}")
        found.append(f"Nothing asked yet in: {', '.join(unasked)}. Next: {asked}")
    weak = advice.weakest_topics(log)
    if weak:
        listed = ", ".join(f"{topic} ({share:.0%} of the ideas)" for topic, share in weak)
        found.append(f"Weakest topics: {listed}.")
    return found or ["No pattern stands out. Keep going until each category was asked."]


def _bar(day: advice.Day) -> str:
    """Return a day's calibration as a number and a bar."""
    size = min(round(abs(day.off) * 5), 20)
    mark = ("+" if day.off > 0 else "-") * size
    answers = "answer " if day.answers == 1 else "answers"
    return f"{day.off:+.1f} in {day.answers:>2} {answers}  {mark}".rstrip()
