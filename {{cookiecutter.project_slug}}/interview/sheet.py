"""The sheet of feedback after a mock interview: Markdown to keep, HTML to print."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from .advice import SELF_SCORED, missed
from .export import write_whole
from .heard import Heard
from .mock import Part, Plan
from .question import FollowUp
from .reviews import Review
from .scoring import hits
from .screen import duration

FRAME = Path(__file__).parent / "sheet.html"


@dataclass(frozen=True)
class FollowedUp:
    """A question that followed an answer, what was said to it, and its tick."""

    step: FollowUp
    text: str
    tick: str


@dataclass(frozen=True)
class Entry:
    """An answer of the interview with its ticks."""

    part: Part
    heard: Heard
    review: Review
    follow_ups: tuple[FollowedUp, ...]

    @property
    def asked(self) -> str:
        """The question as it was put, below the title of its design case."""
        question = self.heard.question.phrasings[self.heard.way.phrasing]
        return f"{self.part.case}: {question}" if self.part.case else question

    def ideas(self, *ticks: str) -> list[str]:
        """Return the ideas that have one of these ticks."""
        pairs = zip(self.heard.question.ideas, self.review.ticks, strict=False)
        return [idea.text for idea, tick in pairs if tick in ticks]

    def facts(self) -> tuple[str, str, str]:
        """Return the time, the ideas, and what else happened."""
        review = self.review
        ideas = f"{hits(review.ticks):g} of {len(review.ticks)}" if review.ticks else "not ticked"
        passed = sum(each.tick == "yes" for each in self.follow_ups)
        more = ["interrupted"] if review.interrupted else []
        if self.follow_ups:
            more.append(f"{passed} of {len(self.follow_ups)} follow-ups")
        time = f"{duration(review.seconds)} of {duration(review.limit or 0)}"
        return time, ideas, ", ".join(more)


class Row(NamedTuple):
    """How a part of the interview went."""

    part: str
    answers: int
    ideas: float
    of: int
    missed: int
    seconds: float

    @property
    def text(self) -> str:
        """The row as the screen shows it."""
        musts = f", a must missing in {self.missed}" if self.missed else ""
        return (
            f"{self.answers} answers, {self.ideas:g} of {self.of} ideas{musts}, "
            f"{duration(self.seconds)}"
        )


@dataclass(frozen=True)
class Sheet:
    """All that is said about a mock interview."""

    plan: Plan
    seconds: float
    entries: Sequence[Entry]

    @property
    def title(self) -> str:
        """The heading of the sheet."""
        return f"Mock interview: {self.plan.title}, {self.plan.level}"

    @property
    def with_whom(self) -> str:
        """When, with whom and how long."""
        day = f"{datetime.now().astimezone():%B %-d, %Y}"
        used = duration(self.seconds)
        return f"{day}, with {self.plan.persona.name}. {used} minutes, ticking included."

    def rows(self) -> list[Row]:
        """Return how each part went that was reached."""
        found = []
        for part in dict.fromkeys(entry.part.title for entry in self.entries):
            entries = [entry for entry in self.entries if entry.part.title == part]
            reviews = [entry.review for entry in entries]
            found.append(
                Row(
                    part,
                    len(entries),
                    sum(hits(review.ticks) for review in reviews),
                    sum(len(review.ticks) for review in reviews),
                    sum(bool(review.ticks) and missed(review) for review in reviews),
                    sum(review.seconds for review in reviews),
                )
            )
        return found

    def strong(self) -> list[Entry]:
        """Return the answers that had every must."""
        ticked = [entry for entry in self.entries if entry.review.ticks]
        return [entry for entry in ticked if not missed(entry.review)]

    def weak(self) -> list[Entry]:
        """Return the answers that lacked a must."""
        return [e for e in self.entries if e.review.ticks and missed(e.review)]

    def over_time(self) -> list[Entry]:
        """Return the answers that took longer than they had."""
        return [e for e in self.entries if e.review.seconds > (e.review.limit or 0) > 0]

    def next_steps(self) -> list[str]:
        """Return what to do before the next one."""
        found = [f'Again: make rehearse DO="ask {e.review.id}"' for e in self.weak()[:3]]
        rows = [row for row in self.rows() if row.of]
        if rows:
            worst = min(rows, key=lambda row: row.ideas / row.of)
            share = worst.ideas / worst.of
            found.append(f"Weakest part: {worst.part}, {share:.0%} of its ideas.")
        if self.over_time():
            found.append(f"{len(self.over_time())} answers ran over their time: end them earlier.")
        return [*found, "Then hold it once with a person."]


def write(sheet: Sheet, folder: Path) -> list[Path]:
    """Write the sheet in both forms, and return where.

    Raises InterviewError when it cannot be written.
    """
    name = f"{datetime.now():%Y-%m-%d-%H%M}-{sheet.plan.role}-{sheet.plan.level}"
    files = [folder / f"{name}.md", folder / f"{name}.html"]
    write_whole(files[0], markdown(sheet))
    write_whole(files[1], page(sheet))
    return files


def markdown(sheet: Sheet) -> str:
    """Return the sheet as Markdown."""
    lines = [f"# {sheet.title}", "", sheet.with_whom, ""]
    lines += ["| Part | Answers | Ideas | Must missing | Time |", "|---|--:|--:|--:|--:|"]
    lines += [
        f"| {r.part} | {r.answers} | {r.ideas:g} of {r.of} | {r.missed} | {duration(r.seconds)} |"
        for r in sheet.rows()
    ]
    lines += _listed("Next", sheet.next_steps())
    if sheet.weak():
        lines += ["", "## What to work on"]
    for entry in sheet.weak():
        lines += ["", f"### {entry.asked}", ""]
        for label, texts in _lessons(entry):
            lines += [f"**{label}**", "", *(f"- {text}" for text in texts), ""]
    lines += _listed("What was strong", [entry.asked for entry in sheet.strong()])
    lines += _listed("Every answer", [_told(entry) for entry in sheet.entries])
    return "\n".join([*lines, "", f"_{SELF_SCORED}_", ""])


def _told(entry: Entry) -> str:
    """Return an answer in one line."""
    time, ideas, more = entry.facts()
    ideas = ideas if ideas.startswith("not") else f"{ideas} ideas"
    return f"{entry.asked} ({', '.join(part for part in (time, ideas, more) if part)})"


def _listed(title: str, items: Sequence[str]) -> list[str]:
    """Return the lines of a list with its heading, none without items."""
    return ["", f"## {title}", "", *(f"- {item}" for item in items)] if items else []


def _lessons(entry: Entry) -> Iterable[tuple[str, list[str]]]:
    """Yield what is to be learned from an answer that lacked a must."""
    question = entry.heard.question
    said = " ".join(entry.heard.answer.text.split())
    lessons = [
        ("You said", [said] if said else []),
        ("Missing", entry.ideas("no")),
        ("Half said", entry.ideas("partly")),
        ("It could have sounded like this", [question.answer] if question.answer else []),
        ("A common mistake", [question.wrong] if question.wrong else []),
        (
            "The follow-up",
            [f"{each.step.ask} A good answer: {each.step.idea}" for each in entry.follow_ups],
        ),
        ("Where to read", [entry.heard.way.reading] if entry.heard.way.reading else []),
    ]
    return ((label, texts) for label, texts in lessons if texts)


def page(sheet: Sheet) -> str:
    """Return the sheet as one HTML page that prints well."""
    rows = "".join(
        _row(r.part, f"{r.answers}", f"{r.ideas:g} of {r.of}", f"{r.missed}", duration(r.seconds))
        for r in sheet.rows()
    )
    lessons = "".join(
        f"<section><h3>{html.escape(entry.asked)}</h3><dl>"
        + "".join(
            f"<dt>{label}" + "".join(f"<dd>{html.escape(text)}" for text in texts)
            for label, texts in _lessons(entry)
        )
        + "</dl></section>"
        for entry in sheet.weak()
    )
    parts = {
        "TITLE": html.escape(sheet.title),
        "WHEN": html.escape(sheet.with_whom),
        "ROWS": rows,
        "NEXT": _items(sheet.next_steps()),
        "LESSONS": lessons or "<p>No answer lacked a must.</p>",
        "STRONG": _items([entry.asked for entry in sheet.strong()]),
        "ANSWERS": "".join(_row(e.asked, *e.facts()) for e in sheet.entries),
        "NOTE": html.escape(SELF_SCORED),
    }
    before, *slots = FRAME.read_text(encoding="utf-8").split("<!--")
    filled = [before]
    for slot in slots:
        name, rest = slot.split("-->", 1)
        filled += [parts[name], rest]
    return "".join(filled)


def _row(head: str, *cells: str) -> str:
    """Return a row of a table."""
    rest = "".join(f"<td>{html.escape(cell)}" for cell in cells)
    return f'<tr><th scope="row">{html.escape(head)}{rest}'


def _items(items: Iterable[str]) -> str:
    """Return texts as a list."""
    return "<ul>" + "".join(f"<li>{html.escape(item)}" for item in items) + "</ul>"
