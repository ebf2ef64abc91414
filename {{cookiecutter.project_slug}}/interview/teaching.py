"""What an answer is followed by: the model answer, the common mistake, and where to read on."""

from __future__ import annotations

from collections import Counter

from .bank import Bank
from .cli import command
from .question import Question
from .rules import LEVELS, Rule
from .screen import Screen

RARE = 5  # questions that share a topic, at most, if it is to bring two of them together
NEAR = 0.25  # what they have to have in common: each shared topic counts the more, the rarer it is


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
    parts = [f"Read {question.see}."] if question.see else []
    if other := related(question, bank):
        asked = bank.question(other.id).phrasings[0]
        parts.append(f'More on this: "{asked}" {command(f"ask {other.id}")}')
    return " ".join(parts)


def related(question: Question, bank: Bank) -> Rule | None:
    """Return the question that has most in common with one, the easier first; none at a distance.

    What few questions are about counts, and what many are about does not bring two together.
    """
    others = [rule for rule in bank.raised.values() if rule.id != question.id]
    often = Counter(topic for rule in others for topic in rule.covers)

    def shared(rule: Rule) -> float:
        common = set(rule.covers) & set(question.covers)
        rare = sum(1 / often[topic] for topic in common if often[topic] <= RARE)
        return rare if rule.subject == question.subject else rare / 2

    near = [rule for rule in others if shared(rule) >= NEAR]
    return max(near, key=lambda rule: (shared(rule), -LEVELS.index(rule.level)), default=None)
