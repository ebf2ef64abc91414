"""The written anchors against which a candidate judges an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import InterviewError
from .facts import read_yaml
from .question import Question


@dataclass(frozen=True)
class Anchor:
    """A criterion and what its bands 1 to 4 look like."""

    key: str
    name: str
    bands: tuple[str, ...]
    categories: tuple[str, ...]
    topics: tuple[str, ...]


class Anchors:
    """All anchors; the one that fits a question is found by its topics, then by its category."""

    def __init__(self, anchors: Sequence[Anchor]):
        """Keep the anchors in their order: the first that fits is taken."""
        self.anchors = anchors

    def fitting(self, question: Question) -> Anchor:
        """Return the anchor for a question."""
        topics = {topic.split("/")[0] for topic in question.covers}
        by_topic = [anchor for anchor in self.anchors if topics & set(anchor.topics)]
        able = [anchor for anchor in by_topic if question.category in anchor.categories]
        general = [a for a in self.anchors if question.category in a.categories and not a.topics]
        return [*able, *general, *self.anchors][0]


def read(path: Path, reading: Callable[[Path], Any] = read_yaml) -> Anchors:
    """Read the anchors.

    Raises InterviewError when an entry is not an anchor.
    """
    anchors = []
    for entry in reading(path):
        try:
            lists = {k: tuple(entry.get(k, ())) for k in ("bands", "categories", "topics")}
            anchors.append(Anchor(key=entry["key"], name=entry["name"], **lists))
        except (KeyError, TypeError, AttributeError) as error:
            raise InterviewError(f"{path}: an entry is not an anchor: {error}") from error
    return Anchors(anchors)
