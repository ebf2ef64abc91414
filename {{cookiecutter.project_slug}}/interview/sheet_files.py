"""The sheet of feedback after a mock interview as files: Markdown to keep, HTML to print."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from .advice import SELF_SCORED
from .export import write_whole
from .screen import duration
from .sheet import Entry, Sheet

FRAME = Path(__file__).parent / "sheet.html"


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
