"""The changes that story.yaml tells in the author's own words."""

from collections.abc import Mapping
from typing import Any

from ..errors import DocumentError
from ..files import STORY

SAID = {"what": str, "why": str, "kept": bool}


def check_entries(entries: Any) -> None:
    """Refuse `changes` in story.yaml that the walk-through could not show.

    Raises:
        DocumentError: Says which entry is wrong, and what one looks like.
    """

    def complete(entry: Any) -> bool:
        if not isinstance(entry, Mapping) or set(entry) != set(SAID):
            return False
        return all(isinstance(entry[key], kind) and entry[key] != "" for key, kind in SAID.items())

    for number, entry in enumerate(entries if isinstance(entries, list) else [entries], start=1):
        if not complete(entry):
            raise DocumentError(
                f"{STORY}: entry {number} of `changes` has to be "
                "{what: TEXT, why: TEXT, kept: true or false}, and nothing else"
            )
