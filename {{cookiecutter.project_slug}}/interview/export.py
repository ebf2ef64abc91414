"""Take the questions along: a text file for Anki, or one page for a phone.

The back of a card has the ideas, then a model answer and the common mistake where there are any.
Calculations stay here, since they are new each time.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .errors import InterviewError
from .question import Question

PAGE = Path(__file__).parent / "page.html"
SLOT = "/*QUESTIONS*/"


class Card(NamedTuple):
    """A question to go: its phrasings, what a good answer to each has, and what may follow."""

    id: str
    category: str
    covers: tuple[str, ...]
    about: str
    facts_hash: str
    limit: int
    ask: tuple[str, ...]
    ideas: tuple[tuple[tuple[str, bool], ...], ...]
    answers: tuple[str, ...]  # one to each phrasing, or none
    wrong: str
    follow_ups: tuple[tuple[str, str], ...]


def card(question: Question) -> Card:
    """Return the card of a question."""
    steps = [step for step in (question.what_if, question.attack) if step]
    return Card(
        id=question.id,
        category=question.category,
        covers=question.covers,
        about=question.about,
        facts_hash=question.facts_hash,
        limit=question.limit,
        ask=tuple(f"{text}{_without(question.banned)}" for text in question.phrasings),
        ideas=tuple(
            tuple((idea.text, idea.must) for idea in question.asked(phrasing).ideas)
            for phrasing in range(len(question.phrasings))
        ),
        answers=question.answers,
        wrong=question.wrong or "",
        follow_ups=tuple((step.ask, step.idea) for step in steps),
    )


def _without(banned: Sequence[str]) -> str:
    """Return the sentence that forbids words, if there are any."""
    return f" Without these words: {', '.join(banned)}." if banned else ""


def to_anki(cards: Sequence[Card], path: Path) -> None:
    """Write a text file that Anki imports; importing it again updates the notes.

    A note is known by its id, not by its front, whose numbers change with every run.
    Source: https://docs.ankiweb.net/importing/text-files.html
    """
    head = ["#separator:Tab", "#html:true", "#notetype:Basic", "#deck:Interview"]
    head += ["#guid column:1", "#tags column:4"]
    write_whole(path, "\n".join([*head, *(_anki_line(entry) for entry in cards)]) + "\n")


def _anki_line(entry: Card) -> str:
    """Return a card as one line of four fields."""
    ideas = "".join(
        f"<li>{'<b>must</b> ' if must else ''}{html.escape(text)}</li>"
        for text, must in entry.ideas[0]
    )
    then = "".join(
        f"<p>{html.escape(ask)}<br>{html.escape(idea)}</p>" for ask, idea in entry.follow_ups
    )
    lessons = "".join(
        f"<p><b>{title}</b><br>{html.escape(text)}</p>"
        for title, text in (("Answer", "".join(entry.answers[:1])), ("Mistake", entry.wrong))
        if text
    )
    back = f"<ul>{ideas}</ul>{lessons}{then}"
    fields = [entry.id, html.escape(entry.ask[0]), back, entry.category]
    return "\t".join(" ".join(field.split()) for field in fields)


def to_page(cards: Sequence[Card], path: Path) -> None:
    """Write one HTML page that works without a network; its answers stay in the browser."""
    data = json.dumps([entry._asdict() for entry in cards], ensure_ascii=False)
    page = PAGE.read_text(encoding="utf-8")
    write_whole(path, page.replace(SLOT, data.replace("</", "<\\/").replace("<!--", "<\\!--")))


def write_whole(path: Path, text: str) -> None:
    """Write a file whole, or leave the one that was there."""
    beside = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        raise InterviewError(f"cannot write {path}: {error.strerror}") from error


WRITERS: Mapping[str, Callable[[Sequence[Card], Path], None]] = {"anki": to_anki, "page": to_page}
