"""What an answer is followed by: the model answer, the common mistake, and where to read on."""

from __future__ import annotations

from collections.abc import Iterable

from .bank import Bank
from .question import Question
from .screen import Screen

OTHERS = 3  # questions named that go on from one


def show_answer(question: Question, screen: Screen) -> None:
    """Show how the answer could have sounded, and what is often said instead."""
    for title, text in (
        ("It could have sounded like this:", question.answer),
        ("A common mistake:", question.wrong or ""),
    ):
        if text:
            screen.say()
            screen.say(title, style="bold", indent=2)
            screen.say(text, indent=2)


def show_rest(question: Question, reading: str, screen: Screen) -> None:
    """Show what would have been asked next, and where to read before it comes again."""
    steps = [step for step in (question.what_if, question.attack) if step]
    if steps:
        screen.say()
        screen.say("The next questions would have been:", style="bold", indent=2)
    for step in steps:
        screen.say(step.ask, indent=2)
        screen.say(step.idea, style="dim", indent=4)
    if reading:
        screen.say()
        screen.say(reading, indent=2)


def reading(question: Question, bank: Bank) -> str:
    """Return where the project and the bank have more on what a question is about."""
    named = list(related(question, bank))[:OTHERS]
    parts = [f"Read {question.see}."] if question.see else []
    if named:
        parts.append(f'More on this: {", ".join(named)} (make rehearse DO="ask {named[0]}").')
    return " ".join(parts)


def related(question: Question, bank: Bank) -> Iterable[str]:
    """Return the questions on the same subject, or on the same topic, the easier ones first."""
    order = {"warm-up": 0, "core": 1, "senior": 2}
    topics = {topic.split("/")[0] for topic in question.covers}
    alike = [
        rule
        for rule in bank.raised.values()
        if rule.id != question.id
        and (
            (question.subject and rule.subject == question.subject)
            or topics & {topic.split("/")[0] for topic in rule.covers}
        )
    ]
    return [rule.id for rule in sorted(alike, key=lambda rule: order[rule.level])]
