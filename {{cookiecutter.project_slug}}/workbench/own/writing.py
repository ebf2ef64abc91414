"""The record as a file that a person reads and corrects; and back."""

import json
from pathlib import Path
from typing import Any

from ..errors import ConfigError
from ..handwritten import read_yaml
from .profile import Profile
from .records import NONE_EMPTY, Column, Own, Source, checked

RECORD = Path("conf/data/own.yaml")
HEAD = """\
# What `make data` found in {file}, and what only you can say. Correct it and run `make run`: the
# run uses what stands here, never a fresh guess. Nothing here is a row of the data.
# `unknown` stays an open question in the documents until you answer it.
# Roles that a model may use: number, ordinal, boolean, category, many_levels. Others: date, group,
# id, text, constant, personal, leak.
"""
HEAD_OF_TEXTS = """\
# What `make data` found in {file}, and what only you can say. Correct it and run `make run`: the
# run uses what stands here, never a fresh guess. Nothing here is a text of the data.
# `unknown` stays an open question in the documents until you answer it.
# A model reads the column `text` alone. Columns with the roles category, boolean, ordinal and
# number cut the test set into slices; a date or a group may cut test from training (split).
"""


def plain(value: object) -> str:
    """Return a value as YAML on one line; JSON is YAML."""
    return json.dumps(value, ensure_ascii=False)


def flow(values: dict[str, Any]) -> str:
    """Return values as a mapping on one line."""
    return "{" + ", ".join(f"{key}: {plain(value)}" for key, value in values.items()) + "}"


def line(name: str, each: Column, why: str) -> str:
    """Return a column on one line: what is not the default, then the reason as a comment."""
    shown: dict[str, Any] = {"role": each.role, "use": each.use}
    for field in ("missing_codes", "date_format", "says_yes", "low", "high", "reason"):
        if (value := getattr(each, field)) not in (None, [], ""):
            shown[field] = value
    if each.role in {"number", "ordinal"} and each.use:
        shown["unit"] = each.unit
    if each.empty_means != NONE_EMPTY:
        shown["empty_means"] = each.empty_means
    return f"  {plain(name)}: {flow(shown)} # {' '.join(why.split())}"


def listed(values: list[str], indent: str = "  ") -> list[str]:
    """Return a list as lines."""
    return [f"{indent}- {plain(each)}" for each in values]


def source_lines(source: Source) -> list[str]:
    """Return the lines about the file."""
    remarks = {
        "file": "in data/own/, which git does not see",
        "license": "who may use the data, and for what",
        "citation": "where the data comes from, in a sentence",
        "may_be_published": "true only if everybody may see every row",
        "sampled_from": "rows of the file: a sample of them is used",
    }
    content = source.model_dump()
    if not source.sampled_from:
        del content["sampled_from"]
    return [
        f"  {key}: {plain(value)}" + (f" # {remarks[key]}" if key in remarks else "")
        for key, value in content.items()
    ]


def question_lines(own: Own) -> list[str]:
    """Return the lines of what is open, and of what the run suggested."""
    said = own.suggested
    suggested = {"metric": said.metric, "split": said.split}
    if said.positive is not None:
        suggested["positive"] = said.positive  # type: ignore[assignment] # only written
    return [
        "open: # only you can answer these; delete a line when story.yaml or the record does"
        if own.open
        else "open: []",
        *listed(own.open),
        f"confirmed: {plain(own.confirmed)} # what you were asked and agreed to",
        "suggested: # for the documents, which say what you overruled: leave it as it is",
        *[f"  {key}: {plain(value)}" for key, value in suggested.items()],
        "  roles:",
        *[f"    {plain(name)}: {role}" for name, role in said.roles.items()],
    ]


NAMES = """\
words that no document may name; after a run read data/own/words.txt, and list those that could name
# a person, as in [Ann, Lee], or [] if none could"""
PAYOFF = """\
# What an error costs, only you can say; until then the model ranks, and no threshold is chosen:
# payoff: {true_positive: 0, false_positive: -1, false_negative: -5, true_negative: 0, unit: USD}
"""


def as_text(found: Profile) -> str:
    """Return the record as YAML with a reason beside each decision."""
    own, reasons = found.own, found.reasons
    split = {key: value for key, value in own.split.model_dump().items() if value is not None}
    binary = own.positive is not None
    lines = [
        (HEAD_OF_TEXTS if own.text else HEAD).format(file=own.source.name) + "source:",
        *source_lines(own.source),
        f"text: {plain(own.text)} # the only column that a model reads" if own.text else "",
        f"never_shown: {plain(own.never_shown)} # {NAMES}" if own.text else "",
        f"target: {plain(own.target)}",
        f"rows_are: {plain(own.rows_are)} # what one calls them: customers, flats, visits",
        f"unit: {plain(own.unit)} # of the target" if own.task == "regression" else "",
        f"task: {own.task} # {reasons['task']}",
        f"positive: {plain(own.positive)} # the class that is looked for" if binary else "",
        f"metric: {own.metric}",
        f"split: {flow(split)} # {reasons['split']}",
        f"test_share: {own.test_share}",
        f"best_column: {plain(own.best_column)} # tells most alone, on training rows: the baseline"
        if own.best_column
        else "",
        PAYOFF.rstrip() if binary and own.payoff is None else "",
        f"payoff: {flow(own.payoff.model_dump())}" if own.payoff else "",
        "columns:",
        *[line(name, each, found.why.get(name, "")) for name, each in own.columns.items()],
        *question_lines(own),
    ]
    return "\n".join(each for each in lines if each) + "\n"


def from_file(path: Path = RECORD, settled: bool = True) -> Own:
    """Return the record in a file; settled, the column of its baseline has to be one in use.

    Raises:
        ConfigError: It cannot be read, or says something that cannot be.
        HandwrittenError: It is no YAML, or not in UTF-8.
    """
    try:
        content = read_yaml(path)
    except OSError as error:
        raise ConfigError(f"{path}: {str(error).splitlines()[0]}") from None
    return checked(content, str(path), settled)
