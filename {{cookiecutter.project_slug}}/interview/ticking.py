"""Ticks: one key for each idea, and what the machine makes of them in a typed answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .contradictions import wrong_number
from .evidence import AFFIRMED, LISTED, NEGATED, OPEN, Verdict, enough, weigh
from .mistakes import says_mistake
from .question import Idea, Question
from .scoring import quoted
from .screen import Screen

TICKS = {"y": "yes", "p": "partly", "n": "no"}
LABEL = len("1 extra")  # columns, so that the ideas of an answer stand below one another
TRIES = 2  # to show the words that earn a tick
UNDO = "u"
SENTENCE_LONG = 6  # words, from which it is no row of ticks
SHOWN = 8  # sentences of a long answer that are listed to choose from
WHY_ASKED = {
    LISTED: "That is a list of words and no sentence.",
    NEGATED: "Your answer seems to deny this.",
    AFFIRMED: "Your answer seems to claim what this denies.",
    OPEN: "This one I cannot see by its words.",
}
CANNOT_FIND = "I cannot find this in your answer."
MISTAKEN = "Your answer has the common mistake in it."
MISTAKE = "That is the common mistake here, and not the idea."
TOO_LITTLE = "Those words repeat too little of the idea."

Keep = Callable[[str], object]

SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


def tick(
    question: Question, asked: str, text: str, screen: Screen, keep: Keep | None = None
) -> list[str]:
    """Show the ideas and return which of them were in an answer to a phrasing ``asked``.

    A tick is taken back where the answer has its number wrong, and questioned where it has none
    of its words. What was said aloud cannot be checked. A sentence that is typed instead of ticks
    goes to ``keep``.
    """
    show(question.ideas, screen)
    ticks = keys(len(question.ideas), screen, keep)
    while screen.live and not _right(ticks, screen):
        ticks = keys(len(question.ideas), screen, keep)
    if not text:
        return ticks
    checker = Checker(question, asked, text, screen)
    numbered = enumerate(zip(question.ideas, ticks, strict=True), start=1)
    return [checker.checked(number, *pair) for number, pair in numbered]


def show(ideas: Sequence[Idea], screen: Screen) -> None:
    """Show the ideas of a good answer, numbered."""
    screen.say()
    screen.say("A good answer says:", style="bold", indent=2)
    for number, idea in enumerate(ideas, start=1):
        screen.rows({f"{number} {'must' if idea.must else 'extra'}": idea.text}, LABEL)


def keys(number: int, screen: Screen, keep: Keep | None = None) -> list[str]:
    """Return one tick for each idea: typed in one line, or a few at a time."""
    ticks: list[str] = []
    example = "yypn"[:number].ljust(min(number, 4), "y")
    while len(ticks) < number:
        left = number - len(ticks)
        from_on = f" {len(ticks) + 1} to {number}:" if ticks and left > 1 else ""
        last = f" {number}:" if ticks and left == 1 else ""
        many = f", as {example}" if left > 1 and not ticks else ""
        typed = screen.line(f"  Which did you say?{from_on}{last} y yes, p partly, n no{many} > ")
        chosen = re.sub(r"[\s,;/.]", "", typed.lower())
        if chosen == UNDO and ticks:
            ticks.pop()
        elif not chosen or not set(chosen) <= set(TICKS):
            if keep and len(typed.split()) >= SENTENCE_LONG:
                keep(typed)
                screen.say("Your answer is handed in; this is kept beside it.", indent=2)
            screen.say("Please type y, p or n for each idea.", indent=2)
        elif len(chosen) > left:
            are = "is" if left == 1 else "are"
            screen.say(f"That is {len(chosen)} keys, and {left} {are} left to tick.", indent=2)
        else:
            ticks += [TICKS[key] for key in chosen]
    return ticks


def _right(ticks: Sequence[str], screen: Screen) -> bool:
    """Show the ticks once more, and say whether they are as they were meant."""
    shown = ", ".join(f"{number} {each}" for number, each in enumerate(ticks, start=1))
    return screen.line(f"  {shown}. Enter: go on, {UNDO}: tick again > ").lower() != UNDO


@dataclass(frozen=True)
class Checker:
    """Holds ticks against the typed answer that they are about."""

    question: Question
    asked: str
    text: str
    screen: Screen

    def checked(self, number: int, idea: Idea, ticked: str) -> str:
        """Return a tick as far as the answer bears it out."""
        if ticked == "no":
            return ticked
        wrong = wrong_number(idea, self.text, self.question)
        if wrong:
            said, truth = wrong
            self._say(f"Idea {number}: you said {said}, and it is {truth}. That makes it a no.")
            return "no"
        verdict, mistaken = self.weighed(idea)
        if enough(verdict, quoted=ticked == "partly"):
            return ticked
        why = MISTAKEN if mistaken else WHY_ASKED.get(verdict.kind, CANNOT_FIND)
        self._say(f"Idea {number}: {why}")
        if self._pointed_at(idea):
            return ticked
        self._say(f"So idea {number} is a no.")
        return "no"

    def weighed(self, idea: Idea) -> tuple[Verdict, bool]:
        """Weigh what an answer has of an idea beside the common mistake; say if it has this too."""
        parts = sentences(self.text)
        sound = [part for part in parts if not self._mistaken(part)]
        mistaken = sound != parts
        return self._weighed(idea, " ".join(sound) if mistaken else self.text), mistaken

    def _weighed(self, idea: Idea, text: str) -> Verdict:
        return weigh(idea, text, self.asked, self.question.ideas)

    def _mistaken(self, sentence: str) -> bool:
        return says_mistake(sentence, self.question.wrong)

    def _pointed_at(self, idea: Idea) -> bool:
        """Ask for the words that earn a tick, and say whether they repeat anything of the idea."""
        parts = sentences(self.text)
        several = len(parts) > 1
        if several:
            self._list(parts, idea)
        which = "Which sentence says it?" if several else "Which of your words say it?"
        for left in reversed(range(TRIES)):
            quote = self.screen.long_line(f"  {which} (n: none, take the tick back) > ")
            if quote.lower() == "n":
                return False
            if not quote:
                if left:
                    self._say("Type its number, or words of your answer, or n for none.")
                continue
            if quote.isdigit() and 0 < int(quote) <= len(parts):
                quote = parts[int(quote) - 1]
            if fault := self.fault(idea, quote):
                self._say(fault)
            else:
                return True
        return False

    def _list(self, parts: Sequence[str], idea: Idea) -> None:
        """Show the sentences of an answer, the likeliest of a long one, and below them the idea."""
        weights = [self._weighed(idea, part).weight for part in parts]
        likely = sorted(range(len(parts)), key=lambda place: -weights[place])[:SHOWN]
        self.screen.rows({str(place + 1): parts[place] for place in sorted(likely)})
        if len(likely) < len(parts):
            rest = len(parts) - len(likely)
            self._say(f"{rest} more have less of it; you can type words of them as well.")
        self.screen.rows({"Idea": idea.text})

    def fault(self, idea: Idea, quote: str) -> str:
        """Return why words of the answer do not earn a tick, nothing if they do."""
        if not quoted(self.text, quote):
            return "Those words are not in your answer."
        if any(self._mistaken(part) for part in sentences(self.text) if quoted(part, quote)):
            return MISTAKE
        verdict = self._weighed(idea, quote)
        if enough(verdict, quoted=True):
            return ""
        if verdict.kind in (AFFIRMED, NEGATED):
            return "Those words say the opposite."
        return TOO_LITTLE if verdict.weight else "Those words repeat nothing of the idea."

    def _say(self, text: str) -> None:
        self.screen.say(text, indent=2)


def sentences(text: str) -> list[str]:
    """Return the sentences of an answer."""
    return [part for part in SENTENCE.split(text.strip()) if part]
