"""The record of a file of ratings, as a person reads and corrects it, and as one screen."""

from typing import Any

from .rating_records import OwnRatings
from .ratings import Found
from .writing import listed, plain, source_lines

HEAD = """\
# What `make data` found in {file}, and what only you can say. Correct it and run `make run`: the
# run uses what stands here, never a fresh guess. Nothing here is a row of the data.
# `unknown` stays an open question in the documents until you answer it.
"""
LABELS = {"user": "Users", "item": "Items", "rating": "Ratings", "timestamp": "Times"}


def one_line(text: str) -> str:
    """Return a reason on one line."""
    return " ".join(text.split())


def column_lines(found: Found) -> list[str]:
    """Return a line for each column that the run has to know, with the reason."""
    named = found.own.columns.model_dump()
    return [f"  {key}: {plain(named[key])} # {one_line(found.why[key])}" for key in LABELS]


def optional_lines(own: OwnRatings) -> list[str]:
    """Return the lines that not every file needs."""
    lines = []
    if own.says_yes is not None:
        lines.append(f"says_yes: {plain(own.says_yes)} # the other answer is a no")
    if own.missing_codes:
        lines.append(
            f"missing_codes: {plain(own.missing_codes)} # of the ratings: they say nothing"
        )
    if own.time_format is not None:
        lines.append(f"time_format: {plain(own.time_format)}")
    return lines


def as_text(found: Found) -> str:
    """Return the record as YAML with a reason beside each decision."""
    own, said = found.own, found.own.suggested
    columns: dict[str, Any] = said.columns.model_dump()
    lines = [
        HEAD.format(file=own.source.name) + "source:",
        *source_lines(own.source),
        "columns: # what the file calls them; null: it has none",
        *column_lines(found),
        f"feedback: {own.feedback} # explicit: ratings say how much; implicit: every row counts",
        f"liked: {own.liked:g} # from here on it counts as liked: {one_line(found.why['liked'])}",
        *optional_lines(own),
        f"protocols: {plain(own.protocols)} # ways to hold rows back; by_user is the headline",
        f"test_share: {own.test_share} # of each user's rows",
        "open: # only you can answer these; delete a line when story.yaml or the record does"
        if own.open
        else "open: []",
        *listed(own.open),
        f"confirmed: {plain(own.confirmed)} # what you were asked and agreed to",
        "suggested: # for the documents, which say what you overruled: leave it as it is",
        f"  columns: {plain(columns)}",
        f"  feedback: {said.feedback}",
        f"  liked: {said.liked:g}",
    ]
    return "\n".join(lines) + "\n"


def screen(found: Found) -> str:
    """Return the decisions as a screen of text."""
    own = found.own
    named = own.columns.model_dump()
    size = f"{own.source.rows:,} rows"
    if own.source.sampled_from:
        size += f", all of some users, drawn from {own.source.sampled_from:,}"
    split = "each user's newest rows" if own.timed else "some rows of each user, drawn at random"
    return "\n".join(
        [
            f"{own.source.name}: {size} ({own.source.format}, {own.source.encoding})",
            *[f"{LABELS[key]:<9} {named[key] or '(none)'}: {found.why[key]}" for key in LABELS],
            f"Feedback  {own.feedback}",
            f"Liked     {own.liked:g} or more: {found.why['liked']}",
            f"Split     {split}",
            "Metric    nDCG of the first 10",
            "Baseline  the most popular items",
            "",
            *[f"  {rows:,} {what}" for what, rows in found.counts.items() if rows],
            *[f"  ? {each}" for each in own.open],
        ]
    )
