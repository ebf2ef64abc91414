"""A mock interview is held: no help and no ticks until its end, then a sheet of feedback."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import teaching
from .asking import hear
from .clock import Unfinished
from .heard import Heard
from .judging import WHY, rated
from .mock import FOLLOW_UP_LIMIT, MODE, Part, Plan
from .question import FollowUp, Question
from .reacting import lacks
from .room import Room, Way
from .screen import SHOW, SKIP, InputEndedError, duration
from .sheet import Entry, FollowedUp, Sheet
from .sheet_files import write
from .ticking import TICKS, tick
from .turns import Session

KEYS = "?: I don't know   s: another question"
RULES = (
    "Nothing is shown or ticked before the end. Answer as you would in the room. Ctrl-C ends the "
    "interview. Then you tick your answers, in about ten minutes."
)


@dataclass(frozen=True)
class Answered:
    """An answer that waits for its ticks, with the answers to the questions that followed it."""

    part: Part
    heard: Heard
    follow_ups: list[tuple[FollowUp, str]]


def hold(session: Session, plan: Plan, folder: Path) -> int:
    """Hold a mock interview, let its answers be ticked, and write the feedback."""
    screen = session.room.screen
    screen.heading(f"Mock interview: {plan.title}, {plan.level}", f"{plan.minutes} minutes")
    screen.say(f"With {plan.persona.name}.", indent=2)
    screen.say(f"{RULES} {plan.manner}", indent=2)
    screen.say()
    screen.say(f'"{plan.persona.opens}"', style="bold", indent=2)
    interview = Interview(session, plan)
    try:
        for part in plan.parts:
            interview.hold_part(part)
    except (KeyboardInterrupt, InputEndedError):
        screen.say()
        screen.say("The interview ends here.", indent=2)
    if not interview.answered:
        screen.say("Nothing was answered, so there is nothing to say about it.", indent=2)
        return 0
    began = time.monotonic()
    entries = _judged(interview.answered, session)
    sheet = Sheet(plan, interview.spent, time.monotonic() - began, tuple(entries))
    _conclude(sheet, write(sheet, folder), session.room)
    return 0


@dataclass
class Interview:
    """A mock interview that is going on."""

    session: Session
    plan: Plan
    answered: list[Answered] = field(default_factory=list)
    spent: dict[str, float] = field(default_factory=dict)  # seconds, by the title of a part
    since: int = 1  # answers since the last interruption; the second answer may be cut into
    told: int = 0  # answers that said something, to questions that others follow
    drawn: int = 0  # follow-ups that they have drawn

    def hold_part(self, part: Part) -> None:
        """Ask the questions of a part until its time is used up."""
        screen = self.session.room.screen
        left = self.plan.minutes * 60 - sum(self.spent.values())
        if left <= 0:
            return
        screen.heading(part.title, f"{duration(left)} left")
        if part.intro:
            screen.say(part.intro, indent=2)
        began = time.monotonic()
        try:
            for place, (question, phrasing) in enumerate(part.asked):
                if place and time.monotonic() - began > part.minutes * 60 - FOLLOW_UP_LIMIT:
                    break
                for line in part.told if place == 1 else ():
                    screen.rows({"-": line})
                self._ask(part, question, phrasing)
        finally:
            self.spent[part.title] = time.monotonic() - began

    def _ask(self, part: Part, question: Question, phrasing: int) -> None:
        """Ask one question and what follows from its answer."""
        session, persona = self.session, self.plan.persona
        interrupts = self.since >= persona.every
        way = Way(
            phrasing=phrasing,
            mode=MODE,
            interruption=session.draw.choice(list(persona.interrupts)) if interrupts else "",
            interrupt_after=persona.after,
            number=False,
            predict=False,
            keys=KEYS,
            reading=teaching.reading(question, session.bank),
            asks_back=lambda asked, text: self._back(asked, phrasing, text),
        )
        heard = hear(question, way, session.room)
        if heard is None:
            return
        self.since = 1 if heard.review.interrupted else self.since + 1
        empty = heard.given_up or (
            not session.room.aloud and bool(lacks(heard.question, phrasing, heard.answer.text))
        )
        self.answered.append(Answered(part, heard, []))
        if not empty:
            self._follow_up(question, self.answered[-1].follow_ups)
        said = persona.lets_go if empty else persona.moves_on
        session.room.screen.say()
        session.room.screen.say(session.draw.choice(list(said)), indent=2)

    def _back(self, question: Question, phrasing: int, text: str) -> str:
        """Return what the interviewer asks back, nothing if the answer may be one."""
        kind = lacks(question, phrasing, text)
        return self.session.draw.choice(list(self.plan.asks_back[kind])) if kind else ""

    def _follow_up(self, question: Question, asked: list[tuple[FollowUp, str]]) -> None:
        """Ask what an interviewer asks on, at the rate of the level of the interview."""
        steps = [step for step in (question.what_if, question.attack) if step]
        self.told += bool(steps)
        wanted = int(self.told * self.plan.follow_ups) - self.drawn
        room = self.session.room
        for step in steps[:wanted]:
            self.drawn += 1
            room.screen.say()
            room.screen.say(step.ask, style="bold", indent=2)
            try:
                answer = room.screen.answer(FOLLOW_UP_LIMIT, aloud=room.aloud)
            except Unfinished as cut:
                room.mine.keep_answer(f"{question.id}/mock", cut.text)
                raise
            text = "" if answer.text.lower() in (SHOW, SKIP) else answer.text
            room.mine.keep_answer(f"{question.id}/mock", text)
            asked.append((step, text))


def _judged(answered: list[Answered], session: Session) -> list[Entry]:
    """Let the answers be ticked one after another, and log each; stopping keeps what was done."""
    screen = session.room.screen
    entries: list[Entry] = []
    screen.heading("Now the ticks", f"{len(answered)} answers")
    try:
        for number, each in enumerate(answered, start=1):
            screen.say()
            if each.part.case:
                screen.say(f"{each.part.case}. {each.part.intro}", style="dim", indent=2)
            asked = each.heard.question.phrasings[each.heard.way.phrasing]
            screen.say(f"{number} of {len(answered)}: {asked}", style="bold", indent=2)
            if each.heard.answer.text:
                screen.say(f"You said: {each.heard.answer.text}", style="dim", indent=2)
            entry = _judge(each, session.room)
            session.remember(entry.review)
            entries.append(entry)
    except (KeyboardInterrupt, InputEndedError):
        screen.say()
        screen.say("The other answers stay without ticks.", indent=2)
        done = len(entries)
        entries += [Entry(each.part, each.heard, each.heard.review, ()) for each in answered[done:]]
    return entries


def _judge(each: Answered, room: Room) -> Entry:
    """Return an answer with its ticks."""
    heard, screen = each.heard, room.screen
    asked = heard.question.phrasings[heard.way.phrasing]
    if heard.given_up:
        screen.say("You did not know.", indent=2)
        ticks = ["no"] * len(heard.question.ideas)
    else:
        ticks = tick(heard.question, asked, heard.answer.text, screen)
    followed = []
    for step, text in each.follow_ups:
        screen.say(step.ask, style="bold", indent=2)
        screen.say(f"A good answer: {step.idea}", indent=2)
        ticked = "no" if not (text or room.aloud) else TICKS[screen.choose("  Yours?", TICKS)]
        followed.append(FollowedUp(step, text, ticked))
    passed = sum(1 for each in followed if each.tick == "yes")
    review = replace(heard.review, ticks=tuple(ticks), level=WHY + passed)
    review = replace(review, rating=rated(review, heard.way))
    return Entry(each.part, heard, review, tuple(followed))


def _conclude(sheet: Sheet, files: list[Path], room: Room) -> None:
    """Show how each part went, and where the feedback lies."""
    room.screen.heading("How it went", f"{duration(sheet.seconds)} in all")
    room.screen.rows({row.part: row.text for row in sheet.rows()})
    room.screen.say()
    room.screen.say(sheet.used, indent=2)
    for path in files:
        room.screen.say(f"Feedback: {path}", indent=2)
