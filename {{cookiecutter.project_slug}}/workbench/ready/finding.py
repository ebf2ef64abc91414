"""What is still to do, as one line of the list: how grave, where, what is wrong, what to do."""

from enum import IntEnum
from typing import NamedTuple


class Rank(IntEnum):
    """How grave a finding is; the list goes from the gravest to what is only worth a thought."""

    SECRET = 1  # whoever reads it can use it
    PRIVATE = 2  # meant for nobody's eyes but yours
    NUMBERS = 3  # what the project says of its numbers does not hold
    STATE = 4  # what is published is not what lies here
    STORY = 5  # what only you can say is not said
    FORM = 6  # links, license
    PROOF = 7  # nobody has checked the numbers; comes last, since it is about all the rest
    HINT = 8  # a choice that you may have made


class Finding(NamedTuple):
    """One thing to do before the project is public."""

    rank: Rank
    where: str
    what: str
    do: str


def in_order(findings: list[Finding]) -> list[Finding]:
    """Return the findings, gravest first; those of one rank stay in the order they came in."""
    return sorted(findings, key=lambda finding: finding.rank)


def line_of(text: str, position: int) -> int:
    r"""Return the number of the line in which a character stands.

    >>> line_of("one\ntwo", 4)
    2
    """
    return text.count("\n", 0, position) + 1
