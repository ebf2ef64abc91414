"""Take the questions along: a text file for Anki.

The back of a card has the ideas, then a model answer and the common mistake where there are any.
Calculations stay here, since they are new each time.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

from .errors import InterviewError
from .question import Question


def to_anki(questions: Sequence[Question], path: Path) -> None:
    """Write a text file that Anki imports; importing it again updates the notes.

    A note is known by its id, not by its front, whose numbers change with every run.
    Source: https://docs.ankiweb.net/importing/text-files.html
    """
    head = ["#separator:Tab", "#html:true", "#notetype:Basic", "#deck:Interview"]
    head += ["#guid column:1", "#tags column:4"]
    write_whole(path, "\n".join([*head, *(_line(question) for question in questions)]) + "\n")


def _line(question: Question) -> str:
    """Return a question as one line of four fields, in its first phrasing."""
    forbidden = ", ".join(question.banned)
    front = question.phrasings[0] + (f" Without these words: {forbidden}." if forbidden else "")
    ideas = "".join(
        f"<li>{'<b>must</b> ' if idea.must else ''}{html.escape(idea.text)}</li>"
        for idea in question.asked(0).ideas
    )
    then = "".join(
        f"<p>{html.escape(step.ask)}<br>{html.escape(step.idea)}</p>"
        for step in (question.what_if, question.attack)
        if step
    )
    lessons = "".join(
        f"<p><b>{title}</b><br>{html.escape(text)}</p>"
        for title, text in (("Answer", question.answer), ("Mistake", question.wrong))
        if text
    )
    back = f"<ul>{ideas}</ul>{lessons}{then}"
    fields = [question.id, html.escape(front), back, question.category]
    return "\t".join(" ".join(field.split()) for field in fields)


def write_whole(path: Path, text: str) -> None:
    """Write a file whole, or leave the one that was there."""
    beside = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        raise InterviewError(f"cannot write {path}: {error.strerror}") from error
