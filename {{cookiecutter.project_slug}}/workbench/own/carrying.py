"""What a person has corrected in the record before, carried over to the record of a new file.

A correction is what differs between the record and what `make data` had written: that is kept
beside the file. One that does not fit the new file is left out, with the reason.
"""

import codecs
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ..errors import ConfigError, DataError
from .containers import WESTERN
from .profile import Profile
from .reading import read
from .records import NUMERIC, Own, Split, checked
from .table import outcome, typed
from .values import said
from .writing import RECORD, as_text, from_file

SUGGESTED = Path("data/own/suggested.yaml")
KNOWN = " is known "  # after the name of a column, in what was confirmed
FREE = [
    "never_shown",
    "rows_are",
    "unit",
    "metric",
    "positive",
    "test_share",
    "best_column",
    "payoff",
    "split",
]
OF_SOURCE = ["license", "citation", "authors", "may_be_published"]
FITS = 0.5  # of the cells that say something: fewer, and a role is another column's


class Change(NamedTuple):
    """One thing that was corrected: where in the record, and what it says now."""

    place: tuple[str, ...]
    value: Any

    def __str__(self) -> str:
        """Return the change as one says it.

        >>> str(Change(("columns", "zip"), {"role": "category", "use": True}))
        'zip: role category, use True'
        """
        value = self.value
        if isinstance(value, dict):
            value = ", ".join(f"{key} {each}" for key, each in value.items() if each is not None)
        return f"{self.place[-1]}: {value}"


class Carried(NamedTuple):
    """The record with what was carried over, in words, and what was left out and why."""

    own: Own
    kept: list[str]
    left: list[str]


def as_suggested(found: Profile) -> str:
    """Return the record that `make data` writes if nobody says anything, to tell later who did."""
    how, _, by = found.own.suggested.split.partition(" by ")
    own = found.own.model_copy(deep=True, update={"split": Split(how=how, by=by or None)})  # type: ignore[arg-type] # it was one
    return as_text(found._replace(own=own))


def before(target: str) -> tuple[Own, Own] | None:
    """Return what was suggested before, and the record now; nothing if it is of another target."""
    if not (RECORD.exists() and SUGGESTED.exists()):
        return None
    then, now = from_file(SUGGESTED), from_file(RECORD, settled=False)
    return (then, now) if then.target == now.target == target else None


def earlier_encoding() -> str:
    """Return how a text that is not in Unicode is read: as the last file was, if it was one."""
    said = from_file(settled=False).source.encoding if RECORD.exists() else WESTERN
    try:
        return said if not codecs.lookup(said).name.startswith("utf") else WESTERN
    except LookupError:
        return WESTERN


def changes(then: Own, now: Own) -> list[Change]:
    """Return what a person has changed in a record."""
    was, said = then.model_dump(), now.model_dump()
    found = [Change((key,), said[key]) for key in FREE if said[key] != was[key]]
    found += [
        Change(("source", key), said["source"][key])
        for key in OF_SOURCE
        if said["source"][key] != was["source"][key]
    ]
    for name, column in said["columns"].items():
        old = was["columns"].get(name, {})
        if new := {key: each for key, each in column.items() if each != old.get(key)}:
            found.append(Change(("columns", name), new))
    return found


def put(content: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """Return the content of a record with one change made."""
    first, *rest = change.place
    if rest:
        return {**content, first: put(content[first], Change(tuple(rest), change.value))}
    if isinstance(change.value, dict) and isinstance(content.get(first), dict):
        return {**content, first: {**content[first], **change.value}}
    return {**content, first: change.value}


def misfit(own: Own, change: Change, text: pd.DataFrame) -> str:
    """Return why the values of a new file do not fit a change, nothing if they do."""
    try:
        if change.place == ("positive",):
            outcome(own, text[own.target])
        if change.place[0] == "columns" and {"role", "date_format"} & set(change.value):
            name = change.place[1]
            column, cells = own.columns[name], text[name]
            read = typed(name, cells, column, own.source.decimal).notna().sum()
            if column.role in {*NUMERIC, "date"} and read < FITS * len(said(cells)):
                return f"only {read} of its {len(said(cells))} cells are a {column.role}"
    except DataError as error:
        return str(error)
    return ""


def changed_by(own: Own, change: Change, strongest: list[str]) -> Own:
    """Return the record with one change made.

    Args:
        own: The record.
        change: What is changed.
        strongest: The columns by what each tells alone: one in use is the baseline's.

    Raises:
        ConfigError: The change does not fit the record.
    """
    content = put(own.model_dump(), change)
    used = [name for name, each in content["columns"].items() if each["use"]]
    if content["text"] is None and content["best_column"] not in used:
        content["best_column"] = next((n for n in [*strongest, *used] if n in used), "")
    return checked(content, "it")


def carried(own: Own, changed: list[Change], strongest: list[str], text: pd.DataFrame) -> Carried:
    """Return the record of a new file with the earlier corrections that fit it.

    Args:
        own: As suggested for the new file.
        changed: What was corrected in the record before.
        strongest: The columns by what each tells alone.
        text: The cells of the new file.
    """
    kept, left = [], []
    for change in changed:
        if change.place[0] == "columns" and change.place[1] not in own.columns:
            left.append(f"{change}: the file has no such column to learn from")
            continue
        try:
            changed_own = changed_by(own, change, strongest)
        except ConfigError as error:
            left.append(f"{change}: {str(error).removeprefix('it: ')}")
            continue
        if reason := misfit(changed_own, change, text):
            left.append(f"{change}: {reason}")
            continue
        own = changed_own
        kept.append(str(change))
    return Carried(own, kept, left)


def answered(own: Own, then: Own, now: Own) -> Own:
    """Return the record without the questions that were answered before, and with the answers.

    A question is answered if its line was deleted, or by what was confirmed of a column.
    """
    gone = {each for each in then.open if each not in now.open}
    still = {f"target {own.target}", f"split {own.split}"}
    old = [e for e in now.confirmed if e in still or e.split(KNOWN)[0] in own.columns]
    confirmed = [*own.confirmed, *(each for each in old if each not in own.confirmed)]
    known = tuple(f"{each.split(KNOWN)[0]} " for each in old if KNOWN in each)
    asked = [each for each in own.open if each not in gone and not each.startswith(known)]
    return own.model_copy(update={"open": asked, "confirmed": confirmed})


def carry(found: Profile, path: Path) -> tuple[Profile, list[str]]:
    """Return what was found with the corrections of the record before, and both in words.

    The split is carried over before, because what may be known too late is looked for by it.

    Args:
        found: In the new file, by the split that holds.
        path: The file.

    Raises:
        ConfigError: The record before says something that cannot be.
    """
    pair = before(found.own.target)
    if pair is None:
        return found, []
    other = found.own.source.checksum != pair[1].source.checksum  # whose words nobody has read
    left_out = [("split",), *([("never_shown",)] if other else [])]
    changed = [each for each in changes(*pair) if each.place not in left_out]
    text = read(path, said=found.own.source.encoding).table if changed else pd.DataFrame()
    own, kept, left = carried(found.own, changed, found.strongest, text)
    own = answered(own, *pair)
    still = {
        name: why for name, why in found.asked.items() if f"{name}{KNOWN}" not in str(own.confirmed)
    }
    words = [f"  carried over: {each}" for each in kept] + [f"  left out: {each}" for each in left]
    return found._replace(own=own, asked=still), words
