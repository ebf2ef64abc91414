"""Which words of private texts a document may name: none that could name a person."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..files import save_text
from .personal import GIVEN
from .records import Own

__all__ = ["WORDS", "ask_about", "nameable"]

WORDS = Path("data/own/words.txt")  # what a person reads first; git does not see it
HEAD = """\
# Words that the documents would name. List those that could name a person in conf/data/own.yaml,
# as in `never_shown: [Ann, Lee]`, or `never_shown: []` if none could; then `make run`.
"""


def ask_about(words: Sequence[str]) -> None:
    """Write the words that the documents would name, for a person to read."""
    save_text(WORDS, HEAD + "".join(f"{word}\n" for word in words))


def nameable(own: Own, words: Iterable[str]) -> list[str]:
    """Return the words that a document may name: none before a person has read which they are.

    Names that many people have are never named, even if that person has overlooked one.
    """
    if not own.shows_words:
        return []
    hidden = {each.lower() for each in own.never_shown} if own.never_shown != "all" else set()
    return [word for word in words if word.lower() not in hidden | GIVEN]
